import Testing

struct PathTests {
    private static let input = #"{"foo":[{"a":1,"b":[1]},{"a":2,"b":[2,3]}],"x":{"a":[5]},"n":null,"name":"hi"}"#

    @Test(arguments: [
        ("foo.a", "[1,2]"),
        ("foo.b", "[1,2,3]"),
        ("foo[0].a", "1"),
        ("foo[-1].a", "2"),
        ("foo[2]", "nothing"),
        ("foo[a=2].b", "[2,3]"),
        ("foo[[0,1]].a", "[1,2]"),
        ("foo.a[0]", "[1,2]"),
        ("(foo.a)[0]", "1"),
        ("foo.missing", "nothing"),
        ("x.a", "[5]"),
        ("name[]", #"["hi"]"#),
        ("foo[0].a[]", "[1]"),
        ("n", "null"),
        ("n.a", "nothing"),
        ("foo.[a,b]", "[[1,1],[2,2,3]]"),
        ("x.*", "[5]"),
        ("**.a", "[1,2,5]"),
        ("[[1,2],[3]][0]", "[1,2]"),
        ("[[1,2],[3]].$", "[1,2,3]"),
        (#""name""#, #""name""#),
        (#"$."name""#, #""hi""#),
        ("`name`", #""hi""#),
        ("$$.name", #""hi""#),
        ("foo.$$.name", #"["hi","hi"]"#),
        ("$[0].name", #""hi""#),
        ("[1,2,3][1.9]", "2"),
        ("[1,2,3][$=2]", "2"),
        ("[1,2,3][false]", "nothing"),
    ])
    func `a path finds what it names`(_ source: String, _ expected: String) throws {
        #expect(try ask(source, Self.input) == expected)
    }

    @Test func `an input that is an array is walked by names and kept whole by $`() throws {
        #expect(try ask("a", #"[{"a":1},{"a":2}]"#) == "[1,2]")
        #expect(try ask("$", "[1]") == "[1]")
        #expect(try ask("$[0]", "[7,8]") == "7")
        #expect(try ask("$count($)", "[1,2,3]") == "3")
        #expect(try ask("$", "[]") == "[]")
    }

    @Test func `without an input everything is nothing`() throws {
        #expect(try ask("$") == "nothing")
        #expect(try ask("a.b[0]{c: d}") == "{}")
        #expect(try ask("**") == "nothing")
    }

    @Test(arguments: [
        ("foo#$i.{'i': $i, 'a': a}", #"[{"i":0,"a":1},{"i":1,"a":2}]"#),
        ("foo@$f.x.{'f': $f.a, 'x': a}", #"[{"f":1,"x":[5]},{"f":2,"x":[5]}]"#),
        ("foo@$f.x[$f.a = 2].($f.a)", "2"),
        ("foo.a.%.b", "[1,2,3]"),
        ("foo.b.{'a': %.a, 'b': $}", #"[{"a":1,"b":1},{"a":2,"b":2},{"a":2,"b":3}]"#),
        ("foo.b[%.a = 2]", "[2,3]"),
        ("foo.b.%.%.name", #"["hi","hi","hi"]"#),
        ("foo^(>a).a", "[2,1]"),
        ("foo^(>a)[0].a", "2"),
        ("foo#$i^(>a).$i", "[1,0]"),
        ("foo{name ? 'x' : $string(a): b}", #"{"1":[1],"2":[2,3]}"#),
        ("foo{'all': a}", #"{"all":[1,2]}"#),
        ("foo.{'a': a}", #"[{"a":1},{"a":2}]"#),
    ])
    func `bindings travel along a path`(_ source: String, _ expected: String) throws {
        #expect(try ask(source, Self.input) == expected)
    }

    @Test func `nothing sorts last in either direction, and equal items keep their order`() throws {
        let input = #"[{"k":2,"v":"a"},{"v":"b"},{"k":1,"v":"c"},{"k":2,"v":"d"}]"#
        #expect(try ask("$^(k).v", input) == #"["c","a","d","b"]"#)
        #expect(try ask("$^(>k).v", input) == #"["a","d","c","b"]"#)
        #expect(try ask("$^(k, >v).v", input) == #"["c","d","a","b"]"#)
    }
}
