import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct CatchTests {
    private static func definition(_ catchers: String) -> String {
        Definitions.machine(
            "T",
            Definitions.task("T", #""ResultSelector":{"x":1},"OutputPath":"$.x","Catch":[\#(catchers)]"#) + ","
                + Definitions.pass("H", #""Parameters":{"in.$":"$","v.$":"$v"}"#) + "," + Definitions.pass("G")
        )
    }

    @Test func `the error output goes where ResultPath says, past ResultSelector and OutputPath`() throws {
        let run = try ScriptedRun.finished(
            Self.definition(#"{"ErrorEquals":["E"],"Next":"G","ResultPath":"$.error"}"#),
            input: ["a": 1]
        ) { _ in .fail("E", "c") }
        #expect(
            run.lines.suffix(4) == [
                "6<5 TaskStateExited", "7<6 PassStateEntered", "8<7 PassStateExited", "9<8 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: ["a": 1, "error": ["Error": "E", "Cause": "c"]]))
        try Replay.check(run)
    }

    @Test func `a catcher's Assign sees the error output`() throws {
        let run = try ScriptedRun.finished(
            Self.definition(#"{"ErrorEquals":["States.ALL"],"Next":"H","Assign":{"v.$":"$.Error"}}"#)
        ) { _ in .fail("E", "c") }
        #expect(run.machine.status == .succeeded(output: ["in": ["Error": "E", "Cause": "c"], "v": "E"]))
        try Replay.check(run)
    }

    @Test func `an error without name and cause is null in the error output`() throws {
        let run = try ScriptedRun.finished(Self.definition(#"{"ErrorEquals":["States.TaskFailed"],"Next":"G"}"#)) { _ in
            .fail(nil, nil)
        }
        #expect(run.machine.status == .succeeded(output: ["Error": nil, "Cause": nil]))
        #expect(run.details("LambdaFunctionFailed") == [[:]])
        try Replay.check(run)
    }

    @Test func `an expression that fails in a catcher is not caught again`() throws {
        let run = try ScriptedRun.finished(
            Self.definition(
                #"{"ErrorEquals":["E"],"Next":"H","Assign":{"v.$":"$.no"}},{"ErrorEquals":["States.ALL"],"Next":"G"}"#
            )
        ) { _ in .fail("E", "c") }
        #expect(run.lines.suffix(2) == ["5<4 LambdaFunctionFailed", "6<5 ExecutionFailed"])
        guard case .failed("States.Runtime", _) = run.machine.status else {
            Issue.record("The execution should have failed.")
            return
        }
    }

    @Test func `a runtime error is never caught, not even by its name`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "T",
                Definitions.task(
                    "T",
                    #""InputPath":"$.no","Retry":[{"ErrorEquals":["States.Runtime"]}],"#
                        + #""Catch":[{"ErrorEquals":["States.Runtime"],"Next":"H"}]"#
                ) + "," + Definitions.pass("H")
            )
        )
        #expect(run.lines == ["1<0 ExecutionStarted", "2<0 TaskStateEntered", "3<2 ExecutionFailed"])
    }
}
