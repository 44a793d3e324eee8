import QuickstepJSON
import Testing

@Suite struct JSONValueTests {
    private let sample: JSONValue = [
        "null": nil, "yes": true, "one": 1, "half": 0.5, "text": "s", "list": [1, "2"], "object": ["k": "v"],
    ]

    @Test func `literals make values in the order written`() {
        #expect(
            self.sample.compactText
                == #"{"null":null,"yes":true,"one":1,"half":0.5,"text":"s","list":[1,"2"],"object":{"k":"v"}}"#
        )
        let name = "x"
        #expect(("\(name)y" as JSONValue) == .string("xy"))
    }

    @Test func `accessors give what is there and nil otherwise`() {
        #expect(self.sample["null"]?.isNull == true)
        #expect(self.sample["yes"]?.boolValue == true)
        #expect(self.sample["one"]?.intValue == 1)
        #expect(self.sample["one"]?.doubleValue == 1)
        #expect(self.sample["half"]?.doubleValue == 0.5)
        #expect(self.sample["half"]?.intValue == nil)
        #expect(self.sample["text"]?.stringValue == "s")
        #expect(self.sample["list"]?[1] == "2")
        #expect(self.sample["list"]?[2] == nil)
        #expect(self.sample["list"]?[-1] == nil)
        #expect(self.sample["list"]?.arrayValue?.count == 2)
        #expect(self.sample["object"]?["k"] == "v")
        #expect(self.sample["object"]?.objectValue?.count == 1)
        #expect(self.sample["missing"] == nil)
        #expect(self.sample[0] == nil)
        #expect(self.sample["text"]?["k"] == nil)
        #expect(self.sample.boolValue == nil)
        #expect(self.sample.numberValue == nil)
        #expect(self.sample.stringValue == nil)
        #expect(self.sample.arrayValue == nil)
        #expect(self.sample["one"]?.objectValue == nil)
        #expect(self.sample["one"]?.isNull == false)
    }

    @Test func `each type has the name that JSON gives it`() {
        #expect(
            self.sample.objectValue?.values.map(\.typeName) == [
                "null", "boolean", "number", "number", "string", "array", "object",
            ]
        )
    }

    /// Pairs of texts, whether the values are identical, and whether they are equal.
    static let pairs: [(String, String, Bool, Bool)] = [
        ("1", "1", true, true), ("1", "1.0", false, true), ("0", "-0", false, true), ("1.5", "1.50", false, true),
        ("1", "2", false, false),
        ("null", "null", true, true), ("null", "false", false, false), ("true", "true", true, true),
        ("true", "false", false, false),
        ("\"a\"", "\"a\"", true, true), ("\"a\"", "\"\\u0061\"", true, true), ("\"a\"", "\"b\"", false, false),
        ("\"\u{E9}\"", "\"e\u{301}\"", false, false), ("\"1\"", "1", false, false), ("[1,2]", "[1, 2]", true, true),
        ("[1,2]", "[2,1]", false, false), ("[1,2]", "[1,2.0]", false, true), ("[1]", "[1,1]", false, false),
        ("[]", "{}", false, false),
        ("{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}", true, true), ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", false, true),
        ("{\"a\":1,\"b\":2}", "{\"b\":2.0,\"a\":1}", false, true), ("{\"a\":1}", "{\"a\":1,\"b\":2}", false, false),
        ("{\"a\":1}", "{\"b\":1}", false, false), ("[[{\"a\":[1]}]]", "[[{\"a\":[1.0]}]]", false, true),
        ("[[{\"a\":[1]}],[2]]", "[[{\"a\":[1]}],[3]]", false, false), ("[[],[1]]", "[[1],[]]", false, false),
    ]

    @Test(arguments: Self.pairs)
    func `identity and equality are two things`(left: String, right: String, identical: Bool, equal: Bool) throws {
        let left = try JSONValue.parse(left)
        let right = try JSONValue.parse(right)
        #expect((left == right) == identical)
        #expect((right == left) == identical)
        #expect(left.isEqual(to: right) == equal)
        #expect(right.isEqual(to: left) == equal)
        if identical { #expect(left.hashValue == right.hashValue) }
        #expect(Set([left, right]).count == (identical ? 1 : 2))
        #expect([left] == [left])
    }
}
