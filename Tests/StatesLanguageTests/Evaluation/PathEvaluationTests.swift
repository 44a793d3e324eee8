import QuickstepJSON
import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct PathEvaluationTests {
    private let input: JSONValue = ["a": ["b": 1], "list": [1]]

    @Test func `a path is applied to what its root names`() throws {
        let scope = scope(input, context: ["Execution": ["Name": "e"]], variables: ["v": ["w": 2]])
        #expect(try JSONPath("$.a.b").evaluate(in: scope) == 1)
        #expect(try JSONPath("$").evaluate(in: scope) == input)
        #expect(try JSONPath("$$.Execution.Name").evaluate(in: scope) == "e")
        #expect(try JSONPath("$v").evaluate(in: scope) == ["w": 2])
        #expect(try JSONPath("$v.w").evaluate(in: scope) == 2)
    }

    @Test func `the context object is made only where it is read`() throws {
        var count = 0
        let scope = EvaluationScope(input: input, random: scope().random) {
            count += 1
            return [:]
        }
        _ = try JSONPath("$.a").evaluate(in: scope)
        #expect(count == 0)
        _ = try JSONPath("$$").evaluate(in: scope)
        #expect(count == 1)
    }

    @Test(arguments: [
        ("$.NoSuch", "Invalid path '$.NoSuch' : No results for path: $['NoSuch']"),
        ("$.no.such.result.path", "Invalid path '$.no.such.result.path' : Missing property in path $['no']"),
        ("$nope", "Invalid path '$nope' : The variable '$nope' has no value"),
    ])
    func `a field's own path says what is missing`(path: String, cause: String) throws {
        let scope = scope(input)
        #expect(throws: EvaluationError(name: "States.Runtime", cause: cause)) {
            try JSONPath(path).evaluate(in: scope)
        }
        #expect(throws: EvaluationError(name: "States.Runtime", cause: cause)) {
            try SelectedPath.path(JSONPath(path)).evaluate(in: scope)
        }
    }

    @Test func `a choice rule's path is invalid where it finds nothing`() throws {
        #expect(
            throws: EvaluationError(
                cause: "Invalid path '$.foo': The choice state's condition path references an invalid value."
            )
        ) {
            try JSONPath("$.foo").evaluate(in: scope(input), at: .choiceRule)
        }
    }

    @Test func `InputPath and OutputPath select`() throws {
        let scope = scope(input)
        #expect(try SelectedPath.whole.evaluate(in: scope) == input)
        #expect(try SelectedPath.nothing.evaluate(in: scope) == [:])
        #expect(try SelectedPath.path(JSONPath("$.a")).evaluate(in: scope) == ["b": 1])
    }
}
