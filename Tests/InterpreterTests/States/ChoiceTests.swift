import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct ChoiceTests {
    private static let definition = Definitions.machine(
        "C",
        #""C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericLessThan":3,"Next":"Low","Assign":{"size":"low"}}],"#
            + #""Default":"High","Assign":{"size":"high"}},"#
            + Definitions.pass("Low", #""Parameters":{"size.$":"$size"}"#) + ","
            + Definitions.pass("High", #""Parameters":{"size.$":"$size"}"#)
    )

    @Test func `the first rule that holds leads on`() throws {
        let run = try ScriptedRun.finished(Self.definition, input: ["n": 1])
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 ChoiceStateEntered", "3<2 ChoiceStateExited", "4<3 PassStateEntered",
                "5<4 PassStateExited", "6<5 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: ["size": "low"]))
        #expect(run.details("ChoiceStateExited").first?["assignedVariables"] == ["size": "\"low\""])
        try Replay.check(run)
    }

    @Test func `the state's own Assign counts where Default is taken`() throws {
        let run = try ScriptedRun.finished(Self.definition, input: ["n": 3])
        #expect(run.machine.status == .succeeded(output: ["size": "high"]))
    }

    @Test func `no match without a Default ends the execution`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "C",
                #""C":{"Type":"Choice","Choices":[{"Variable":"$.n","IsNull":true,"Next":"A"}]},"#
                    + Definitions.pass("A")
            ),
            input: ["n": 1]
        )
        #expect(run.lines == ["1<0 ExecutionStarted", "2<0 ChoiceStateEntered", "3<2 ExecutionFailed"])
        #expect(
            run.machine.status
                == .failed(
                    error: "States.Runtime",
                    cause: "An error occurred while executing the state 'C' (entered at the event id #2). "
                        + "Failed to transition out of the state. The state does not point to a next state."
                )
        )
    }
}
