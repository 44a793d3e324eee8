import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepInterpreter

struct RetryTests {
    private static func definition(_ retry: String, _ more: String = "") -> String {
        Definitions.machine(
            "T",
            Definitions.task("T", #""Retry":[\#(retry)]\#(more),"Parameters":{"n.$":"$$.State.RetryCount"}"#) + ","
                + Definitions.pass("H", #""Result":"caught""#)
        )
    }

    /// The delays of the retries in milliseconds, from the events.
    private static func delays(of run: ScriptedRun) -> [Int64] {
        run.journal.flatMap { step in
            step.events.compactMap { event in
                guard case .retryScheduled(_, _, _, let at) = event.change else { return nil }
                return at.milliseconds(since: step.time)
            }
        }
    }

    @Test func `a task is repeated from its scheduling with the count of retries`() throws {
        let run = try ScriptedRun.finished(
            Self.definition(#"{"ErrorEquals":["E"],"IntervalSeconds":2,"BackoffRate":3}"#)
        ) { request in
            request.parameters == ["n": 2] ? .succeed("ok") : .fail("E", nil)
        }
        #expect(
            run.lines.dropFirst(2) == [
                "3<2 LambdaFunctionScheduled", "4<3 LambdaFunctionStarted", "5<4 LambdaFunctionFailed",
                "6<5 LambdaFunctionScheduled", "7<6 LambdaFunctionStarted", "8<7 LambdaFunctionFailed",
                "9<8 LambdaFunctionScheduled", "10<9 LambdaFunctionStarted", "11<10 LambdaFunctionSucceeded",
                "12<11 TaskStateExited", "13<12 ExecutionSucceeded",
            ]
        )
        #expect(Self.delays(of: run) == [2_000, 6_000])
        try Replay.check(run)
    }

    @Test func `a retrier that is used up leaves the error to Catch, not to a later retrier`() throws {
        let run = try ScriptedRun.finished(
            Self.definition(
                #"{"ErrorEquals":["E"],"MaxAttempts":1},{"ErrorEquals":["States.ALL"],"MaxAttempts":5}"#,
                #","Catch":[{"ErrorEquals":["E"],"Next":"H"}]"#
            )
        ) { _ in .fail("E", nil) }
        #expect(run.events.filter { $0.change.name == "taskFailed" }.count == 2)
        #expect(run.machine.status == .succeeded(output: "caught"))
        try Replay.check(run)
    }

    @Test func `each retrier counts for itself`() throws {
        let errors = ["A", "B", "A", "B", "A"]
        let run = try ScriptedRun.finished(
            Self.definition(#"{"ErrorEquals":["A"],"MaxAttempts":2},{"ErrorEquals":["B"],"MaxAttempts":2}"#)
        ) { request in .fail(errors[request.attempt], nil) }
        #expect(run.events.filter { $0.change.name == "taskFailed" }.count == 5)
        #expect(run.machine.status == .failed(error: "A", cause: nil))
        try Replay.check(run)
    }

    @Test func `counts begin afresh when the state is entered again`() throws {
        let loop = Definitions.machine(
            "T",
            Definitions.task(
                "T",
                #""Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}],"Catch":[{"ErrorEquals":["E"],"Next":"C"}]"#
            )
                + #","C":{"Type":"Choice","Choices":[{"Variable":"$.Cause","StringEquals":"4","Next":"End"}],"Default":"T"},"#
                + Definitions.pass("End")
        )
        var calls = 0
        let run = try ScriptedRun.finished(loop) { _ in
            calls += 1
            return .fail("E", String(calls))
        }
        #expect(calls == 4)
        #expect(run.events.filter { $0.change.name == "retryScheduled" }.count == 2)
    }

    @Test func `jitter draws from zero to the delay, and a replay draws the same`() throws {
        let definition = Self.definition(
            #"{"ErrorEquals":["E"],"IntervalSeconds":10,"BackoffRate":1,"MaxAttempts":20,"JitterStrategy":"FULL"}"#
        )
        let run = try ScriptedRun.finished(definition) { _ in .fail("E", nil) }
        let delays = Self.delays(of: run)
        #expect(delays.count == 20)
        #expect(delays.allSatisfy { (0...10_000).contains($0) })
        #expect(Set(delays).count > 10)
        try Replay.check(run)
        let other = try ScriptedRun.finished(definition, seed: 8) { _ in .fail("E", nil) }
        #expect(Self.delays(of: other) != delays)
    }

    @Test func `a timeout can be retried and caught`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "T",
                Definitions.task(
                    "T",
                    #""TimeoutSeconds":5,"Retry":[{"ErrorEquals":["States.Timeout"],"MaxAttempts":1}],"#
                        + #""Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"No"},{"ErrorEquals":["States.Timeout"],"Next":"H"}]"#
                ) + "," + Definitions.pass("H") + "," + Definitions.pass("No")
            )
        ) { _ in .hang }
        #expect(run.machine.status == .succeeded(output: ["Error": "States.Timeout", "Cause": ""]))
        #expect(run.machine.stoppedAt == ScriptedRun.startedAt.adding(milliseconds: 11_000))
        try Replay.check(run)
    }

    @Test func `the first matching retrier decides`() throws {
        let run = try ScriptedRun.finished(
            Self.definition(#"{"ErrorEquals":["Other","E"],"MaxAttempts":0},{"ErrorEquals":["States.ALL"]}"#)
        ) { _ in .fail("E", "why") }
        #expect(run.machine.status == .failed(error: "E", cause: "why"))
    }
}
