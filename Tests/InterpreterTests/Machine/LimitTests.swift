import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct LimitTests {
    private static let loop = Definitions.machine(
        "C",
        #""C":{"Type":"Choice","Choices":[{"Variable":"$.go","BooleanEquals":true,"Next":"P"}],"Default":"E"},"#
            + Definitions.pass("P", next: "C") + "," + Definitions.pass("E")
    )

    @Test func `event number 25,000 ends the execution`() throws {
        let run = try ScriptedRun.finished(Self.loop, input: ["go": true])
        #expect(run.machine.lastEventID == 25_000)
        #expect(run.lines.last == "25000<24999 ExecutionFailed")
        #expect(
            run.machine.status
                == .failed(
                    error: "States.Runtime",
                    cause: "The execution reached the maximum number of history events (25000)."
                )
        )
    }

    @Test func `a long chain yields every 250 transitions and carries on`() throws {
        var run = try ScriptedRun(Self.loop, input: ["go": true])
        let events = try run.send(.start)
        #expect(events.last?.change == .yielded)
        #expect(events.filter { $0.change.name == "stateEntered" }.count == 250)
        #expect(run.machine.pendingActions == [.continueSoon])
        for _ in 0..<3 { _ = try run.advance() }
        #expect(run.journal.count == 4)
        try Replay.check(run)
    }

    @Test func `branches take turns when they yield`() throws {
        let endless = { (name: String) in
            Definitions.machine(
                name,
                Definitions.pass(name, next: "Loop\(name)")
                    + #","Loop\#(name)":{"Type":"Choice","Choices":[{"Variable":"$.no","IsPresent":true,"Next":"End\#(name)"}],"Default":"\#(name)"},"End\#(name)":{"Type":"Succeed"}"#
            )
        }
        var run = try ScriptedRun(Definitions.machine("P", Definitions.parallel("P", [endless("A"), endless("B")])))
        try run.send(.start)
        _ = try run.advance()
        let frames = run.journal.map { step in
            Set(step.events.filter { $0.change.name == "stateExited" }.map { run.machine.path(of: $0.frame) })
        }
        #expect(frames == [["P[0]"], ["P[1]"]])
        try Replay.check(run)
    }

    @Test func `an output past 262,144 bytes fails the state by its own name`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("Grow", Definitions.pass("Grow", #""Parameters":{"a.$":"$.t","b.$":"$.t"}"#)),
            input: ["t": .string(String(repeating: "é", count: 70_000))]
        )
        #expect(run.lines == ["1<0 ExecutionStarted", "2<0 PassStateEntered", "3<2 ExecutionFailed"])
        #expect(
            run.machine.status
                == .failed(
                    error: "States.DataLimitExceeded",
                    cause: "The state/task 'Grow' returned a result with a size exceeding the maximum number of bytes "
                        + "service limit."
                )
        )
    }

    @Test func `a value that a loop nests too deep ends the execution`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "A",
                Definitions.pass("A", #""Parameters":{"x.$":"$"}"#, next: "B") + ","
                    + #""B":{"Type":"Choice","Choices":[{"Variable":"$.stop","IsPresent":true,"Next":"E"}],"Default":"A"},"E":{"Type":"Succeed"}"#
            )
        )
        guard case .failed("States.Runtime", let cause) = run.machine.status else {
            Issue.record("The execution should have failed.")
            return
        }
        #expect(cause?.contains("512 levels") == true)
    }

    @Test func `a task's answer that is nested too deep ends the execution`() throws {
        var deep: JSONValue = 1
        for _ in 0..<600 { deep = [deep] }
        let answer = deep
        let run = try ScriptedRun.finished(Definitions.machine("T", Definitions.task("T"))) { _ in .succeed(answer) }
        #expect(run.lines.suffix(2) == ["5<4 LambdaFunctionFailed", "6<5 ExecutionFailed"])
    }
}
