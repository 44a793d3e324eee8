import QuickstepJSON
import Testing

@Suite struct JSONParseErrorTests {
    static let messages: [(String, String)] = [
        ("", "line 1, column 1: the document ends; expected a value"),
        ("{\n  \"a\": tru,\n}", "line 2, column 8: found 'tru'; expected a value"),
        ("{\n  \"a\": 1,\n}", "line 3, column 1: found '}'; expected a key in double quotes"),
        ("{\n\"a\": 1\n\"b\": 2}", "line 3, column 1: found '\"'; expected ',' or '}'"),
        (
            "[1, 2",
            "line 1, column 6: the document ends; expected ',' or ']' of the array that begins on line 1, column 1"
        ),
        (
            "{\"é\":\n{\"x\": 1",
            "line 2, column 8: the document ends; expected ',' or '}' of the object that begins on line 2, column 1"
        ),
        ("{x: 1}", "line 1, column 2: found 'x'; expected a key in double quotes or '}'"),
        ("{\"a\" 1}", "line 1, column 6: found '1'; expected ':' after a key"),
        (
            "\"😀é\\q\"",
            "line 1, column 4: found a backslash followed by 'q'; expected one of \" \\ / b f n r t u after it"
        ),
        (
            "\"\\ud83d!\"",
            "line 1, column 2: found the lone surrogate \\uD83D; expected an escape \\uDC00 to \\uDFFF after it"
        ),
        (
            "\"\\ude00\"",
            "line 1, column 2: found the lone surrogate \\uDE00; expected an escape \\uD800 to \\uDBFF before it"
        ),
        (
            "\"\t\"",
            "line 1, column 2: found the control character U+0009 in a string; expected it to be escaped as \\u0009"
        ),
        ("[1,\u{A0}2]", "line 1, column 4: found the character U+00A0; expected a value"),
        ("01", "line 1, column 1: found a number that begins with 0; expected no leading zeros"),
        ("1.x", "line 1, column 3: found 'x'; expected a digit after '.'"),
        ("1 true", "line 1, column 3: found 'true'; expected the end of the document"),
        ("“", "line 1, column 1: found '“'; expected a value"),
        ("\"abc", "line 1, column 5: the document ends inside a string; expected a closing double quote"),
        ("\"\\u00zz\"", "line 1, column 2: found 'zz' in an escape; expected four hexadecimal digits after \\u"),
    ]

    @Test(arguments: Self.messages)
    func `an error says what was found, what was expected and where`(text: String, description: String) throws {
        let error = try #require(throws: JSONParseError.self) { try JSONValue.parse(text) }
        #expect(error.description == description)
    }

    @Test func `a stray byte is named as a byte`() throws {
        let error = try #require(throws: JSONParseError.self) { try JSONValue.parse(bytes: [0x5B, 0xFF]) }
        #expect(error.message == "found the byte 0xFF, which is not UTF-8; expected a value")
    }
}
