import QuickstepJSON
import QuickstepTestSupport
import Testing

@Suite struct DepthTests {
    /// A value nested to a depth, arrays and objects in turn.
    private static func nested(_ depth: Int, around core: JSONValue = nil) -> JSONValue {
        (0..<depth).reduce(core) { inner, level in
            level.isMultiple(of: 2) ? .array([1, inner]) : .object(["a": inner, "b": 2])
        }
    }

    @Test(arguments: [
        ("null", 0), ("[]", 1), ("{}", 1), ("[1]", 1), ("[[]]", 2), ("{\"a\":[{}]}", 3), ("[[],[[]],[]]", 3),
    ])
    func `the depth counts containers inside one another`(text: String, depth: Int) throws {
        let value = try JSONValue.parse(text)
        #expect(value.depth == depth)
        #expect(!value.exceedsDepth(depth))
        #expect(value.exceedsDepth(depth - 1))
    }

    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func `a document of a thousand levels is parsed and one more is refused`(opening: String) throws {
        let levels = opening.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
        func document(_ repetitions: Int) -> String {
            let closing = String(opening.reversed().compactMap { $0 == "[" ? "]" : $0 == "{" ? "}" : nil })
            return String(repeating: opening, count: repetitions) + "0" + String(repeating: closing, count: repetitions)
        }
        #expect(try JSONValue.parse(document(1000 / levels)).depth == 1000)
        let error = try #require(throws: JSONParseError.self) {
            try JSONValue.parse("[" + document(1000 / levels) + "]")
        }
        #expect(error.kind == .tooDeep)
        #expect(error.message == "the document is nested too deeply; at most 1000 levels are allowed")
    }

    @Test func `an empty container counts as a level`() throws {
        #expect(throws: Never.self) { try JSONValue.parse("[[]]", limits: JSONLimits(maxDepth: 2)) }
        let error = try #require(throws: JSONParseError.self) {
            try JSONValue.parse("[[{}]]", limits: JSONLimits(maxDepth: 2))
        }
        #expect(error.kind == .tooDeep)
        #expect(error.offset == 2)
        #expect(throws: JSONParseError.self) { try JSONValue.parse("[]", limits: JSONLimits(maxDepth: 0)) }
    }

    @Test func `no limit goes past the ceiling`() {
        #expect(JSONLimits(maxDepth: 1_000_000).maxDepth == 1000)
        #expect(JSONLimits(maxDepth: 10).maxDepth == 10)
    }

    @Test(arguments: ["[", "{\"a\":", "[[[{\"x\":"])
    func `a bomb of brackets is refused on a small stack`(opening: String) {
        let kind = onSmallStack { () -> JSONParseError.Kind? in
            let bomb = Array(String(repeating: opening, count: 200_000).utf8)
            do throws(JSONParseError) {
                _ = try JSONValue.parse(bytes: bomb)
                return nil
            } catch {
                return error.kind
            }
        }
        #expect(kind == .tooDeep)
    }

    @Test func `a value of a thousand levels is safe in every respect on a small stack`() {
        let failure = onSmallStack { () -> String in
            let value = Self.nested(1000)
            let other = Self.nested(1000)
            let different = Self.nested(1000, around: 7)
            let text = value.compactText
            guard let parsed = try? JSONValue.parse(text) else { return "parse" }
            if parsed != value || value != other || value == different { return "==" }
            if !value.isEqual(to: other) || value.isEqual(to: different) { return "isEqual" }
            if value.hashValue != parsed.hashValue { return "hash" }
            if value.compactByteCount != text.utf8.count { return "byte count" }
            if value.depth != 1000 || !value.exceedsDepth(999) || value.exceedsDepth(1000) { return "depth" }
            if (try? JSONValue.parse(value.prettyText())) != value { return "pretty" }
            if Set([value, other, different]).count != 2 { return "set" }
            return "none"
        }
        #expect(failure == "none")
    }
}
