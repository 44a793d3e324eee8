import QuickstepJSON
import Testing

@testable import QuickstepEventPatterns

struct PatternIndexTests {
    /// Fields by name, as message attributes are.
    struct Fields: FlatFields {
        let values: [String: [JSONValue]]

        var isEmpty: Bool { values.isEmpty }

        func values(of name: String) -> [JSONValue]? { values[name] }
    }

    /// SplitMix64.
    struct SeededGenerator: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    private static let keys = ["a", "b", "c"]
    private static let texts = ["x", "y", "z", "xyz"]

    private func matcher(_ random: inout SeededGenerator) -> JSONValue {
        let text = JSONValue.string(Self.texts.randomElement(using: &random) ?? "x")
        switch Int.random(in: 0..<9, using: &random) {
        case 0...3: return text
        case 4: return ["prefix": text]
        case 5: return ["anything-but": text]
        case 6: return ["exists": .bool(Bool.random(using: &random))]
        case 7: return ["numeric": [">", 1]]
        default: return 2
        }
    }

    private func pattern(_ random: inout SeededGenerator, depth: Int) -> JSONObject {
        var members: JSONObject = [:]
        for key in Self.keys where Bool.random(using: &random) {
            if depth > 0, Int.random(in: 0..<3, using: &random) == 0 {
                let inner = pattern(&random, depth: depth - 1)
                members[key] = inner.isEmpty ? [matcher(&random)] : .object(inner)
            } else {
                members[key] = .array((0...Int.random(in: 0...1, using: &random)).map { _ in matcher(&random) })
            }
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            let alternatives = (0..<2).map { _ in pattern(&random, depth: 0) }
            if !alternatives.contains(where: \.isEmpty) { members["$or"] = .array(alternatives.map { .object($0) }) }
        }
        return members
    }

    private func value(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<6, using: &random) {
        case 0 where depth > 0: .array((0..<2).map { _ in value(&random, depth: depth - 1) })
        case 1 where depth > 0: .object(event(&random, depth: depth - 1))
        case 2: .number(JSONNumber(Int.random(in: 0..<4, using: &random)))
        default: .string(Self.texts.randomElement(using: &random) ?? "x")
        }
    }

    private func event(_ random: inout SeededGenerator, depth: Int) -> JSONObject {
        JSONObject(
            (Self.keys + ["a.b"]).filter { _ in Bool.random(using: &random) }.map { ($0, value(&random, depth: depth)) }
        )
    }

    @Test func `an index finds exactly the patterns that match`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            var patterns: [(number: Int, pattern: EventPattern)] = []
            for number in 0..<40 {
                patterns.append((number, try EventPattern(pattern(&random, depth: 2), dialect: .filterPolicy)))
            }
            let index = PatternIndex(patterns)
            for _ in 0..<20 {
                let event = event(&random, depth: 3)
                let expected = patterns.filter { $0.pattern.accepts(event) }.map(\.number)
                #expect(index.matches(event) == expected, "seed \(seed), \(JSONValue.object(event).compactText)")
                let fields = Fields(
                    values: Dictionary(uniqueKeysWithValues: event.map { ($0.key, $0.value.arrayValue ?? [$0.value]) })
                )
                let expectedOfFields = patterns.filter { $0.pattern.accepts(fields) }.map(\.number)
                #expect(index.matches(fields) == expectedOfFields, "seed \(seed)")
            }
        }
    }

    @Test func `an anchor is the key that fewest patterns ask for`() throws {
        func anchor(_ text: String) throws -> PatternAnchor? {
            PatternAnchor(try EventPattern(text, dialect: .filterPolicy))
        }
        #expect(try anchor(#"{"a":["x","y"],"b":["z"]}"#)?.path == ["b"])
        #expect(try anchor(#"{"a":[{"prefix":"x"}],"b":{"c":["z","y"]}}"#)?.texts == ["z", "y"])
        #expect(try anchor(#"{"a":[{"prefix":"x"}]}"#)?.texts == nil)
        #expect(try anchor(#"{"a":[{"exists":false}]}"#) == nil)
        #expect(try anchor(#"{"$or":[{"a":["x"]},{"b":["y"]}]}"#) == nil)
        #expect(try anchor("{}") == nil)
    }
}
