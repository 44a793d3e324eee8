import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepInterpreter

struct WaitTests {
    @Test func `a Wait is left when its time has come`() throws {
        var run = try ScriptedRun(Definitions.machine("W", Definitions.wait("W", #""Seconds": 90"#)))
        try run.send(.start)
        let due = ScriptedRun.startedAt.adding(milliseconds: 90_000)
        #expect(run.machine.pendingActions == [.setTimer(TimerID(2), at: due)])
        try run.finish()
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 WaitStateEntered", "3<2 WaitStateExited", "4<3 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.stoppedAt == due)
        try Replay.check(run)
    }

    @Test(arguments: [#""Seconds": 0"#, #""Timestamp": "2020-01-01T00:00:00Z""#, #""SecondsPath": "$.zero""#])
    func `a time that has passed is not waited for`(fields: String) throws {
        var run = try ScriptedRun(Definitions.machine("W", Definitions.wait("W", fields)), input: ["zero": 0])
        try run.send(.start)
        #expect(!run.machine.status.isRunning)
        #expect(run.journal.count == 1)
        try Replay.check(run)
    }

    @Test func `a path finds the time in the effective input`() throws {
        var run = try ScriptedRun(
            Definitions.machine("W", Definitions.wait("W", #""InputPath": "$.a", "TimestampPath": "$.t""#)),
            input: ["a": ["t": "2025-01-01T00:00:01.5+00:00"]]
        )
        try run.send(.start)
        #expect(
            run.machine.pendingActions == [.setTimer(TimerID(2), at: ScriptedRun.startedAt.adding(milliseconds: 1_500))]
        )
    }

    @Test func `a time that cannot be found ends the execution after the Wait was entered`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("W", Definitions.wait("W", #""SecondsPath": "$.no""#))
        )
        #expect(run.lines == ["1<0 ExecutionStarted", "2<0 WaitStateEntered", "3<2 ExecutionFailed"])
        #expect(
            run.machine.status
                == .failed(
                    error: "States.Runtime",
                    cause: "An error occurred while executing the state 'W' (entered at the event id #2). "
                        + "The SecondsPath parameter does not reference an input value: $.no"
                )
        )
        try Replay.check(run)
    }
}
