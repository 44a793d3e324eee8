import QuickstepJSON
import QuickstepServiceKit
import Testing

struct VariableReferencesTests {
    private func references(_ definition: String) async throws -> JSONValue? {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await harness.create(definition)
        let described = try await harness.call("DescribeStateMachine", ["stateMachineArn": .string(arn)])
        await harness.kernel.stop()
        return described["variableReferences"]
    }

    @Test func `a machine whose states read no variable shows none`() async throws {
        #expect(
            try await references(
                """
                {"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"x.$": "States.UUID()", "y": "$x"}, "End": true}}}
                """
            ) == nil
        )
    }

    @Test func `every field in which a state reads a variable counts`() async throws {
        let shown = try await references(
            """
            {"StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"a": 1, "b": 2, "c": 3, "d": 4, "list": []}, "Next": "Paths"},
              "Paths": {"Type": "Pass", "InputPath": "$b", "OutputPath": "$a", "Next": "Templates"},
              "Templates": {"Type": "Pass", "Parameters": {"x": [{"y.$": "States.Format('{}{}', $c, States.MathAdd($d, 1))"}],
                "z.$": "$a.deep", "w": "$b"}, "Assign": {"e.$": "$d"}, "Next": "Choose"},
              "Choose": {"Type": "Choice", "Default": "Wait", "Choices": [
                {"And": [{"Variable": "$a", "NumericEqualsPath": "$b"}, {"Not": {"Variable": "$c", "IsNull": true}}],
                 "Assign": {"f.$": "$d"}, "Next": "Wait"}]},
              "Wait": {"Type": "Wait", "SecondsPath": "$a", "Next": "Call"},
              "Call": {"Type": "Task", "Resource": "f", "TimeoutSecondsPath": "$b", "ResultSelector": {"r.$": "$c"},
                "Catch": [{"ErrorEquals": ["States.ALL"], "Assign": {"g.$": "$d"}, "Next": "Stop"}], "Next": "Each"},
              "Each": {"Type": "Map", "ItemsPath": "$list", "MaxConcurrencyPath": "$a", "ItemSelector": {"i.$": "$b"},
                "ItemProcessor": {"StartAt": "Inner", "States": {
                  "Inner": {"Type": "Pass", "Parameters": {"v.$": "$c"}, "End": true}}}, "Next": "Stop"},
              "Stop": {"Type": "Fail", "ErrorPath": "$a", "CausePath": "States.JsonToString($b)"}}}
            """
        )
        #expect(
            shown == [
                "Call": ["b", "c", "d"], "Choose": ["a", "b", "c", "d"], "Each": ["a", "b", "list"], "Inner": ["c"],
                "Paths": ["a", "b"], "Stop": ["a", "b"], "Templates": ["a", "c", "d"], "Wait": ["a"],
            ]
        )
    }
}
