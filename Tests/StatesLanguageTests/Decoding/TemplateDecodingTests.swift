import QuickstepJSON
import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct TemplateDecodingTests {
    private func parameters(_ template: String) -> String {
        #"{"Type":"Pass","Parameters":\#(template),"Next":"T"}"#
    }

    private func compile(_ template: String) throws -> PayloadTemplate? {
        guard case .pass(let pass)? = try decodeState(parameters(template))?.kind else { return nil }
        return pass.parameters
    }

    @Test func `a template without computed fields is one literal`() throws {
        #expect(try compile(#"{"a":[1,{"b":"$.c"}],"d":null}"#) == .literal(["a": [1, ["b": "$.c"]], "d": nil]))
    }

    @Test func `computed fields are compiled at any depth`() throws {
        let template = try compile(#"{"a":[1,{"b.$":"$.c"}],"d.$":"States.UUID()"}"#)
        let inner = PayloadTemplate.object([
            PayloadTemplate.Field(sourceName: "b.$", name: "b", value: .path(try JSONPath("$.c")))
        ])
        #expect(
            try template
                == .object([
                    PayloadTemplate.Field(sourceName: "a", name: "a", value: .array([.literal(1), inner])),
                    PayloadTemplate.Field(
                        sourceName: "d.$",
                        name: "d",
                        value: .intrinsic(IntrinsicCall(parsing: "States.UUID()"))
                    ),
                ])
        )
    }

    @Test(arguments: [
        (#"{"x.$":"plain"}"#, "x.$"), (#"{"x.$":1}"#, "x.$"), (#"{"x.$":""}"#, "x.$"), (#"{"a":{"y.$":"$.["}}"#, "y.$"),
        (#"{"x.$":"States.Nothing()"}"#, "x.$"), (#"{"x.$":"States.StringToJson('{\"a\":\"\\\"b\\\"\"}')"}"#, "x.$"),
        (#"{"x.$":{"a":1}}"#, "x.$"),
    ])
    func `a computed field needs a path or a call`(template: String, field: String) {
        let found = errors(in: machineText(state: parameters(template)))
        #expect(
            found.map(\.serviceText) == [
                "SCHEMA_VALIDATION_FAILED: The value for the field '\(field)' must be a valid JSONPath or a valid "
                    + "intrinsic function call at /States/S/Parameters"
            ]
        )
        #expect(found.first?.hint?.isEmpty == false)
    }

    @Test func `a field cannot be given with and without its dollar`() {
        let found = errors(in: machineText(state: parameters(#"{"a":1,"a.$":"$.b"}"#)))
        #expect(found.map(\.message) == ["The field 'a' is given twice, once with and once without '.$'"])
    }

    @Test(arguments: ["[]", "1", #""$.a""#, "null"])
    func `a template is an object`(template: String) {
        #expect(errors(in: machineText(state: parameters(template))).map(\.location) == ["/States/S/Parameters"])
    }

    @Test(arguments: [
        ("$.a", true), ("$$.Execution.Id", true), ("States.UUID()", true), ("$", true), ("$5.00", false),
        ("$name", false), ("States", false),
    ])
    func `a value that looks computed is warned of`(value: String, isWarned: Bool) {
        let found = warnings(in: machineText(state: parameters(#"{"a":"\#(value)"}"#)))
        #expect(found.map(\.code) == (isWarned ? [DiagnosticCode.noDollar] : []))
    }

    @Test func `templates are nested only so deep`() {
        let template = String(repeating: #"{"a":"#, count: 250) + "1" + String(repeating: "}", count: 250)
        let found = errors(in: machineText(state: parameters(template)))
        #expect(found.map(\.code) == [DiagnosticCode.tooDeeplyNested])
    }
}
