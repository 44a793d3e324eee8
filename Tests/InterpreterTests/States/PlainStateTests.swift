import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct PlainStateTests {
    @Test func `a Pass has the history of section 4-1`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("A", Definitions.pass("A")), input: ["x": 1])
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 PassStateEntered", "3<2 PassStateExited", "4<3 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: ["x": 1]))
        try Replay.check(run)
    }

    @Test func `a Succeed ends its execution`() throws {
        let run = try ScriptedRun.finished(
            #"{"StartAt":"S","States":{"S":{"Type":"Succeed","InputPath":"$.a","OutputPath":"$.b"}}}"#,
            input: ["a": ["b": 5]]
        )
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 SucceedStateEntered", "3<2 SucceedStateExited", "4<3 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: 5))
    }

    @Test func `a Fail ends its execution with its error and cause`() throws {
        let run = try ScriptedRun.finished(
            #"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Oops","Cause":"because"}}}"#
        )
        #expect(run.lines == ["1<0 ExecutionStarted", "2<0 FailStateEntered", "3<2 ExecutionFailed"])
        #expect(run.machine.status == .failed(error: "Oops", cause: "because"))
        #expect(run.details("ExecutionFailed") == [["error": "Oops", "cause": "because"]])
        try Replay.check(run)
    }

    @Test func `what a Fail does not give is absent`() throws {
        let run = try ScriptedRun.finished(
            #"{"StartAt":"F","States":{"F":{"Type":"Fail","CausePath":"$.why"}}}"#,
            input: ["why": "so"]
        )
        #expect(run.machine.status == .failed(error: nil, cause: "so"))
        #expect(run.details("ExecutionFailed") == [["cause": "so"]])
    }

    @Test func `a Result stands for what Parameters made, and ResultPath puts it into the raw input`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "A",
                Definitions.pass(
                    "A",
                    #""InputPath":"$.in","Result":{"v.$":"$.x"},"ResultPath":"$.out","OutputPath":"$.out""#
                )
            ),
            input: ["in": ["x": 1]]
        )
        #expect(run.machine.status == .succeeded(output: ["v.$": "$.x"]))
    }

    @Test func `an expression that fails names the state and where it was entered`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "A",
                Definitions.pass("A", next: "B") + "," + Definitions.pass("B", #""InputPath":"$.no""#)
            )
        )
        #expect(run.lines.suffix(2) == ["4<3 PassStateEntered", "5<4 ExecutionFailed"])
        #expect(
            run.machine.status
                == .failed(
                    error: "States.Runtime",
                    cause: "An error occurred while executing the state 'B' (entered at the event id #4). "
                        + "Invalid path '$.no' : No results for path: $['no']"
                )
        )
        try Replay.check(run)
    }
}
