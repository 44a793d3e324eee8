import Testing

@testable import QuickstepRegularExpressions

/// A search that remembers what it tried in vain must find what one finds that tries everything.
@Suite struct `Random patterns` {
    /// A small generator of its own, so that a seed names the same patterns for ever.
    private struct Generator {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            self.state = self.state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((self.state >> 33) % UInt64(bound))
        }

        mutating func pick(_ choices: [String]) -> String { choices[self.next(below: choices.count)] }

        mutating func alternatives(_ depth: Int) -> String {
            var text = self.sequence(depth)
            while self.next(below: 3) == 0 { text += "|" + self.sequence(depth) }
            return text
        }

        private mutating func sequence(_ depth: Int) -> String {
            (0..<self.next(below: 4)).map { _ in self.term(depth) }.joined()
        }

        private mutating func term(_ depth: Int) -> String {
            if self.next(below: 12) == 0 { return self.pick(["^", "$", "\\b", "\\B"]) }
            var text =
                switch depth > 0 ? self.next(below: 8) : self.next(below: 4) {
                case 0...2: self.pick(["a", "b", "c", "ab", "é"])
                case 3: self.pick([".", "[ab]", "[^a]", "\\w", "\\W", "[]", "[^]"])
                case 4, 5: "(\(self.alternatives(depth - 1)))"
                default: "(?:\(self.alternatives(depth - 1)))"
                }
            if self.next(below: 3) == 0 {
                text += self.pick(["*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}", "{1,2}?", "{2,}?", "{2,3}"])
            }
            return text
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `both ways to search agree`(seed: UInt64) throws {
        var generator = Generator(state: seed)
        var matches = 0
        for round in 0..<1_000 {
            let pattern = generator.alternatives(3)
            let flags = generator.pick(["", "i", "m", "s", "u", "iu"])
            let text = Array(
                (0..<generator.next(below: 9)).map { _ in generator.pick(["a", "b", "c", "A", "É", "\n"]) }
                    .joined().utf16
            )
            let context = Comment(rawValue: "seed \(seed), round \(round): /\(pattern)/\(flags) on \(text)")
            let expression = try RegularExpression(pattern, flags: flags)
            #expect(expression.program.isRegular, context)
            for isWhole in [false, true] {
                let thorough: RegularExpressionMatch?
                do throws(RegularExpressionExhaustion) {
                    thorough = try self.match(expression, text, isWhole: isWhole, remembers: false)
                } catch {
                    // What tries everything may take for ever; then there is nothing to compare.
                    continue
                }
                let quick = try self.match(expression, text, isWhole: isWhole, remembers: true)
                #expect(quick == thorough, context)
                if thorough != nil { matches += 1 }
            }
        }
        #expect(matches > 500, "seed \(seed) made \(matches) matches only")
    }

    private func match(
        _ expression: RegularExpression,
        _ text: [UInt16],
        isWhole: Bool,
        remembers: Bool
    ) throws(RegularExpressionExhaustion) -> RegularExpressionMatch? {
        var budget = RegularExpressionBudget(steps: 100_000)
        return try expression.search(text, from: 0, isWhole: isWhole, remembers: remembers, budget: &budget)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `any text is read or refused, and what was read gives an answer`(seed: UInt64) {
        let pieces = [
            "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "\\", "^", "$", "-", "a", "1", "0", "8", "c", "x", "u",
            "k",
            "<", ">", ":", "=", "!", ",", "d", "b", "n", "p{L}", "\\Q", "\\E", "&&", "(?", "(?<n>", "\\k<n>", "{1",
            "{1,2}",
            "é", "😀", "\u{0}", "\u{2028}", "i", "-i:", "\\ud83d", "\\ude00",
        ]
        var generator = Generator(state: seed)
        var accepted = 0
        for round in 0..<4_000 {
            let pattern = (0..<generator.next(below: 10)).map { _ in generator.pick(pieces) }.joined()
            let text = Array((0..<generator.next(below: 8)).map { _ in generator.pick(pieces) }.joined().utf16)
            for dialect in [RegularExpressionDialect.ecmaScript, .java] {
                let flags = generator.pick(["", "i", "u", "iu", "ms"])
                do throws(RegularExpressionError) {
                    let expression = try RegularExpression(pattern, flags: flags, dialect: dialect)
                    accepted += 1
                    var budget = RegularExpressionBudget(steps: 20_000)
                    _ = try? expression.firstMatch(in: text, budget: &budget)
                } catch {
                    let isInside = (0...pattern.utf16.count).contains(error.offset)
                    #expect(isInside && !error.message.isEmpty, "seed \(seed), round \(round): \(pattern)")
                }
            }
        }
        #expect(accepted > 500, "seed \(seed) made \(accepted) patterns only")
    }
}
