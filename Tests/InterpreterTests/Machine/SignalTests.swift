import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepInterpreter

struct SignalTests {
    private static let task = Definitions.machine("T", Definitions.task("T", #""TimeoutSeconds": 60"#))

    @Test func `nothing happens before the start`() throws {
        var run = try ScriptedRun(Self.task)
        let signals: [Signal] = [
            .resume, .timerFired(TimerID(1)), .taskSucceeded(TaskID(3), output: 1), .stop(error: nil, cause: nil),
        ]
        for signal in signals {
            #expect(try run.send(signal).isEmpty)
        }
        #expect(!run.machine.hasStarted)
    }

    @Test func `deciding leaves the machine as it is`() throws {
        var run = try ScriptedRun(Self.task) { _ in .hang }
        try run.send(.start)
        let before = run.machine
        #expect(try !run.machine.decide(.taskSucceeded(TaskID(3), output: 1), at: run.now).isEmpty)
        #expect(run.machine == before)
    }

    @Test func `signals for unknown tasks and timers change nothing`() throws {
        var run = try ScriptedRun(Self.task) { _ in .hang }
        try run.send(.start)
        let before = run.machine
        let signals: [Signal] = [
            .start, .resume, .timerFired(TimerID(3)), .timerFired(TimerID(99)), .taskSucceeded(TaskID(4), output: 1),
            .taskFailed(TaskID(-1), error: "E", cause: nil),
        ]
        for signal in signals {
            #expect(try run.send(signal).isEmpty)
        }
        #expect(run.machine == before)
    }

    @Test func `a stopped execution is aborted and its work cancelled`() throws {
        var run = try ScriptedRun(Self.task) { _ in .hang }
        try run.send(.start)
        let events = try run.send(.stop(error: "Why", cause: "so"))
        #expect(run.lines.last == "5<0 ExecutionAborted")
        #expect(run.machine.status == .aborted(error: "Why", cause: "so"))
        #expect(
            events.flatMap { Execution.actions(for: $0) } == [
                .cancelTask(TaskID(3)), .cancelTimer(TimerID(4)), .finish(.aborted(error: "Why", cause: "so")),
            ]
        )
        #expect(run.machine.pendingActions.isEmpty)
        #expect(try run.send(.taskSucceeded(TaskID(3), output: 1)).isEmpty)
        try Replay.check(run)
    }

    @Test func `a stop without a reason leaves empty details`() throws {
        var run = try ScriptedRun(Definitions.machine("W", Definitions.wait("W", #""Seconds": 9"#)))
        try run.send(.start)
        try run.send(.stop(error: nil, cause: nil))
        #expect(run.lines == ["1<0 ExecutionStarted", "2<0 WaitStateEntered", "3<0 ExecutionAborted"])
        #expect(run.history.last?.json["executionAbortedEventDetails"] == [:])
    }

    @Test func `an execution past its own time budget times out`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("W", Definitions.wait("W", #""Seconds": 9"#), #""TimeoutSeconds": 4,"#)
        )
        #expect(run.lines == ["1<0 ExecutionStarted", "2<0 WaitStateEntered", "3<0 ExecutionTimedOut"])
        #expect(run.details("ExecutionTimedOut") == [["error": "States.Timeout"]])
        #expect(run.machine.status == .timedOut)
        #expect(run.machine.stoppedAt == ScriptedRun.startedAt.adding(milliseconds: 4_000))
        try Replay.check(run)
    }

    @Test func `an execution that ends in time takes its own timer back`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("A", Definitions.pass("A"), #""TimeoutSeconds": 4,"#))
        let last = try #require(run.events.last)
        #expect(Execution.actions(for: last) == [.cancelTimer(TimerID(1)), .finish(.succeeded(output: [:]))])
        try Replay.check(run)
    }
}
