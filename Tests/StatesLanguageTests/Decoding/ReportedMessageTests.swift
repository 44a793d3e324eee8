import Testing

@testable import QuickstepStatesLanguage

/// Messages of the service that people report in public, each with the definition they gave it.
@Suite struct ReportedMessageTests {
    private let schema = "SCHEMA_VALIDATION_FAILED: "

    private func message(_ definition: String, options: DecodingOptions = DecodingOptions()) -> String {
        let found = StateMachine.diagnostics(of: DefinitionSource(json: definition), options: options)
        return InvalidDefinition(diagnostics: found).serviceMessage
    }

    private func wrapped(_ text: String) -> String { "Invalid State Machine Definition: '\(text)'" }

    @Test(arguments: [
        (
            #"{"StartAt":"Pass","States":{"Pass":{"Type":"Pass","OutputPath":"Test","End":true}}}"#,
            "Value must be a valid JSONPath. at /States/Pass/OutputPath"
        ),
        (
            #"{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":10000000000000000,"End":true}}}"#,
            "Maximum value is 99999999 at /States/W/Seconds"
        ),
        (
            #"""
            {"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$","StringMatches":"Test"}],
             "Default":"S"},"S":{"Type":"Succeed"}}}
            """#,
            "These fields are required: [Next] at /States/C/Choices[0]"
        ),
        (
            #"""
            {"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"Test","IsNull":true,"Next":"S"}],
             "Default":"S"},"S":{"Type":"Succeed"}}}
            """#,
            "Value is not a Reference Path: Reference path didn't start with '$' at /States/C/Choices[0]/Variable"
        ),
        (
            #"""
            {"StartAt":"M","States":{"M":{"Type":"Map","TimeoutSeconds":1,
             "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Succeed"}}},"End":true}}}
            """#,
            "Field 'TimeoutSeconds' is not supported at /States/M"
        ),
        (
            #"""
            {"StartAt":"M","States":{"M":{"Type":"Map",
             "ItemProcessor":{"QueryLanguage":"JSONata","StartAt":"I","States":{"I":{"Type":"Succeed"}}},"End":true}}}
            """#,
            "Field 'QueryLanguage' is not supported at /States/M/ItemProcessor"
        ),
    ])
    func `a field that is wrong is told in these words`(definition: String, text: String) {
        #expect(message(definition) == wrapped(schema + text))
    }

    @Test func `what is missing is told before what is too much`() {
        #expect(
            message(#"{"Fn::Sub":"x"}"#)
                == wrapped(
                    "\(schema)These fields are required: [States, StartAt] at /, "
                        + "\(schema)Field 'Fn::Sub' is not supported at /"
                )
        )
    }

    @Test func `a machine that cannot end is told of without a place`() {
        let loop = #""A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}"#
        #expect(
            message(#"{"StartAt":"A","States":{\#(loop)}}"#)
                == wrapped("MISSING_END_STATE: Workflow has no terminal state at null")
        )
    }

    @Test func `a state that cannot be reached is told of after the target that is missing`() {
        let definition = #"""
            {"StartAt":"pass1","States":{"pass1":{"Type":"Pass","Next":"pass3"},"pass2":{"Type":"Pass","End":true}}}
            """#
        #expect(
            message(definition)
                == wrapped(
                    "MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next, "
                        + #"MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2"#
                )
        )
    }
}
