import QuickstepJSON
import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct ResultPathTests {
    private func merge(_ path: String, _ result: JSONValue, _ input: JSONValue) throws -> JSONValue {
        try ResultPath.path(JSONPath(path)).merge(result, into: input)
    }

    @Test func `the result replaces the input, or is dropped`() throws {
        #expect(try ResultPath.replace.merge(1, into: ["a": 2]) == 1)
        #expect(try ResultPath.discard.merge(1, into: ["a": 2]) == ["a": 2])
    }

    @Test func `the result is put into the input`() throws {
        #expect(try merge("$.r", 1, ["a": 2]) == ["a": 2, "r": 1])
        #expect(try merge("$.a", 1, ["a": 2, "b": 3]) == ["a": 1, "b": 3])
        #expect(try merge("$.x.y", 1, ["a": 2]) == ["a": 2, "x": ["y": 1]])
        #expect(try merge("$.l[1].x", 1, ["l": [0, [:]]]) == ["l": [0, ["x": 1]]])
    }

    @Test(
        arguments: [
            ("$.r", "text"), ("$.r", 1), ("$.a.b", ["a": 1]), ("$.l[3]", ["l": [1]]), ("$.a.b", ["a": [1]]),
        ] as [(String, JSONValue)]
    )
    func `an input without a place for the result fails`(path: String, input: JSONValue) {
        do {
            Issue.record("gave \(try merge(path, 1, input).compactText)")
        } catch let error as EvaluationError {
            #expect(error.name == "States.ResultPathMatchFailure")
            #expect(!error.cause.isEmpty)
        } catch {
            Issue.record(error)
        }
    }
}
