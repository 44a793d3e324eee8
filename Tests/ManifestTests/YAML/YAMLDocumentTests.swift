import QuickstepJSON
import QuickstepStatesLanguage
import Testing

@testable import QuickstepManifest

@Suite struct YAMLDocumentTests {
    private func json(_ text: String) throws -> String {
        try YAMLDocument(Array(text.utf8)).value.compactText
    }

    @Test(
        arguments: [
            // Numbers are what JSON has as numbers, in the spelling of the source.
            ("12", "12"), ("-3", "-3"), ("1.50", "1.50"), ("1e3", "1e3"), ("0", "0"), ("-0", "-0"),
            ("12345678901234567890123", "12345678901234567890123"),
            // Everything else that other readers take for a number is a text.
            ("012", "\"012\""), ("+1", "\"+1\""), (".5", "\".5\""), ("1.", "\"1.\""), ("0x1F", "\"0x1F\""),
            ("0o17", "\"0o17\""), ("1_000", "\"1_000\""), (".inf", "\".inf\""), (".nan", "\".nan\""),
            ("190:20:30", "\"190:20:30\""), ("000000000000", "\"000000000000\""),
            // Booleans and null as YAML 1.2 has them.
            ("true", "true"), ("False", "false"), ("TRUE", "true"), ("tRUE", "\"tRUE\""),
            ("yes", "\"yes\""), ("no", "\"no\""), ("on", "\"on\""), ("off", "\"off\""), ("y", "\"y\""),
            ("null", "null"), ("~", "null"), ("Null", "null"), ("nULL", "\"nULL\""), ("", "null"),
            // Dates stay texts.
            ("2010-09-09", "\"2010-09-09\""), ("2025-01-01T00:00:00Z", "\"2025-01-01T00:00:00Z\""),
            // Quotes make texts.
            ("'12'", "\"12\""), ("\"true\"", "\"true\""), ("''", "\"\""), ("'it''s'", "\"it's\""),
            ("\"a\\tb\\u00e9\"", "\"a\\tbé\""), ("=", "\"=\""), ("-", "[null]"), ("a*b *c*", "\"a*b *c*\""),
        ]
    )
    func `a scalar means what YAML 1_2 and JSON agree on`(written: String, read: String) throws {
        #expect(
            try json("value: \(written.hasPrefix("-") && written.count == 1 ? "\n  -" : written)")
                == "{\"value\":\(read)}"
        )
    }

    @Test func `members keep the order of the text`() throws {
        #expect(try json("b: 1\na: {z: 1, y: 2}\n0: 3\ntrue: 4\n") == #"{"b":1,"a":{"z":1,"y":2},"0":3,"true":4}"#)
    }

    @Test(
        arguments: [
            ("a: |\n  one\n   two\n", #"{"a":"one\n two\n"}"#),
            ("a: |-\n  one\n  two\n", #"{"a":"one\ntwo"}"#),
            ("a: |+\n  one\n\n", #"{"a":"one\n\n"}"#),
            ("a: >\n  one\n  two\n\n  three\n", #"{"a":"one two\nthree\n"}"#),
            ("a: one\n  two # not this\n", #"{"a":"one two"}"#),
            ("a:\n- 1\n- - 2\n  - 3\n- b: 4\n  c: 5\n", #"{"a":[1,[2,3],{"b":4,"c":5}]}"#),
            ("%YAML 1.1\n---\na: 1\n...\n", #"{"a":1}"#),
            ("\u{FEFF}a: 1", #"{"a":1}"#),
            ("a: 1\r\nb: 2\r\n", #"{"a":1,"b":2}"#),
            ("{\"a\": [1, 2,], \"b\": {}}", #"{"a":[1,2],"b":{}}"#),
            ("? a\n: 1\n", #"{"a":1}"#),
            ("[]", "[]"),
            ("1", "1"),
        ]
    )
    func `the forms of YAML are read`(text: String, read: String) throws {
        #expect(try json(text) == read)
    }

    @Test(
        arguments: [
            ("!Ref Queue", #"{"Ref":"Queue"}"#),
            ("!Ref 12", #"{"Ref":"12"}"#),
            ("!GetAtt Queue.Arn", #"{"Fn::GetAtt":"Queue.Arn"}"#),
            ("!GetAtt [Queue, Arn]", #"{"Fn::GetAtt":["Queue","Arn"]}"#),
            ("!Sub '${AWS::Region}-jobs'", #"{"Fn::Sub":"${AWS::Region}-jobs"}"#),
            ("!Sub |\n  a ${B}\n", #"{"Fn::Sub":"a ${B}\n"}"#),
            ("!Join ['-', [!Ref A, b]]", #"{"Fn::Join":["-",[{"Ref":"A"},"b"]]}"#),
            ("!Condition C", #"{"Condition":"C"}"#),
            ("!Sub &a text", #"{"Fn::Sub":"text"}"#),
        ]
    )
    func `a tag of CloudFormation is its long form`(written: String, read: String) throws {
        #expect(try json(written) == read)
    }

    @Test func `an alias stands for its anchor`() throws {
        #expect(
            try json("a: &x {b: [1, &y two]}\nc: *x\nd: [*y, *x]\ne: \"*x\"\n")
                == #"{"a":{"b":[1,"two"]},"c":{"b":[1,"two"]},"d":["two",{"b":[1,"two"]}],"e":"*x"}"#
        )
    }

    @Test func `an alias means the last anchor of its name before it`() throws {
        #expect(try json("a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == #"{"a":1,"b":1,"c":2,"d":2}"#)
    }

    @Test func `a star in the middle of any text is left alone`() throws {
        let text = """
            # *comment
            a: s3:ObjectCreated:*
            b: '*quoted'
            c: |
              *block *b*
            d: x *y
            e*f: "\u{E000}"
            """
        #expect(
            try json(text)
                == "{\"a\":\"s3:ObjectCreated:*\",\"b\":\"*quoted\",\"c\":\"*block *b*\\n\",\"d\":\"x *y\",\"e*f\":\"\u{E000}\"}"
        )
    }

    @Test(arguments: ["a", "{}", "a: b", "*", "x: [1]"])
    func `a text of any shortness is read alike every time`(text: String) {
        let first = try? YAMLDocument(Array(text.utf8)).value
        for _ in 0..<50 { #expect((try? YAMLDocument(Array(text.utf8)).value) == first) }
    }
}
