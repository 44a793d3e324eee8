import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

@Suite struct `Functions` {
    @Test(arguments: [
        QueryCase("$.length()", of: "[1,2,3]", gives: "3"),
        QueryCase("$.a.length()", of: #"{"a":{"x":1,"y":2}}"#, gives: "2"),
        QueryCase("$.a.size()", of: #"{"a":[]}"#, gives: "0"),
        QueryCase("$.a.length()", of: #"{"a":"f🎉"}"#, gives: "3"),
        QueryCase("$.a.length()", of: #"{"a":5}"#, gives: "null"),
        QueryCase("$.keys()", of: #"{"b":1,"a":2}"#, gives: #"["b","a"]"#),
        QueryCase("$.keys()", of: "[1]", gives: "null"),
        QueryCase("$.sum()", of: "[1,2.5,\"x\"]", gives: "3.5"),
        QueryCase("$.avg()", of: "[1,2]", gives: "1.5"),
        QueryCase("$.stddev()", of: "[2,4,4,4,5,5,7,9]", gives: "2.0"),
        QueryCase("$.min()", of: "[3,-1,2]", gives: "-1.0"),
        QueryCase("$.max()", of: "[3,-1,2]", gives: "3.0"),
        QueryCase("$.first()", of: "[7,8,9]", gives: "7"),
        QueryCase("$.last()", of: "[7,8,9]", gives: "9"),
        QueryCase("$.index(1)", of: "[7,8,9]", gives: "8"),
        QueryCase("$.index( -3 )", of: "[7,8,9]", gives: "7"),
        QueryCase("$.a.last().b", of: #"{"a":[{"b":1},{"b":2}]}"#, gives: "2"),
        QueryCase("$[*].length()", of: #"[[1],"ab",{}]"#, gives: "[1,2,0]"),
        QueryCase("$..price.length()", of: bookstore, gives: "5"),
        QueryCase("$..price.min()", of: bookstore, gives: "8.95"),
        QueryCase("$..nothing.length()", of: bookstore, gives: "0"),
    ])
    func `a function is computed of what the path leads to`(example: QueryCase) throws {
        try example.check()
    }

    @Test func `a function after a deep scan makes the path definite`() throws {
        #expect(try JSONPath("$..a.length()").isDefinite)
        #expect(try JSONPath("$.a.length()").isDefinite)
        #expect(try !JSONPath("$[*].length()").isDefinite)
        #expect(try !JSONPath("$.a.length()").isReference)
    }

    @Test(arguments: [
        "$.sum()", "$.avg()", "$.stddev()", "$.first()", "$.last()", "$.index(0)", "$..x.max()", "$[*].sum()",
    ])
    func `nothing to compute with is a miss`(path: String) throws {
        let document = path == "$[*].sum()" ? "[[]]" : "[]"
        #expect(try miss(path, document) != nil)
    }

    @Test func `a sum beyond all doubles is a miss`() throws {
        #expect(try miss("$.sum()", "[1e308,1e308]")?.reason == .wrongType)
    }
}
