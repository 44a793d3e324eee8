import QuickstepJSON
import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct StateDecodingTests {
    @Test func `an unknown type names those that exist`() {
        let found = errors(in: machineText(state: #"{"Type":"Paralel","Next":"T"}"#))
        #expect(
            found.map(\.serviceText) == [
                "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, "
                    + "Succeed, Fail, Choice, Parallel, Map] at /States/S/Type"
            ]
        )
        #expect(found.first?.hint == "Did you mean 'Parallel'?")
    }

    @Test func `a state needs a type`() {
        #expect(
            problems(ofState: #"{"Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/S"
            ]
        )
    }

    @Test(arguments: ["Pass", "Wait", "Choice", "Succeed", "Fail"])
    func `Retry and Catch belong to work only`(type: String) {
        for field in ["Retry", "Catch", "TimeoutSeconds"] {
            #expect(
                problems(ofState: #"{"Type":"\#(type)","\#(field)":[]}"#).contains(
                    "SCHEMA_VALIDATION_FAILED: Field '\(field)' is not supported at /States/S"
                )
            )
        }
    }

    @Test func `a misspelt field is refused with the one that was meant`() {
        let found = errors(in: machineText(state: #"{"Type":"Pass","Nxet":"U","End":true}"#))
        #expect(found.map(\.message) == ["Field 'Nxet' is not supported"])
        #expect(found.first?.hint == "Did you mean 'Next'?")
    }

    @Test func `a field of other types says which have it`() {
        let found = errors(in: machineText(state: #"{"Type":"Pass","Next":"T","Resource":"f"}"#))
        #expect(found.first?.hint == "Only these types have it: Task.")
    }

    @Test func `a field of JSONata is refused in the service's words`() {
        #expect(
            problems(ofState: #"{"Type":"Pass","Next":"T","Output":1}"#) == [
                "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only "
                    + "supported for the 'JSONata' QueryLanguage at /States/S"
            ]
        )
    }

    @Test func `a state in JSONata is refused by name`() {
        let found = errors(in: machineText(state: #"{"Type":"Pass","QueryLanguage":"JSONata","Next":"T"}"#))
        #expect(found.map(\.code) == [DiagnosticCode.unsupported])
        #expect(found.map(\.location) == ["/States/S/QueryLanguage"])
    }

    @Test func `a state leads on or ends`() {
        #expect(
            problems(ofState: #"{"Type":"Pass"}"#).first
                == "SCHEMA_VALIDATION_FAILED: There should be one of the following fields: [Next, End] at /States/S"
        )
        #expect(
            problems(ofState: #"{"Type":"Pass","Next":"T","End":true}"#) == [
                "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/S"
            ]
        )
        #expect(
            problems(ofState: #"{"Type":"Pass","End":false}"#).contains(
                "SCHEMA_VALIDATION_FAILED: The field 'End' should have one of these values: [true] at /States/S/End"
            )
        )
    }

    @Test func `InputPath and OutputPath tell null from the whole`() throws {
        let nothing = try decodeState(#"{"Type":"Succeed","InputPath":null,"OutputPath":"$"}"#, more: "")
        #expect(nothing?.inputPath == .nothing)
        #expect(nothing?.outputPath == .whole)
        let path = try decodeState(#"{"Type":"Succeed","InputPath":"$.a"}"#)
        #expect(try path?.inputPath == .path(JSONPath("$.a")))
    }

    @Test func `a result of null is a result`() throws {
        guard case .pass(let absent) = try decodeState(#"{"Type":"Pass","Next":"T"}"#)?.kind,
            case .pass(let null) = try decodeState(#"{"Type":"Pass","Result":null,"Next":"T"}"#)?.kind
        else {
            Issue.record("The states are not Pass states.")
            return
        }
        #expect(absent.result == nil)
        #expect(null.result == .null)
    }

    @Test func `a path in a fixed result is warned of`() {
        let found = warnings(in: machineText(state: #"{"Type":"Pass","Result":{"a.$":"$.b"},"Next":"T"}"#))
        #expect(found.map(\.code) == [DiagnosticCode.passResultIsStatic])
    }

    @Test(arguments: ["$$.x", "$name", "$.a[*]", "$..a", "$.a[0,1]", "$.a[?(@.b)]", "$.a[0:2]"])
    func `a result can be put at a reference path only`(path: String) {
        let found = errors(in: machineText(state: #"{"Type":"Pass","ResultPath":"\#(path)","Next":"T"}"#))
        #expect(found.map(\.location) == ["/States/S/ResultPath"])
        #expect(found.first?.message.hasPrefix("Value is not a Reference Path") == true)
    }

    @Test func `a broken path is refused`() {
        let found = errors(in: machineText(state: #"{"Type":"Pass","InputPath":"a.b","Next":"T"}"#))
        #expect(found.map(\.location) == ["/States/S/InputPath"])
        #expect(found.first?.hint?.contains("begins with '$'") == true)
    }
}
