import Testing

@testable import QuickstepStatesLanguage

/// States in JSONata are refused by name, and checked all the same.
@Suite struct JSONataDecodingTests {
    private func machine(_ state: String) -> String {
        machineText(state: state, top: #""QueryLanguage":"JSONata","#)
    }

    private func problems(_ definition: String) -> [String] {
        errors(in: definition).filter { $0.code != DiagnosticCode.unsupported }
            .map { "\($0.message) at \($0.location ?? "null")" }
    }

    @Test func `a machine in JSONata is refused by name, once`() {
        let found = errors(in: machine(#"{"Type":"Pass","Output":"{% 1 %}","Next":"T"}"#))
        #expect(found.map(\.code) == [DiagnosticCode.unsupported])
        #expect(found.map(\.location) == ["/QueryLanguage"])
    }

    @Test func `a state in JSONata is refused by name`() {
        let found = errors(in: machineText(state: #"{"Type":"Pass","QueryLanguage":"JSONata","Next":"T"}"#))
        #expect(found.map(\.code) == [DiagnosticCode.unsupported])
        #expect(found.map(\.location) == ["/States/S/QueryLanguage"])
    }

    @Test(arguments: [
        #"{"Type":"Pass","Output":{"a":["{% $states.input %}", 1]},"Assign":{"x":"{% 1 %}"},"Next":"T"}"#,
        #"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":"{% $states.input %}","TimeoutSeconds":"{% 5 %}","Next":"T"}"#,
        #"{"Type":"Task","Resource":"f","Retry":[{"ErrorEquals":["A"]}],"Catch":[{"ErrorEquals":["States.ALL"],"Output":"{% 1 %}","Assign":{"e":"{% 2 %}"},"Next":"T"}],"Next":"T"}"#,
        #"{"Type":"Choice","Choices":[{"Condition":"{% true %}","Next":"T","Output":1,"Assign":{"a":1}},{"Condition":false,"Next":"T"}],"Default":"T"}"#,
        #"{"Type":"Wait","Seconds":"{% 1 %}","Next":"T"}"#,
        #"{"Type":"Wait","Timestamp":"2026-01-01T00:00:00Z","Next":"T"}"#,
        #"{"Type":"Fail","Error":"{% 'a' %}","Cause":"b"}"#,
        #"{"Type":"Map","Items":"{% [1] %}","ItemSelector":{"a":"{% 1 %}"},"MaxConcurrency":"{% 2 %}","ToleratedFailureCount":"{% 1 %}","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","Output":1,"End":true}}},"Next":"T"}"#,
        #"{"Type":"Parallel","Arguments":{"a":1},"Branches":[{"StartAt":"I","States":{"I":{"Type":"Succeed","Output":1}}}],"Next":"T"}"#,
        #"{"Type":"Pass","Assign":"{% {'a': 1} %}","Next":"T"}"#,
    ])
    func `what the language has is valid`(state: String) {
        #expect(problems(machine(state)).isEmpty)
    }

    @Test(arguments: [
        ("InputPath", #"{"Type":"Pass","InputPath":"$","Next":"T"}"#, "/States/S"),
        ("Parameters", #"{"Type":"Task","Resource":"f","Parameters":{},"Next":"T"}"#, "/States/S"),
        (
            "Variable",
            #"{"Type":"Choice","Choices":[{"Variable":"$.a","Condition":true,"Next":"T"}],"Default":"T"}"#,
            "/States/S/Choices[0]"
        ),
        (
            "ResultPath",
            #"{"Type":"Task","Resource":"f","Catch":[{"ErrorEquals":["A"],"ResultPath":"$.e","Next":"T"}],"Next":"T"}"#,
            "/States/S/Catch[0]"
        ),
        (
            "ItemsPath",
            #"{"Type":"Map","ItemsPath":"$","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed"}}},"Next":"T"}"#,
            "/States/S"
        ),
    ])
    func `fields of JSONPath are refused`(field: String, state: String, place: String) {
        #expect(
            problems(machine(state)) == [
                "The QueryLanguage is set to 'JSONata', but field '\(field)' is only supported for the 'JSONPath' "
                    + "QueryLanguage at \(place)"
            ]
        )
    }

    @Test(arguments: [
        (#"{"Type":"Pass","Output":"{% 1","Next":"T"}"#, "/States/S/Output"),
        (#"{"Type":"Pass","Output":{"a":["{%1 "]},"Next":"T"}"#, "/States/S/Output/a[0]"),
        (#"{"Type":"Task","Resource":"f","TimeoutSeconds":"5","Next":"T"}"#, "/States/S/TimeoutSeconds"),
        (#"{"Type":"Task","Resource":"f","Credentials":{},"Next":"T"}"#, "/States/S/Credentials"),
        (#"{"Type":"Task","Next":"T"}"#, "/States/S"),
        (
            #"{"Type":"Choice","Choices":[{"Condition":"yes","Next":"T"}],"Default":"T"}"#,
            "/States/S/Choices[0]/Condition"
        ),
        (#"{"Type":"Choice","Choices":[{"Next":"T"}],"Default":"T"}"#, "/States/S/Choices[0]"),
        (#"{"Type":"Choice","Choices":[{"Condition":true}],"Default":"T"}"#, "/States/S/Choices[0]"),
        (#"{"Type":"Choice","Choices":[],"Default":"T"}"#, "/States/S/Choices"),
        (#"{"Type":"Wait","Next":"T"}"#, "/States/S"),
        (#"{"Type":"Wait","Timestamp":"tomorrow","Next":"T"}"#, "/States/S/Timestamp"),
        (#"{"Type":"Fail","Error":1}"#, "/States/S/Error"),
        (
            #"{"Type":"Map","Items":1,"ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed"}}},"Next":"T"}"#,
            "/States/S/Items"
        ),
        (#"{"Type":"Parallel","Branches":[],"Next":"T"}"#, "/States/S/Branches"),
        (#"{"Type":"Pass","Assign":{"x.y":1},"Next":"T"}"#, "/States/S/Assign/x.y"),
        (#"{"Type":"Pass","Assign":"x","Next":"T"}"#, "/States/S/Assign"),
        (#"{"Type":"Pass","Next":"T","End":true}"#, "/States/S"),
        (#"{"Type":"Task","Resource":"f","Catch":[{"Next":"T"}],"Next":"T"}"#, "/States/S/Catch[0]"),
        (#"{"Type":"Pass","QueryLanguage":"JSONPath","Next":"T"}"#, "/States/S"),
    ])
    func `what is wrong is refused at its place`(state: String, place: String) {
        let found = errors(in: machine(state)).filter { $0.code != DiagnosticCode.unsupported }
        #expect(found.map(\.location) == [place])
    }

    @Test func `a level in a state of JSONata takes the language of the top level`() {
        let inner = #"{"StartAt":"I","States":{"I":{"Type":"Pass","InputPath":"$.a","End":true}}}"#
        let map = #"{"Type":"Map","QueryLanguage":"JSONata","ItemProcessor":\#(inner),"Next":"T"}"#
        #expect(problems(machineText(state: map)).isEmpty)
        let output = inner.replacing("InputPath", with: "Output")
        #expect(
            problems(machineText(state: map.replacing(inner, with: output))) == [
                "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' "
                    + "QueryLanguage at /States/S/ItemProcessor/States/I"
            ]
        )
    }

    @Test func `a language that does not exist is taken for JSONata`() {
        let text = #"{"QueryLanguage":"SQL","StartAt":"S","States":{"S":{"Type":"Pass","Output":1,"End":true}}}"#
        #expect(
            errors(in: text).map(\.serviceText) == [
                "SCHEMA_VALIDATION_FAILED: The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata] "
                    + "at /QueryLanguage"
            ]
        )
    }

    @Test func `what is wrong hides what is unsupported in the service's message`() {
        let text = machine(#"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Credentials":{},"Next":"T"}"#)
        let found = StateMachine.diagnostics(of: DefinitionSource(json: text))
        #expect(found.contains { $0.code == DiagnosticCode.unsupported })
        #expect(
            InvalidDefinition(diagnostics: found).serviceMessage
                == "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field 'RoleArn' is required but was "
                + "missing at /States/S/Credentials'"
        )
    }
}
