import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepStatesLanguage

@Suite struct TemplateEvaluationTests {
    private func template(_ text: String) throws -> PayloadTemplate {
        guard case .pass(let pass)? = try decodeState(#"{"Type":"Pass","Parameters":\#(text),"Next":"T"}"#)?.kind else {
            return .literal(nil)
        }
        return try #require(pass.parameters)
    }

    private func fill(_ text: String, _ scope: EvaluationScope) throws -> JSONValue {
        var scope = scope
        return try template(text).evaluate(in: &scope)
    }

    @Test func `computed fields lose their dollar and keep their place`() throws {
        let scope = scope(["x": 1.50], context: ["Execution": ["Name": "e"]], variables: ["v": [1, 2]])
        let text =
            #"{"b.$":"$.x","a":"$.x","c":[{"d.$":"$$.Execution.Name"},"$.x"],"e.$":"$v[1]","f.$":"States.Array()"}"#
        #expect(
            try fill(text, scope).compactText == #"{"b":1.5,"a":"$.x","c":[{"d":"e"},"$.x"],"e":2,"f":[]}"#
        )
    }

    @Test func `a query gives an array of matches`() throws {
        let scope = scope(["users": [["year": 1997], ["year": 2000]]])
        #expect(try fill(#"{"f.$":"$.users[?(@.year == 1997)]"}"#, scope) == ["f": [["year": 1997]]])
        #expect(try fill(#"{"f.$":"$.users[?(@.year == 1)]"}"#, scope) == ["f": []])
    }

    @Test func `an index past the end of an array gives null`() throws {
        #expect(try fill(#"{"f.$":"$.items[5]"}"#, scope(["items": [1]])) == ["f": nil])
    }

    @Test func `a miss shows the field and the input`() throws {
        let cause =
            #"The JSONPath '$.no_such' specified for the field 'value.$' could not be found in the input '{"a":1}'"#
        #expect(throws: EvaluationError(name: "States.Runtime", cause: cause)) {
            try fill(#"{"x":{"value.$":"$.no_such"}}"#, scope(["a": 1]))
        }
    }

    @Test func `a miss in the context object shows the context object`() throws {
        let cause =
            #"The JSONPath '$$.Task.Token' specified for the field 'v.$' could not be found in the input '{"c":2}'"#
        #expect(throws: EvaluationError(name: "States.Runtime", cause: cause)) {
            try fill(#"{"v.$":"$$.Task.Token"}"#, scope(["a": 1], context: ["c": 2]))
        }
    }

    @Test func `draws of one template differ`() throws {
        let value = try fill(#"{"a.$":"States.UUID()","b.$":"States.UUID()"}"#, scope())
        #expect(value["a"] != value["b"])
    }

    @Test func `a value that grows too deep is refused`() throws {
        var deep: JSONValue = 1
        for _ in 0..<999 { deep = [deep] }
        let text = #"{"a":{"b.$":"$"}}"#
        #expect(throws: EvaluationError.self) { try fill(text, scope(deep)) }
    }
}
