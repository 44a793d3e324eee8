import QuickstepJSON
import Testing

@Suite struct JSONGrammarTests {
    /// Documents that RFC 8259 allows, each with its compact print.
    static let accepted: [(String, String)] = [
        ("null", "null"), ("true", "true"), ("false", "false"), (" \t\r\n1 \t\r\n", "1"), ("0", "0"), ("-1", "-1"),
        ("123456789", "123456789"), ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775808", "9223372036854775808"),
        ("123456789012345678901234567890", "123456789012345678901234567890"), ("-0", "-0"), ("0.0", "0.0"),
        ("-0.0", "-0.0"),
        ("1.5", "1.5"), ("1.50", "1.50"), ("1E3", "1E3"), ("1e+3", "1e+3"), ("1e-3", "1e-3"), ("0e1", "0e1"),
        ("0E+0", "0E+0"), ("1.25e10", "1.25e10"), ("1e400", "1e400"), ("1e-400", "1e-400"), ("0.1", "0.1"),
        ("-123.456e-7", "-123.456e-7"), ("[]", "[]"), ("{}", "{}"), ("[ ]", "[]"), ("{ }", "{}"), ("[1]", "[1]"),
        ("[1,2]", "[1,2]"), (" [ 1 , 2 ] ", "[1,2]"), ("[[[]]]", "[[[]]]"), ("[null,true,false]", "[null,true,false]"),
        (#"{"a":1}"#, #"{"a":1}"#), (#" { "a" : { "b" : [ ] } , "c" : { } } "#, #"{"a":{"b":[]},"c":{}}"#),
        (#"{"":0}"#, #"{"":0}"#), (#"{"b":1,"a":2}"#, #"{"b":1,"a":2}"#), (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
        (#"{"a":1,"\u0061":2}"#, #"{"a":2}"#), (#""""#, #""""#), (#""a""#, #""a""#), (#""\"\\\/""#, #""\"\\/""#),
        (#""\b\f\n\r\t""#, #""\b\f\n\r\t""#), (#""\u0000\u001f\u007f""#, "\"\\u0000\\u001f\u{7F}\""),
        (#""\u00e9\u00C9""#, #""éÉ""#), (#""\u20AC""#, #""€""#), (#""\ud83d\ude00""#, #""😀""#), (#""😀é€""#, #""😀é€""#),
        (#""\uDBFF\uDFFF""#, "\"\u{10FFFF}\""), (#""\uFFFF\uFFFE""#, "\"\u{FFFF}\u{FFFE}\""),
        ("\"\u{7F}\"", "\"\u{7F}\""),
        ("\"\u{2028}\u{2029}\"", "\"\u{2028}\u{2029}\""), ("\"\u{FEFF}\"", "\"\u{FEFF}\""), (#""a/b""#, #""a/b""#),
        (
            #""a long string without anything special in it at all""#,
            #""a long string without anything special in it at all""#
        ),
        (
            #""a long string with an escape at the very end of it\n""#,
            #""a long string with an escape at the very end of it\n""#
        ),
        (#"["\\u0041"]"#, #"["\\u0041"]"#), (#"[1.0,1,1e0]"#, #"[1.0,1,1e0]"#),
    ]

    @Test(arguments: Self.accepted)
    func `a document is parsed and printed`(text: String, printed: String) throws {
        let value = try JSONValue.parse(text)
        #expect(value.compactText == printed)
        #expect(Array(value.compactText.utf8) == Array(printed.utf8))
        #expect(value.compactByteCount == printed.utf8.count)
        #expect(try JSONValue.parse(printed) == value)
        #expect(try JSONValue.parse(value.prettyText()) == value)
    }

    /// Texts that are no JSON, each with the kind of error and its offset.
    static let refused: [(String, JSONParseError.Kind, Int)] = [
        ("", .unexpectedEnd, 0), (" ", .unexpectedEnd, 1), ("nul", .unexpectedCharacter, 0),
        ("nulll", .trailingContent, 4),
        ("True", .unexpectedCharacter, 0), ("undefined", .unexpectedCharacter, 0), ("NaN", .unexpectedCharacter, 0),
        ("Infinity", .unexpectedCharacter, 0), ("-Infinity", .invalidNumber, 1), ("'a'", .unexpectedCharacter, 0),
        ("1 2", .trailingContent, 2), ("[] []", .trailingContent, 3), ("{}}", .trailingContent, 2),
        ("]", .unexpectedCharacter, 0),
        ("}", .unexpectedCharacter, 0), (",", .unexpectedCharacter, 0), (":", .unexpectedCharacter, 0),
        ("[", .unexpectedEnd, 1),
        ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3), ("[1,]", .unexpectedCharacter, 3),
        ("[,1]", .unexpectedCharacter, 1),
        ("[1,,2]", .unexpectedCharacter, 3), ("[1 2]", .unexpectedCharacter, 3), ("[1}", .unexpectedCharacter, 2),
        ("[1:2]", .unexpectedCharacter, 2), ("{", .unexpectedEnd, 1), (#"{"a""#, .unexpectedEnd, 4),
        (#"{"a":"#, .unexpectedEnd, 5),
        (#"{"a":1"#, .unexpectedEnd, 6), (#"{"a":1,"#, .unexpectedEnd, 7), (#"{"a":1,}"#, .unexpectedCharacter, 7),
        (#"{"a" 1}"#, .unexpectedCharacter, 5), (#"{"a",1}"#, .unexpectedCharacter, 4),
        ("{a:1}", .unexpectedCharacter, 1),
        ("{1:1}", .unexpectedCharacter, 1), ("{'a':1}", .unexpectedCharacter, 1),
        (#"{"a":1]"#, .unexpectedCharacter, 6),
        (#"{"a":}"#, .unexpectedCharacter, 5), (#"{"a"::1}"#, .unexpectedCharacter, 5),
        (#"{,"a":1}"#, .unexpectedCharacter, 1),
        (#"{"a":1 "b":2}"#, .unexpectedCharacter, 7), ("{null:1}", .unexpectedCharacter, 1), ("01", .invalidNumber, 0),
        ("-01", .invalidNumber, 0), ("00", .invalidNumber, 0), ("+1", .unexpectedCharacter, 0),
        ("-", .unexpectedEnd, 1),
        ("--1", .invalidNumber, 1), ("-a", .invalidNumber, 1), (".5", .unexpectedCharacter, 0),
        ("1.", .unexpectedEnd, 2),
        ("1.e1", .invalidNumber, 2), ("1.a", .invalidNumber, 2), ("1e", .unexpectedEnd, 2), ("1e+", .unexpectedEnd, 3),
        ("1ea", .invalidNumber, 2), ("1e1.5", .trailingContent, 3), ("1.5.5", .trailingContent, 3),
        ("0x10", .trailingContent, 1),
        ("1_000", .trailingContent, 1), ("1 000", .trailingContent, 2), ("1e5e5", .trailingContent, 3),
        (#"""#, .unexpectedEnd, 1), (#""abc"#, .unexpectedEnd, 4), (#""\"#, .unexpectedEnd, 2),
        (#""\""#, .unexpectedEnd, 3),
        (#""\a""#, .invalidEscape, 1), (#""\'""#, .invalidEscape, 1), (#""\x41""#, .invalidEscape, 1),
        (#""\U0041""#, .invalidEscape, 1),
        (#""\u""#, .invalidEscape, 1), (#""\u00""#, .invalidEscape, 1), (#""\u00g0""#, .invalidEscape, 1),
        (#""\u12"#, .unexpectedEnd, 5),
        (#""\u+123""#, .invalidEscape, 1), (#""\ud800""#, .loneSurrogate, 1), (#""\udc00""#, .loneSurrogate, 1),
        (#""\ud800\ud800""#, .loneSurrogate, 1), (#""\ud800a""#, .loneSurrogate, 1),
        (#""\ud800\n""#, .loneSurrogate, 1),
        (#""\ude00\ud83d""#, .loneSurrogate, 1), (#""\ud83d\u0041""#, .loneSurrogate, 1),
        ("\"\n\"", .controlCharacter, 1),
        ("\"a\tb\"", .controlCharacter, 2), ("\"\u{0}\"", .controlCharacter, 1), ("\"\u{1F}\"", .controlCharacter, 1),
        ("\"a long text with a control character\u{1}\"", .controlCharacter, 37), ("// a\n1", .unexpectedCharacter, 0),
        ("/* a */1", .unexpectedCharacter, 0), ("1 // a", .trailingContent, 2), ("# a\n1", .unexpectedCharacter, 0),
        ("\u{FEFF}1", .byteOrderMark, 0), ("1\u{FEFF}", .trailingContent, 1), ("\u{A0}1", .unexpectedCharacter, 0),
        ("\u{B}1", .unexpectedCharacter, 0), ("\u{C}1", .unexpectedCharacter, 0), ("[1]\u{0}", .trailingContent, 3),
        ("é", .unexpectedCharacter, 0), ("[“a”]", .unexpectedCharacter, 1), ("(1)", .unexpectedCharacter, 0),
        ("$", .unexpectedCharacter, 0), ("[...]", .unexpectedCharacter, 1), ("[1,\"a\"", .unexpectedEnd, 6),
        ("\"a\" \"b\"", .trailingContent, 4), ("[\"a\",\n4\n,1,", .unexpectedEnd, 11),
        ("[fals]", .unexpectedCharacter, 1),
    ]

    @Test(arguments: Self.refused)
    func `a text that is no JSON is refused at its place`(text: String, kind: JSONParseError.Kind, offset: Int) throws {
        let error = try #require(throws: JSONParseError.self) { try JSONValue.parse(text) }
        #expect(error.kind == kind, "\(error)")
        #expect(error.offset == offset, "\(error)")
    }

    /// Byte sequences that are not well-formed UTF-8.
    static let malformed: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
        [0xE2, 0x82],
        [0xE2, 0x82, 0x41], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
        [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ]

    @Test(arguments: Self.malformed, [0, 3, 8, 13])
    func `malformed UTF-8 is refused in strings and outside`(sequence: [UInt8], padding: Int) throws {
        let quote = UInt8(ascii: "\"")
        let prefix = [quote] + [UInt8](repeating: UInt8(ascii: "a"), count: padding)
        let inside = try #require(throws: JSONParseError.self) {
            try JSONValue.parse(bytes: prefix + sequence + [UInt8(ascii: "z"), quote])
        }
        #expect(inside.kind == .invalidUTF8)
        #expect(inside.offset == padding + 1)
        #expect(throws: JSONParseError.self) { try JSONValue.parse(bytes: prefix + sequence) }
        #expect(throws: JSONParseError.self) { try JSONValue.parse(bytes: sequence) }
        #expect(throws: JSONParseError.self) { try JSONValue.parse(bytes: [0x31] + sequence) }
    }

    @Test func `every scalar of Unicode passes through a string`() throws {
        for start in stride(from: UInt32(0x20), to: 0x110000, by: 0x1000) {
            var text = ""
            for value in start..<(start + 0x1000) {
                if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
            }
            let value = JSONValue.string(text)
            #expect(try JSONValue.parse(bytes: value.compactBytes) == value)
        }
    }

    @Test func `bytes without contiguous storage are parsed as well`() throws {
        let bytes = Array(#"{"a":[1,2]}"#.utf8)
        #expect(try JSONValue.parse(bytes: bytes.lazy.map { $0 }) == ["a": [1, 2]])
        #expect(throws: JSONParseError.self) { try JSONValue.parse(bytes: bytes.dropLast().lazy.map { $0 }) }
        #expect(try JSONValue.parse(bytes: bytes[5...9]) == [1, 2])
    }

    @Test func `a document beyond the size limit is refused before it is read`() throws {
        let limits = JSONLimits(maxBytes: 4)
        #expect(try JSONValue.parse("1234", limits: limits) == 1234)
        let error = try #require(throws: JSONParseError.self) { try JSONValue.parse("12345", limits: limits) }
        #expect(error.kind == .tooLarge)
        #expect(error.message == "the document has 5 bytes; at most 4 are allowed")
    }

    @Test func `keys that differ only in Unicode normalisation are two keys`() throws {
        let value = try JSONValue.parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value.objectValue?.count == 2)
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
    }
}
