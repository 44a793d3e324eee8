import QuickstepJSON
import QuickstepRegularExpressions
import Testing

@testable import QuickstepJSONPath

/// `=~`, by the rules of Jayway's `RegexpEvaluator` and of `java.util.regex.Pattern`.
@Suite struct `Filters with regular expressions` {
    private static let texts = #"["apple","Apple","applepie","a/b","a\nb",""]"#

    @Test(arguments: [
        FilterCase("@ =~ /apple/", of: texts, lets: [0]),
        FilterCase("@=~/apple/", of: texts, lets: [0]),
        FilterCase("@ =~ /.*pie/", of: texts, lets: [2]),
        FilterCase("@ =~ /a|apple/", of: texts, lets: [0]),
        FilterCase("@ =~ /^apple$/", of: texts, lets: [0]),
        FilterCase("@ =~ //", of: texts, lets: [5]),
        FilterCase(#"@ =~ /a\/b/"#, of: texts, lets: [3]),
        FilterCase(#"@ =~ /[)\]]&&x/ || @ == ''"#, of: texts, lets: [5]),
        FilterCase("!(@ =~ /a.*/)", of: texts, lets: [1, 4, 5]),
        FilterCase(#"@.t =~ /\d{4}-\d{2}/"#, of: #"[{"t":"2026-11"},{"t":"2026-11-30"}]"#, lets: [0]),
    ])
    func `the whole text must match`(example: FilterCase) throws {
        try example.check()
    }

    @Test(arguments: [
        FilterCase("@ =~ /apple/i", of: texts, lets: [0, 1]),
        FilterCase("@ =~ /a.b/s", of: texts, lets: [3, 4]),
        FilterCase("@ =~ /A.B/si", of: texts, lets: [3, 4]),
        FilterCase(#"@ =~ /a$\n^b/m"#, of: texts, lets: [4]),
        FilterCase("@ =~ /É/i", of: #"["É","é"]"#, lets: [0]),
        FilterCase("@ =~ /É/iu", of: #"["É","é"]"#, lets: [0, 1]),
        FilterCase("@ =~ /a.b/", of: #"["a\rb","a\u0085b","a b"]"#, lets: [2]),
        FilterCase("@ =~ /a.b/d", of: #"["a\rb","a\u0085b","a\nb"]"#, lets: [0, 1]),
    ])
    func `flags are Java's`(example: FilterCase) throws {
        try example.check()
    }

    @Test(arguments: [
        FilterCase("/a.*/ =~ @", of: texts, lets: [0, 2, 3]),
        FilterCase(#"@ =~ /1\.50|true|12/"#, of: #"[1.50,true,false,12,"12",1.5]"#, lets: [0, 1, 3, 4]),
        FilterCase("@ =~ /a/", of: #"[["b","a"],["ab"],[],[["a"]],["b",1]]"#, lets: [0]),
        FilterCase("@.l[*] =~ /a/", of: #"[{"l":["b","a"]},{"l":["b"]},{}]"#, lets: [0]),
        FilterCase("@.a =~ /.*/", of: #"[{"a":"x"},{"a":null},{"a":{"b":1}},{"a":[]},{}]"#, lets: [0, 1, 2, 4]),
        FilterCase("@.a =~ /.+/", of: #"[{"a":"x"},{"a":null},{"a":{"b":1}},{"a":[]},{}]"#, lets: [0]),
        FilterCase("@ =~ 'a'", of: #"["a"]"#, lets: []),
        FilterCase("@ =~ @", of: #"["a"]"#, lets: []),
        FilterCase("'abc' =~ /a.c/", of: "[1]", lets: [0]),
    ])
    func `the value is the text that stands for it`(example: FilterCase) throws {
        try example.check()
    }

    @Test func `a pattern may stand in the middle of a path`() throws {
        let path = #"$.store.book[?(@.author =~ /.*(ees|TOLKIEN)/i)].price"#
        try QueryCase(path, of: bookstore, gives: "[8.95,22.99]").check()
    }

    @Test func `paths with patterns are equal when they are written alike`() throws {
        let filters = try ["$[?(@ =~ /a/)]", "$[?(@ =~ /a/i)]", "$[?(@ =~ /b/)]"].map { try JSONPath($0).steps }
        #expect(Set(filters).count == 3)
        #expect(try JSONPath("$[?(@ =~ /a/)]").steps == filters[0])
    }

    @Test func `a pattern that repeats a repetition answers fast`() throws {
        let document: JSONValue = [.string(String(repeating: "a", count: 100_000) + "!")]
        #expect(try JSONPath("$[?(@ =~ /(a+)+/)]").query(document) == .success([]))
    }

    /// The answer of a query that has few steps for its patterns.
    private func frugalResult(_ text: String, _ document: JSONValue) throws -> Result<JSONValue, JSONPathMiss> {
        var query = PathQuery(root: document)
        query.patternBudget.steps = 20_000
        return try query.result(of: JSONPath(text).sequence)
    }

    @Test func `a pattern that takes too many steps ends the query with a text that says so`() throws {
        let document: JSONValue = [.string(String(repeating: "a", count: 100) + "!")]
        let detail = #"The regular expression /(a*)*\1b/ in the path takes more than 20000000 steps"#
        let result = try self.frugalResult(#"$[?(@ =~ /(a*)*\1b/)]"#, document)
        #expect(result == .failure(JSONPathMiss(detail: detail, reason: .limit)))
        // Not even a condition that would let everything else through is asked any more.
        #expect(try self.frugalResult(#"$[?(!(@ =~ /(a*)*\1b/))]"#, document) == result)
    }

    @Test func `all patterns of a query share what they may cost`() throws {
        let text = JSONValue.string(String(repeating: "a", count: 1_000))
        #expect(try self.frugalResult("$[?(@ =~ /a*/)]", [text]) == .success([text]))
        guard
            case .failure(let miss) = try self.frugalResult(
                "$[?(@ =~ /a*/)]",
                [text, text, text, text, text, text, text]
            )
        else {
            Issue.record("the query succeeded")
            return
        }
        #expect(miss.reason == .limit)
    }
}
