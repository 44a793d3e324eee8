import QuickstepStatesLanguage
import Testing

@testable import QuickstepManifest

@Suite struct YAMLFailureTests {
    @Test(
        arguments: [
            ("a: b: c\n", "1:5+1 Not valid YAML: mapping values are not allowed in this context"),
            ("a: 1\n\tb: 2\n", "2:1+1 Not valid YAML: lines are indented with spaces, not with tabs"),
            (
                "a: [1, 2\nb: 3\n",
                "2:2+1 Not valid YAML: did not find expected ',' or ']', while parsing a flow sequence that begins on line 1"
            ),
            (
                "a: \"open\n",
                "2:1+1 Not valid YAML: found unexpected end of stream, while scanning a quoted scalar that begins on line 1"
            ),
            ("a: 1\n---\nb: 2\n", "2:1+1 The text holds more than one document"),
            ("", "1:1+1 The text is empty"),
            ("# nothing\n", "1:1+1 The text is empty"),
            ("a: *b\n", "1:4+1 Not valid YAML: no anchor '&b' stands before this alias"),
            ("a: &b [*b]\n", "1:8+1 Not valid YAML: no anchor '&b' stands before this alias"),
            (
                "a: *.jpg\n",
                "1:4+1 Not valid YAML: an alias is '*' and a name, and a text that begins with '*' needs quotes"
            ),
            (
                "a: *jpg or png\n",
                "1:4+1 Not valid YAML: an alias is '*' and a name, and a text that begins with '*' needs quotes"
            ),
            ("&x a: 1\n*x : 2\n", "2:1+1 A key must be a text, not an alias"),
            (
                "a: &x {b: 1}\nc:\n  <<: *x\n",
                "3:3+1 Merge keys are not part of YAML 1.2, and CloudFormation does not read them"
            ),
            ("[1]: 2\n", "1:1+1 A key must be a text"),
            ("? {a: 1}\n: 2\n", "1:3+1 A key must be a text"),
            ("!Ref a: 2\n", "1:1+1 A key must be a text without a tag"),
            ("a: !!binary aGk=\n", "1:4+1 The tag '!!binary' is not one of CloudFormation's"),
            ("a: !!str 1\n", "1:4+1 The tag '!!str' is not one of CloudFormation's"),
            ("a: !GetAt b\n", "1:4+1 The tag '!GetAt' is not one of CloudFormation's"),
            ("a: ! b\n", "1:4+1 The tag '!' is not one of CloudFormation's"),
            (
                "a: !<tag:example.com,2000:x> b\n",
                "1:4+1 The tag 'tag:example.com,2000:x' is not one of CloudFormation's"
            ),
            (
                "a: \"\\ud83d\"\n",
                "1:7+1 Not valid YAML: found invalid Unicode character escape code, while parsing a quoted scalar that begins on line 1"
            ),
            ("a: é\u{7}b\n", "1:5+1 Not valid YAML: control characters are not allowed"),
        ]
    )
    func `a text that cannot be read is refused with its place`(text: String, refusal: String) {
        #expect(failure(of: text) == refusal)
    }

    @Test(
        arguments: [
            ("a: 1\nb: 2\na: 3\n", "3:1+1 Duplicate key 'a': line 1 has it already"),
            (
                "x:\n  key: 1\n  other: {key: 1}\n  \"key\": 2\nkey: 3\n",
                "4:3+5 Duplicate key 'key': line 2 has it already"
            ),
            ("- {a: 1, b: 2, 'a': 3}\n", "1:16+3 Duplicate key 'a': line 1 has it already"),
            ("- a: 1\n  c: |\n    a: 2\n  a : 3\n", "4:3+1 Duplicate key 'a': line 1 has it already"),
            ("1: a\n\"1\": b\n", "2:1+3 Duplicate key '1': line 1 has it already"),
            ("s*x: 1\ns*x: 2\n", "2:1+3 Duplicate key 's*x': line 1 has it already"),
        ]
    )
    func `a key that is there twice is refused where it comes again`(text: String, refusal: String) {
        #expect(failure(of: text) == refusal)
    }

    @Test func `a definition has no tags`() {
        #expect(failure(of: "a: !Sub b\n", allowsTags: false) == "1:4+1 The tag '!Sub' means nothing in a definition")
        #expect(failure(of: "a: 'b'\n", allowsTags: false) == nil)
    }

    @Test func `what is not UTF-8 is refused where it begins`() {
        #expect(failure(of: Array("a: é".utf8) + [0xFF]) == "1:5+1 The text is not UTF-8")
        #expect(failure(of: [0xFF, 0xFE, 0x61, 0x00]) == "1:1+1 The text is not UTF-8")
    }

    @Test func `places count lines as editors do`() {
        // The parser ends a line at a lone carriage return and at U+0085, U+2028 and U+2029 as well.
        #expect(
            failure(of: "a: 1 # \u{2028}\nb: *x\n") == "2:4+1 Not valid YAML: no anchor '&x' stands before this alias"
        )
        #expect(failure(of: "a: 1\r\nb: *x\r\n") == "2:4+1 Not valid YAML: no anchor '&x' stands before this alias")
        #expect(
            failure(of: "a: e\u{301}\u{301}\nb: {c: é, d: *x}\n")
                == "2:14+1 Not valid YAML: no anchor '&x' stands before this alias"
        )
    }
}
