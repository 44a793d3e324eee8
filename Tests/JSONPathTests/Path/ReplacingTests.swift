import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

@Suite struct `Writing to a reference path` {
    private func replacing(_ path: String, _ document: String, _ value: JSONValue) throws -> Result<
        JSONValue, JSONPathMiss
    > {
        try JSONPath(path).replacing(in: JSONValue.parse(document), with: value)
    }

    @Test(arguments: [
        QueryCase("$", of: #"{"a":1}"#, gives: #""new""#),
        QueryCase("$", of: "5", gives: #""new""#),
        QueryCase("$.a", of: #"{"a":1,"b":2}"#, gives: #"{"a":"new","b":2}"#),
        QueryCase("$.c", of: #"{"a":1}"#, gives: #"{"a":1,"c":"new"}"#),
        QueryCase("$.a.b", of: #"{"a":{"b":1,"c":2}}"#, gives: #"{"a":{"b":"new","c":2}}"#),
        QueryCase("$.x.y.z", of: #"{"a":1}"#, gives: #"{"a":1,"x":{"y":{"z":"new"}}}"#),
        QueryCase("$['a b']['c.d']", of: "{}", gives: #"{"a b":{"c.d":"new"}}"#),
        QueryCase(#"$.a\.b"#, of: "{}", gives: #"{"a.b":"new"}"#),
        QueryCase("$[1]", of: "[1,2,3]", gives: #"[1,"new",3]"#),
        QueryCase("$[-1]", of: "[1,2,3]", gives: #"[1,2,"new"]"#),
        QueryCase("$[1].x", of: #"[1,{"x":0,"y":1}]"#, gives: #"[1,{"x":"new","y":1}]"#),
        QueryCase("$.a[0].b.c", of: #"{"a":[{}]}"#, gives: #"{"a":[{"b":{"c":"new"}}]}"#),
    ])
    func `the value takes its place and missing objects are made`(example: QueryCase) throws {
        let expected = try JSONValue.parse(example.expected)
        #expect(try self.replacing(example.path, example.document, "new") == .success(expected))
    }

    @Test(arguments: [
        ("$.x", "5", "x", "5", JSONPathMiss.Reason.wrongType),
        ("$.x", #""text""#, "x", #""text""#, .wrongType),
        ("$.x", "null", "x", "null", .wrongType),
        ("$.x", "[1]", "x", "[1]", .wrongType),
        ("$.a.b.c", #"{"a":{"b":1}}"#, "c", "1", .wrongType),
        ("$[0]", "{}", "0", "{}", .wrongType),
        ("$.a[0]", #"{"a":"t"}"#, "0", #""t""#, .wrongType),
        ("$[3]", "[1,2,3]", "3", "[1,2,3]", .indexOutOfRange),
        ("$[-4]", "[1,2,3]", "-4", "[1,2,3]", .indexOutOfRange),
        ("$.new[0]", "{}", "0", "{}", .wrongType),
    ])
    func `what cannot hold the value refuses it`(
        path: String,
        document: String,
        step: String,
        parent: String,
        reason: JSONPathMiss.Reason
    ) throws {
        let miss = JSONPathMiss(detail: "Unable to apply step \"\(step)\" to input \(parent)", reason: reason)
        #expect(try self.replacing(path, document, "new") == .failure(miss))
    }

    @Test(arguments: ["$[*]", "$..a", "$[0:1]", "$[0,1]", "$['a','b']", "$[?(@.a)]", "$.length()"])
    func `a path to many nodes is refused`(path: String) throws {
        guard case .failure(let miss) = try self.replacing(path, "{}", 1) else {
            Issue.record("\(path) was written to")
            return
        }
        #expect(miss.detail == "'\(path)' is not a Reference Path")
    }

    @Test func `the document cannot grow deeper than the parser reads`() throws {
        let long = "$" + String(repeating: ".a", count: 2_000)
        guard case .failure(let miss) = try self.replacing(long, "{}", 1) else {
            Issue.record("2,000 levels were made")
            return
        }
        #expect(miss.reason == .limit)

        var value: JSONValue = 1
        let path = try JSONPath("$.a")
        var writes = 0
        while case .success(let deeper) = path.replacing(in: [:], with: value) {
            value = deeper
            writes += 1
            guard writes < 2_000 else { break }
        }
        #expect((900...1_000).contains(writes))
        #expect(try JSONValue.parse(value.compactText) == value)
    }

    @Test func `what was written is found again`() throws {
        for text in ["$.a", "$.a.b['c d']", "$.list[1].x", "$.list[-1]"] {
            let path = try JSONPath(text)
            let document = try JSONValue.parse(#"{"list":[1,{}]}"#)
            let written = try path.replacing(in: document, with: ["k": [1, 2]]).get()
            #expect(path.query(written) == .success(["k": [1, 2]]))
        }
    }
}
