import QuickstepJSON
import Testing

@testable import QuickstepInterpreter

struct ParallelTests {
    private static let failing = #"{"StartAt":"Bad","States":{"Bad":{"Type":"Fail","Error":"E","Cause":"c"}}}"#

    private static func branch(_ name: String, _ more: String = "") -> String {
        let fields = more.isEmpty ? Definitions.functionParameters : "\(more),\(Definitions.functionParameters)"
        return Definitions.machine(name, Definitions.task(name, fields, resource: "arn:aws:states:::lambda:invoke"))
    }

    @Test func `the results stand in the order of the branches`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "P",
                Definitions.parallel("P", [Self.branch("A"), Self.branch("B")], #""ResultPath":"$.r""#)
            ),
            input: ["x": 1]
        ) { request in .succeed(.string(request.state), after: request.state == "A" ? 20 : 10) }
        #expect(run.machine.status == .succeeded(output: ["x": 1, "r": ["A", "B"]]))
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 ParallelStateEntered", "3<2 ParallelStateStarted",
                "4<3 TaskStateEntered", "5<4 TaskScheduled", "6<5 TaskStarted",
                "7<3 TaskStateEntered", "8<7 TaskScheduled", "9<8 TaskStarted",
                "10<9 TaskSucceeded", "11<10 TaskStateExited", "12<6 TaskSucceeded", "13<12 TaskStateExited",
                "14<13 ParallelStateSucceeded", "15<13 ParallelStateExited", "16<15 ExecutionSucceeded",
            ]
        )
        try Replay.check(run)
    }

    @Test func `a Fail in a branch fails the whole state`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("P", Definitions.parallel("P", [Self.failing])))
        #expect(run.lines.suffix(3) == ["4<3 FailStateEntered", "5<4 ParallelStateFailed", "6<5 ExecutionFailed"])
        #expect(run.machine.status == .failed(error: "E", cause: "c"))
        try Replay.check(run)
    }

    @Test func `a Task in a branch that fails is told of as aborted`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("P", Definitions.parallel("P", [Self.branch("A")]))) {
            _ in
            .fail("E", "c")
        }
        #expect(
            run.lines.suffix(4) == [
                "7<6 TaskFailed", "8<7 TaskStateAborted", "9<7 ParallelStateFailed", "10<9 ExecutionFailed",
            ]
        )
        try Replay.check(run)
    }

    @Test func `what other branches do is aborted and cancelled`() throws {
        let waiting = Definitions.machine("W", Definitions.wait("W", #""Seconds": 99"#))
        var run = try ScriptedRun(
            Definitions.machine(
                "P",
                Definitions.parallel("P", [Self.branch("A"), waiting, Self.branch("B", #""TimeoutSeconds": 9"#)])
            )
        ) { request in request.state == "A" ? .fail("E", nil, after: 5) : .hang }
        try run.finish()
        #expect(
            run.lines.suffix(6) == [
                "11<6 TaskFailed", "12<11 TaskStateAborted", "13<11 WaitStateAborted", "14<11 TaskStateAborted",
                "15<11 ParallelStateFailed", "16<15 ExecutionFailed",
            ]
        )
        let actions = run.events.suffix(5).flatMap { Execution.actions(for: $0) }
        #expect(
            actions == [
                .cancelTimer(TimerID(7)), .cancelTask(TaskID(9)), .cancelTimer(TimerID(10)),
                .finish(.failed(error: "E", cause: nil)),
            ]
        )
        try Replay.check(run)
    }

    @Test func `a caught failure leaves the state`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "P",
                Definitions.parallel("P", [Self.failing], #""Catch":[{"ErrorEquals":["E"],"Next":"H"}]"#) + ","
                    + Definitions.pass("H")
            )
        )
        #expect(
            run.lines.suffix(6) == [
                "4<3 FailStateEntered", "5<4 ParallelStateFailed", "6<5 ParallelStateExited", "7<6 PassStateEntered",
                "8<7 PassStateExited", "9<8 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: ["Error": "E", "Cause": "c"]))
        #expect(run.machine.frames.ids == [.root])
        try Replay.check(run)
    }

    @Test func `a retried state begins again without telling of the failure`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "P",
                Definitions.parallel("P", [Self.failing], #""Retry":[{"ErrorEquals":["E"],"MaxAttempts":2}]"#)
            )
        )
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 ParallelStateEntered", "3<2 ParallelStateStarted", "4<3 FailStateEntered",
                "5<4 ParallelStateStarted", "6<5 FailStateEntered", "7<6 ParallelStateStarted", "8<7 FailStateEntered",
                "9<8 ParallelStateFailed", "10<9 ExecutionFailed",
            ]
        )
        try Replay.check(run)
    }

    @Test func `a retried Task in a branch is aborted first`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "P",
                Definitions.parallel(
                    "P",
                    [Self.branch("A")],
                    #""Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":1}]"#
                )
            )
        ) { request in request.task.sequence < 8 ? .fail("E", nil) : .succeed(1) }
        #expect(run.lines[6...8] == ["7<6 TaskFailed", "8<7 TaskStateAborted", "9<7 ParallelStateStarted"])
        #expect(run.machine.status == .succeeded(output: [1]))
        try Replay.check(run)
    }

    @Test func `a runtime error in a branch ends the execution at once`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "P",
                Definitions.parallel(
                    "P",
                    [Definitions.machine("A", Definitions.pass("A", #""InputPath":"$.no""#)), Self.branch("B")],
                    #""Catch":[{"ErrorEquals":["States.ALL"],"Next":"H"}]"#
                ) + "," + Definitions.pass("H")
            )
        )
        #expect(run.lines.suffix(2) == ["4<3 PassStateEntered", "5<4 ExecutionFailed"])
        try Replay.check(run)
    }

    @Test func `a failure of its own ResultSelector follows the event that tells of the success`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "P",
                Definitions.parallel(
                    "P",
                    [Definitions.machine("A", Definitions.pass("A"))],
                    #""ResultSelector":{"v.$":"$.no"}"#
                )
            )
        )
        #expect(run.lines.suffix(2) == ["6<5 ParallelStateSucceeded", "7<6 ExecutionFailed"])
    }

    @Test func `nested failures travel outward one state at a time`() throws {
        let inner = Definitions.machine("Q", Definitions.parallel("Q", [Self.failing]))
        let run = try ScriptedRun.finished(Definitions.machine("P", Definitions.parallel("P", [inner])))
        #expect(
            run.lines.suffix(4) == [
                "6<5 FailStateEntered", "7<6 ParallelStateFailed", "8<7 ParallelStateFailed", "9<8 ExecutionFailed",
            ]
        )
        try Replay.check(run)
    }

    @Test func `a nested state in progress elsewhere is aborted with all below it`() throws {
        let inner = Definitions.machine("Q", Definitions.parallel("Q", [Self.branch("B")]))
        let run = try ScriptedRun.finished(
            Definitions.machine("P", Definitions.parallel("P", [Self.branch("A"), inner]))
        ) { request in request.state == "A" ? .fail("E", nil, after: 5) : .hang }
        #expect(
            run.lines.suffix(6) == [
                "12<6 TaskFailed", "13<12 TaskStateAborted", "14<12 TaskStateAborted", "15<12 ParallelStateAborted",
                "16<12 ParallelStateFailed", "17<16 ExecutionFailed",
            ]
        )
        try Replay.check(run)
    }

    @Test func `branches see outer variables and keep their own`() throws {
        let branch = { (name: String) in
            Definitions.machine(
                name,
                Definitions.pass(name, #""Assign":{"own\#(name)":"\#(name)"}"#, next: name + "2") + ","
                    + Definitions.pass(name + "2", #""Parameters":{"outer.$":"$outer","own.$":"$own\#(name)"}"#)
            )
        }
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "S",
                Definitions.pass("S", #""Assign":{"outer":1}"#, next: "P") + ","
                    + Definitions.parallel(
                        "P",
                        [branch("A"), branch("B")],
                        #""Assign":{"after.$":"$[0].own"}"#,
                        next: "E"
                    ) + ","
                    + Definitions.pass("E", #""Parameters":{"all.$":"$","after.$":"$after"}"#)
            )
        )
        #expect(
            run.machine.status
                == .succeeded(
                    output: ["all": [["outer": 1, "own": "A"], ["outer": 1, "own": "B"]], "after": "A"]
                )
        )
        try Replay.check(run)
    }
}
