import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

@Suite struct JSONComplaintTests {
    private static let values = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'"

    @Test(arguments: [
        ("not some json", "Unrecognized token 'not': was expecting (\(values))"),
        ("[1, nul]", "Unrecognized token 'nul': was expecting (\(values))"),
        ("{\"a\": True}", "Unrecognized token 'True': was expecting (\(values))"),
        ("'a'", "Unexpected character (''' (code 39)): expected a valid value (\(values))"),
        ("[1, ]", "Unexpected character (']' (code 93)): expected a valid value (\(values))"),
        ("{\"a\": 1, }", "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"),
        ("{'not': 'json'", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"),
        ("{\"a\" 1}", "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"),
        (
            "{\"a\": 1 \"b\": 2}",
            "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries"
        ),
        ("[true false]", "Unexpected character ('f' (code 102)): was expecting comma to separate Array entries"),
        (
            "{\"a\": [1, 2",
            "Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)\"{\"a\": [1, 2\"; "
                + "line: 1, column: 7])"
        ),
        ("{\"a\":", "Unexpected end-of-input within/between Object entries"),
        ("{\"a", "Unexpected end-of-input in field name"),
        ("[\"a", "Unexpected end-of-input: was expecting closing quote for a string value"),
        (
            "\"a\nb\"",
            "Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string "
                + "value"
        ),
        ("\"a\\qb\"", "Unrecognized character escape 'q' (code 113)"),
        ("{} x", "Unrecognized token 'x': was expecting (\(values))"),
    ])
    func `a text that is not JSON is complained about in the service's words`(text: String, complaint: String) throws {
        let error = try #require(throws: JSONParseError.self) { try JSONValue.parse(text) }
        #expect(JSONComplaint.about(text, error) == complaint)
    }

    @Test func `every text that cannot be parsed is complained about`() {
        let document = Array(#"{"a": [1, -2.5e3, true, null, "x\u00e9\n"], "b": {}, "c": false}"#.utf8)
        for end in 0..<document.count {
            for replacement in Array("{}[],:\"x0-.\\ \u{1}".utf8) {
                var bytes = Array(document[..<end])
                bytes.append(replacement)
                bytes += document[(end + 1)...]
                for text in [String(decoding: bytes, as: UTF8.self), String(decoding: document[..<end], as: UTF8.self)]
                {
                    do throws(JSONParseError) {
                        _ = try JSONValue.parse(text)
                    } catch {
                        #expect(!JSONComplaint.about(text, error).isEmpty)
                    }
                }
            }
        }
    }
}

extension JSONComplaintTests {
    @Test(arguments: [
        ("not a definition", "line: 1, column: 4]"),
        ("{'a': 1}", "line: 1, column: 3]"),
        ("{\n \"a\": nope }", "line: 2, column: 11]"),
    ])
    func `the place is where the service's parser stopped`(text: String, place: String) throws {
        let error = try #require(throws: JSONParseError.self) { _ = try JSONValue.parse(text) }
        #expect(JSONComplaint.located(text, error).place == "[Source: (String)\"\(text)\"; \(place)")
    }

    @Test func `of a long text the beginning is shown`() throws {
        let text = "[" + String(repeating: " ", count: 600) + "x]"
        let error = try #require(throws: JSONParseError.self) { _ = try JSONValue.parse(text) }
        #expect(JSONComplaint.located(text, error).place.hasSuffix(#" "[truncated 103 chars]; line: 1, column: 603]"#))
    }
}
