import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

@Suite struct `Definite paths` {
    @Test(arguments: [
        QueryCase("$", of: #"{"a":1}"#, gives: #"{"a":1}"#),
        QueryCase("$", of: "5", gives: "5"),
        QueryCase("$.a", of: #"{"a":1}"#, gives: "1"),
        QueryCase("$.a.b.c", of: #"{"a":{"b":{"c":[true]}}}"#, gives: "[true]"),
        QueryCase("$.a", of: #"{"a":null}"#, gives: "null"),
        QueryCase("$['a']['b']", of: #"{"a":{"b":2}}"#, gives: "2"),
        QueryCase(#"$["a"]["b"]"#, of: #"{"a":{"b":2}}"#, gives: "2"),
        QueryCase("$.['a'].b", of: #"{"a":{"b":2}}"#, gives: "2"),
        QueryCase("$[ 'a' ][ 0 ]", of: #"{"a":[3]}"#, gives: "3"),
        QueryCase("$['a b']", of: #"{"a b":1}"#, gives: "1"),
        QueryCase("$['a.b']", of: #"{"a.b":1,"a":{"b":2}}"#, gives: "1"),
        QueryCase("$['']", of: #"{"":1}"#, gives: "1"),
        QueryCase("$['*']", of: #"{"*":1,"x":2}"#, gives: "1"),
        QueryCase("$[0]", of: "[1,2,3]", gives: "1"),
        QueryCase("$[2]", of: "[1,2,3]", gives: "3"),
        QueryCase("$[-1]", of: "[1,2,3]", gives: "3"),
        QueryCase("$[-3]", of: "[1,2,3]", gives: "1"),
        QueryCase("$[1][0].x", of: #"[1,[{"x":"y"}]]"#, gives: #""y""#),
        QueryCase("$.delivery-partner", of: #"{"delivery-partner":"p"}"#, gives: #""p""#),
        QueryCase("$.a:b", of: #"{"a:b":1}"#, gives: "1"),
        QueryCase("$.a@b", of: #"{"a@b":1}"#, gives: "1"),
        QueryCase("$.größe.日本", of: #"{"größe":{"日本":1}}"#, gives: "1"),
        QueryCase("$.0", of: #"{"0":"zero"}"#, gives: #""zero""#),
        QueryCase("$.n", of: #"{"n":12345678901234567890}"#, gives: "12345678901234567890"),
        QueryCase("$.n", of: #"{"n":1.50}"#, gives: "1.50"),
    ])
    func `one value is found`(example: QueryCase) throws {
        try example.check()
        #expect(try JSONPath(example.path).isDefinite)
    }

    /// The names are those of the Amazon States Language and of a recording of the service.
    @Test(arguments: [
        QueryCase(#"$.store\.book"#, of: #"{"store.book":1}"#, gives: "1"),
        QueryCase(#"$.foo\@bar.baz\[\[.\?pretty"#, of: #"{"foo@bar":{"baz[[":{"?pretty":1}}}"#, gives: "1"),
        QueryCase(#"$.a\ b\\c\(\)"#, of: #"{"a b\\c()":1}"#, gives: "1"),
        QueryCase(#"$['Test\""Name"']"#, of: #"{"Test\\\"\"Name\"":"Value\"\\"}"#, gives: #""Value\"\\""#),
        QueryCase(#"$['it\'s']"#, of: #"{"it's":1}"#, gives: "1"),
        QueryCase(#"$["say \"hi\""]"#, of: #"{"say \"hi\"":1}"#, gives: "1"),
        QueryCase(#"$['back\\']"#, of: #"{"back\\":1}"#, gives: "1"),
        QueryCase(#"$['C:\temp']"#, of: #"{"C:\\temp":1}"#, gives: "1"),
        QueryCase(#"$["it's"]"#, of: #"{"it's":1}"#, gives: "1"),
    ])
    func `a name may hold any character`(example: QueryCase) throws {
        try example.check()
    }

    @Test func `names are compared byte by byte`() throws {
        let document: JSONValue = ["caf\u{E9}": 1]
        #expect(try JSONPath("$.caf\u{E9}").query(document) == .success(1))
        #expect(try JSONPath("$.cafe\u{301}").query(document) != .success(1))
        #expect(try JSONPath("$.caf\u{E9}") != JSONPath("$.cafe\u{301}"))
    }

    @Test(arguments: [
        QueryCase("$['a','c']", of: #"{"a":1,"b":2,"c":3}"#, gives: #"{"a":1,"c":3}"#),
        QueryCase("$.x['c','a']", of: #"{"x":{"a":1,"b":2,"c":3}}"#, gives: #"{"c":3,"a":1}"#),
        QueryCase("$['a','z']", of: #"{"a":1}"#, gives: #"{"a":1}"#),
        QueryCase("$['y','z']", of: #"{"a":1}"#, gives: "{}"),
    ])
    func `names joined at the end give one object of the members there`(example: QueryCase) throws {
        try example.check()
        #expect(try JSONPath(example.path).isDefinite)
        #expect(try !JSONPath(example.path).isReference)
    }
}
