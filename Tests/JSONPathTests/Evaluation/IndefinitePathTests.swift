import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

@Suite struct `Indefinite paths` {
    @Test(arguments: [
        QueryCase("$[*]", of: "[1,[2],3]", gives: "[1,[2],3]"),
        QueryCase("$.*", of: #"{"b":1,"a":2}"#, gives: "[1,2]"),
        QueryCase("$[ * ]", of: "[]", gives: "[]"),
        QueryCase("$[*]", of: "5", gives: "[]"),
        QueryCase("$[*].a", of: #"[{"a":1},{"b":2},{"a":3},4]"#, gives: "[1,3]"),
        QueryCase("$.a[*].b[*]", of: #"{"a":[{"b":[1,2]},{"b":[]},{"b":[3]}]}"#, gives: "[1,2,3]"),
        QueryCase("$.*.*", of: #"{"a":{"b":1},"c":[2,3]}"#, gives: "[1,2,3]"),
        QueryCase("$[*][0]", of: "[[1,2],[3],[],4]", gives: "[1,3]"),
        QueryCase("$[*]['a','b']", of: #"[{"a":1,"b":2,"c":3},{"b":4},5]"#, gives: #"[{"a":1,"b":2},{"b":4}]"#),
        QueryCase(
            "$.store.book[*].author",
            of: bookstore,
            gives: #"["Nigel Rees","Evelyn Waugh","Herman Melville","J. R. R. Tolkien"]"#
        ),
    ])
    func `a wildcard takes every element or member in order`(example: QueryCase) throws {
        try example.check()
        #expect(try !JSONPath(example.path).isDefinite)
    }

    @Test(arguments: [
        QueryCase("$[1:3]", of: "[0,1,2,3,4]", gives: "[1,2]"),
        QueryCase("$[:2]", of: "[0,1,2,3,4]", gives: "[0,1]"),
        QueryCase("$[3:]", of: "[0,1,2,3,4]", gives: "[3,4]"),
        QueryCase("$[-2:]", of: "[0,1,2,3,4]", gives: "[3,4]"),
        QueryCase("$[:-3]", of: "[0,1,2,3,4]", gives: "[0,1]"),
        QueryCase("$[1:-1]", of: "[0,1,2,3,4]", gives: "[1,2,3]"),
        QueryCase("$[-4:-2]", of: "[0,1,2,3,4]", gives: "[1,2]"),
        QueryCase("$[ 1 : 99 ]", of: "[0,1,2]", gives: "[1,2]"),
        QueryCase("$[-99:1]", of: "[0,1,2]", gives: "[0]"),
        QueryCase("$[3:1]", of: "[0,1,2,3,4]", gives: "[]"),
        QueryCase("$[9:]", of: "[0]", gives: "[]"),
        QueryCase("$[0:1]", of: "[]", gives: "[]"),
        QueryCase("$.vals[3:]", of: #"{"vals":[0,10,20,30,40,50]}"#, gives: "[30,40,50]"),
        QueryCase("$[0:2].a", of: #"[{"a":1},{"b":1},{"a":3}]"#, gives: "[1]"),
    ])
    func `a slice takes the elements between its ends`(example: QueryCase) throws {
        try example.check()
        #expect(try !JSONPath(example.path).isDefinite)
    }

    @Test(arguments: [
        QueryCase("$[0,2]", of: "[1,2,3]", gives: "[1,3]"),
        QueryCase("$[2, 0,0 ,-1]", of: "[1,2,3]", gives: "[3,1,1,3]"),
        QueryCase("$[0,9]", of: "[1]", gives: "[1]"),
        QueryCase("$[0,1].a", of: #"[{"a":1},{"a":2}]"#, gives: "[1,2]"),
        QueryCase("$['a','b'].c", of: #"{"a":{"c":1},"b":{"c":2},"x":{"c":3}}"#, gives: "[1,2]"),
        QueryCase("$['a','b'][0]", of: #"{"b":[2],"a":[1]}"#, gives: "[1,2]"),
    ])
    func `a union takes its members in the order written`(example: QueryCase) throws {
        try example.check()
        #expect(try !JSONPath(example.path).isDefinite)
    }

    @Test(arguments: [
        QueryCase("$..price", of: bookstore, gives: "[8.95,12.99,8.99,22.99,19.95]"),
        QueryCase("$.store..price", of: bookstore, gives: "[8.95,12.99,8.99,22.99,19.95]"),
        QueryCase("$..book[2].title", of: bookstore, gives: #"["Moby Dick"]"#),
        QueryCase("$..book[-1:].isbn", of: bookstore, gives: #"["0-395-19395-8"]"#),
        QueryCase("$..book[0,1].price", of: bookstore, gives: "[8.95,12.99]"),
        QueryCase("$..['author']", of: #"[{"author":1},{"x":{"author":2}}]"#, gives: "[1,2]"),
        QueryCase("$..a", of: #"{"a":{"a":{"a":1}}}"#, gives: #"[{"a":{"a":1}},{"a":1},1]"#),
        QueryCase("$..*", of: #"{"a":[1,{"b":2}]}"#, gives: #"[[1,{"b":2}],1,{"b":2},2]"#),
        QueryCase("$..[0]", of: "[[1,2],[3]]", gives: "[[1,2],1,3]"),
        QueryCase("$..[*]", of: "[[1],2]", gives: "[[1],2,1]"),
        QueryCase("$..['a','b']", of: #"[{"a":1,"b":2},{"a":3}]"#, gives: #"[{"a":1,"b":2}]"#),
        QueryCase("$..a..b", of: #"{"a":{"b":1,"c":{"b":2}}}"#, gives: "[1,2]"),
        QueryCase("$..x", of: "5", gives: "[]"),
        QueryCase("$.a..b[*]", of: #"{"a":{"x":{"b":[1,2]}}}"#, gives: "[1,2]"),
    ])
    func `a deep scan finds outer values before inner ones`(example: QueryCase) throws {
        try example.check()
        #expect(try !JSONPath(example.path).isDefinite)
    }

    /// Recorded from the service: `$.items[*]` and its like succeed with `[]` on `{}`.
    @Test(arguments: [
        "$[*]", "$.items[*]", "$.items[1:]", "$.items[:1]", "$.item.items[1:5]", "$.item.items[1:]", "$.a.b[*].c",
        "$.items[0,1]", "$.items[?(@.a)]", "$.a..b", "$..b", "$['a','b'].c",
    ])
    func `nothing found is an empty array, even where a member on the way is missing`(path: String) throws {
        #expect(try query(path, "{}") == .success([]))
    }

    @Test(arguments: ["$.a[*].b", "$.a[1:]", "$.a[0].b[*]", "$.a.b.c[*]"])
    func `a null on the way is nothing found`(path: String) throws {
        #expect(try query(path, #"{"a":null}"#) == .success([]))
    }
}
