import QuickstepJSON
import Testing

@Suite struct JSONWriterTests {
    @Test func `pretty text puts every member on a line of its own`() {
        let value: JSONValue = ["a": 1, "empty": [], "none": [:], "list": [1, ["x": nil], []], "text": "é\n"]
        let expected = """
            {
              "a": 1,
              "empty": [],
              "none": {},
              "list": [
                1,
                {
                  "x": null
                },
                []
              ],
              "text": "é\\n"
            }
            """
        #expect(value.prettyText() == expected)
        #expect(value.prettyText(indent: 4) == expected.replacingIndent(of: 2, by: 4))
        #expect((["a": [1]] as JSONValue).prettyText(indent: 0) == "{\n\"a\": [\n1\n]\n}")
        #expect((["a": [1]] as JSONValue).prettyText(indent: -3) == "{\n\"a\": [\n1\n]\n}")
        #expect(("x" as JSONValue).prettyText() == "\"x\"")
    }

    @Test func `strings escape only what they must`() {
        let text =
            String(String.UnicodeScalarView((0..<0x80).compactMap { Unicode.Scalar($0 as UInt32) })) + "/é\u{2028}😀"
        let printed = JSONValue.string(text).compactText
        #expect(
            printed.hasPrefix(#""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010"#)
        )
        #expect(printed.contains(##" !\"#$%&'()*+,-./0"##))
        #expect(printed.contains(#"[\\]"#))
        #expect(printed.hasSuffix("\u{7F}/é\u{2028}😀\""))
        #expect(JSONValue.string(text).compactByteCount == printed.utf8.count)
    }

    @Test func `writing appends to what is there`() {
        var bytes = Array("data: ".utf8)
        ([1, -20, 1234567890123456789] as JSONValue).write(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "data: [1,-20,1234567890123456789]")
    }

    @Test(arguments: [0, 9, 10, -1, -9, -10, 99, 100, 12345, .max, .min, .max - 1] as [Int64])
    func `integers print their digits and count them`(value: Int64) {
        let number = JSONValue.number(JSONNumber(value))
        #expect(number.compactText == value.description)
        #expect(number.compactByteCount == value.description.utf8.count)
    }
}

extension String {
    /// The text with each line set in by more.
    fileprivate func replacingIndent(of old: Int, by new: Int) -> String {
        let lines: [Substring] = self.split(separator: "\n", omittingEmptySubsequences: false)
        let indented: [String] = lines.map { line in
            let spaces = line.prefix { $0 == " " }.count
            return String(repeating: " ", count: spaces / old * new) + line.dropFirst(spaces)
        }
        return indented.joined(separator: "\n")
    }
}
