import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

struct RedriveTests {
    /// Fails the first tries of the tasks that are named, each as often as said.
    private static func run(
        _ definition: String,
        input: JSONValue = [:],
        failing: [String: Int]
    ) throws -> ScriptedRun {
        var left = failing
        return try ScriptedRun(definition, input: input) { request in
            guard let count = left[request.state], count > 0 else { return .succeed(.string(request.state), after: 1) }
            left[request.state] = count - 1
            return .fail("E", "why", after: 1)
        }
    }

    private static func types(_ run: ScriptedRun) -> [String] {
        run.history.map { "\($0.id)<\($0.previousID) \($0.type)" }
    }

    @Test func `a failed task is scheduled again, without entering its state anew`() throws {
        let definition = """
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "T"},
            "T": {"Type": "Task", "Resource": "work", "End": true}}}
            """
        var run = try Self.run(definition, failing: ["T": 1])
        try run.finish()
        #expect(run.machine.status == .failed(error: "E", cause: "why"))
        try run.send(.redrive)
        try run.finish()
        #expect(run.machine.status == .succeeded(output: "T"))
        #expect(
            Self.types(run).suffix(7) == [
                "8<7 ExecutionFailed", "9<8 ExecutionRedriven", "10<9 LambdaFunctionScheduled",
                "11<10 LambdaFunctionStarted", "12<11 LambdaFunctionSucceeded", "13<12 TaskStateExited",
                "14<13 ExecutionSucceeded",
            ]
        )
        #expect(run.history[8].details == ["redriveCount": 1])
        try Replay.check(run)
    }

    @Test func `a state whose entry failed is entered again, and a Fail state fails again`() throws {
        let definition = #"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}"#
        var run = try Self.run(definition, failing: [:])
        try run.finish()
        try run.send(.redrive)
        try run.finish()
        #expect(run.machine.status == .failed(error: "E", cause: nil))
        #expect(Self.types(run).suffix(2) == ["5<4 FailStateEntered", "6<5 ExecutionFailed"])
        try Replay.check(run)
    }

    @Test func `branches that succeeded keep their results, the others carry on where they were`() throws {
        let definition = """
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "L", "States": {"L": {"Type": "Task", "Resource": "work", "End": true}}},
            {"StartAt": "M", "States": {"M": {"Type": "Task", "Resource": "work", "Next": "N"},
              "N": {"Type": "Task", "Resource": "work", "End": true}}},
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}]}}}
            """
        var run = try Self.run(definition, input: ["a": 1], failing: ["N": 1])
        try run.finish()
        #expect(run.machine.status == .failed(error: "E", cause: "why"))
        try run.send(.redrive)
        try run.finish()
        #expect(run.machine.status == .succeeded(output: ["L", "N", ["a": 1]]))
        #expect(run.requests.map(\.state) == ["L", "M", "N", "N"])
        #expect(run.history.count { $0.type == "ParallelStateStarted" } == 1)
        try Replay.check(run)
    }

    @Test func `iterations that succeeded keep their results, and the rest is begun`() throws {
        let definition = """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 2, "End": true, "ItemProcessor":
            {"StartAt": "C", "States": {
              "C": {"Type": "Choice", "Default": "Good", "Choices": [
                {"Variable": "$", "NumericEquals": 3, "Next": "Bad"}]},
              "Good": {"Type": "Task", "Resource": "work", "End": true},
              "Bad": {"Type": "Task", "Resource": "work", "End": true}}}}}}
            """
        var run = try Self.run(definition, input: [1, 2, 3, 4, 5], failing: ["Bad": 1])
        try run.finish()
        #expect(run.machine.status == .failed(error: "E", cause: "why"))
        try run.send(.redrive)
        try run.finish()
        #expect(run.machine.status == .succeeded(output: ["Good", "Good", "Bad", "Good", "Good"]))
        #expect(run.history.count { $0.type == "MapStateStarted" } == 1)
        try Replay.check(run)
    }

    @Test func `a redrive has its retries, its time and its number anew`() throws {
        let definition = """
            {"StartAt": "T", "TimeoutSeconds": 100, "States": {"T": {"Type": "Task", "Resource": "work",
            "Parameters": {"count.$": "$$.Execution.RedriveCount", "retry.$": "$$.State.RetryCount"},
            "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1, "IntervalSeconds": 60}], "End": true}}}
            """
        var run = try Self.run(definition, failing: ["T": 3])
        try run.finish()
        try run.send(.redrive)
        try run.finish()
        #expect(run.machine.status == .succeeded(output: "T"))
        #expect(
            run.requests.map(\.parameters) == [
                ["count": 0, "retry": 0], ["count": 0, "retry": 1], ["count": 1, "retry": 0], ["count": 1, "retry": 1],
            ]
        )
        try Replay.check(run)
    }

    @Test func `an execution that was stopped in a Wait waits again`() throws {
        let definition = #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}"#
        var run = try Self.run(definition, failing: [:])
        try run.send(.start)
        try run.send(.stop(error: nil, cause: nil))
        try run.send(.redrive)
        try run.finish()
        #expect(run.machine.status == .succeeded(output: [:]))
        #expect(run.now == ScriptedRun.startedAt.adding(milliseconds: 60_000))
        try Replay.check(run)
    }

    @Test func `neither a running execution nor one that succeeded is redriven`() throws {
        var run = try Self.run(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}"#,
            failing: [:]
        )
        try run.send(.start)
        #expect(try run.send(.redrive).isEmpty)
        try run.finish()
        #expect(try run.send(.redrive).isEmpty)
        #expect(run.machine.status == .succeeded(output: [:]))
    }
}
