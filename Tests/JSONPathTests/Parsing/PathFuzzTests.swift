import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

@Suite struct `Random texts` {
    /// A small generator of its own, so that a seed names the same texts for ever.
    private struct Generator {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            self.state = self.state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((self.state >> 33) % UInt64(bound))
        }

        mutating func pick<Element>(_ choices: [Element]) -> Element {
            choices[self.next(below: choices.count)]
        }
    }

    private static let pieces = [
        "$", "$$", "$v", "@", ".", "..", "a", "b", "*", "[", "]", "[0]", "[-1]", "[0,1]", "[1:]", "[:2]", "[*]",
        "['a']",
        "['a','b']", "[\"a\"]", "[?(", ")]", "(", ")", "!", "==", "!=", "<", ">=", "===", " in ", " nin ", " size ",
        " empty ",
        " subsetof ", " anyof ", " noneof ", " contains ", " all ", "&&", "||", "'x'", "\"x\"", "1", "-2.5e3", "true",
        "null", "[1,2]", "{'k':1}", "\\", "'", "\"", "/x/", "/(a|b)*/i", " =~ ", "=~", ".length()", ".sum()",
        ".index(1)", ",", ":", " ",
        "é",
        "👍", "\u{0}", "\u{301}", "99999999999999999999",
    ]

    private static let documents = [
        #"{"a":{"a":[1,{"b":"x"},[2,3]],"b":null},"b":[{"a":1},{"a":"x","b":[1,2]},5],"k":{"v":1}}"#,
        #"[[1,2],{"a":1,"b":{"a":[]}},"text",null,true,1.5]"#,
        #""text""#,
    ]

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `a random text is read or refused, and a path that was read gives an answer`(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let documents = try Self.documents.map { try JSONValue.parse($0) }
        var accepted = 0
        for round in 0..<3_000 {
            var text = generator.pick(["$", "$", "$.", "$[?(@", "$v", ""])
            for _ in 0..<generator.next(below: 12) { text += generator.pick(Self.pieces) }
            self.tryOut(text, on: documents, accepted: &accepted, context: "seed \(seed), round \(round)")
        }
        #expect(accepted > 100, "seed \(seed) made \(accepted) paths only")
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `a good path with a few wrong characters is read or refused`(seed: UInt64) throws {
        var generator = Generator(state: seed)
        let documents = try Self.documents.map { try JSONValue.parse($0) }
        let good = [
            "$.a.b[0]['c d'].e", "$..b[?(@.a == 'x' && (@.b[0] > 1 || !@.c))].a", "$['a','b'][1:3][0,-1].length()",
            #"$.foo\@bar.baz\[\[.\?pretty"#, #"$[?(@['k'] in ['a', "b", 1, null, [true]] || $.b size 2)]..*"#,
        ]
        var accepted = 0
        for round in 0..<3_000 {
            var scalars = Array(generator.pick(good).unicodeScalars)
            for _ in 0...generator.next(below: 4) {
                let position = generator.next(below: scalars.count)
                switch generator.next(below: 3) {
                case 0: scalars.remove(at: position)
                case 1: scalars.insert(contentsOf: generator.pick(Self.pieces).unicodeScalars, at: position)
                default: scalars[position] = scalars[generator.next(below: scalars.count)]
                }
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            self.tryOut(String(view), on: documents, accepted: &accepted, context: "seed \(seed), round \(round)")
        }
        #expect(accepted > 100, "seed \(seed) made \(accepted) paths only")
    }

    private func tryOut(_ text: String, on documents: [JSONValue], accepted: inout Int, context: String) {
        let path: JSONPath
        do throws(JSONPathError) {
            path = try JSONPath(text)
        } catch {
            let isInside = (0...text.count).contains(error.offset)
            #expect(isInside && !error.message.isEmpty, "\(context): \(text)")
            return
        }
        accepted += 1
        for document in documents {
            switch path.query(document) {
            case .success(let value):
                #expect(path.isDefinite || value.arrayValue != nil, "\(context): \(text)")
            case .failure(let miss):
                #expect(!miss.detail.isEmpty, "\(context): \(text)")
            }
            if case .success(let written) = path.replacing(in: document, with: "new") {
                #expect(path.isReference && path.query(written) == .success("new"), "\(context): \(text)")
            }
        }
    }
}
