import QuickstepJSON
import QuickstepPrimitives
import Testing

@testable import QuickstepInterpreter

struct MapTests {
    private static let passing = Definitions.machine("In", Definitions.pass("In"))
    private static let failing = #"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"c"}}}"#
    /// Of the generic form, which takes any parameters: an iteration's input is often no more than a number.
    private static let tasks = Definitions.machine(
        "T",
        Definitions.task("T", resource: "arn:aws:states:::aws-sdk:lambda:invoke")
    )

    @Test func `one iteration has the history of section 4-7`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("M", Definitions.map("M", Self.passing)), input: ["a"])
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 MapStateEntered", "3<2 MapStateStarted", "4<3 MapIterationStarted",
                "5<4 PassStateEntered", "6<5 PassStateExited", "7<6 MapIterationSucceeded", "8<7 MapStateSucceeded",
                "9<7 MapStateExited", "10<9 ExecutionSucceeded",
            ]
        )
        #expect(run.details("MapStateStarted") == [["length": 1]])
        #expect(run.details("MapIterationStarted") == [["name": "M", "index": 0]])
        try Replay.check(run)
    }

    @Test func `sequential iterations follow the last event of the one before`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("M", Definitions.map("M", Self.passing, #""MaxConcurrency": 1"#)),
            input: [1, 2, 3]
        )
        #expect(
            run.lines.dropFirst(3) == [
                "4<3 MapIterationStarted", "5<4 PassStateEntered", "6<5 PassStateExited", "7<6 MapIterationSucceeded",
                "8<6 MapIterationStarted", "9<8 PassStateEntered", "10<9 PassStateExited",
                "11<10 MapIterationSucceeded",
                "12<10 MapIterationStarted", "13<12 PassStateEntered", "14<13 PassStateExited",
                "15<14 MapIterationSucceeded",
                "16<15 MapStateSucceeded", "17<15 MapStateExited", "18<17 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: [1, 2, 3]))
        try Replay.check(run)
    }

    @Test func `no items give an empty array`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("M", Definitions.map("M", Self.passing)), input: [])
        #expect(
            run.lines.dropFirst(2) == [
                "3<2 MapStateStarted", "4<3 MapStateSucceeded", "5<3 MapStateExited", "6<5 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: []))
        try Replay.check(run)
    }

    @Test(arguments: [
        (
            #""ToleratedFailureCountPath": "$[0]""#,
            #"The ToleratedFailureCountPath field refers to value "a" which is not a valid integer: $[0]"#
        ),
        (#""ToleratedFailureCountPath": "$[1]""#, "ToleratedFailureCount cannot be negative."),
        (
            #""ToleratedFailurePercentagePath": "$[1]""#,
            "ToleratedFailurePercentage must be between 0 and 100."
        ),
    ])
    func `wrong tolerated failures end the execution once the Map has started`(fields: String, cause: String) throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("M", Definitions.map("M", Self.passing, fields)),
            input: ["a", -1]
        )
        #expect(run.lines.dropFirst(2) == ["3<2 MapStateStarted", "4<3 ExecutionFailed"])
        let prefix = "An error occurred while executing the state 'M' (entered at the event id #2). "
        #expect(run.details("ExecutionFailed") == [["error": "States.Runtime", "cause": .string(prefix + cause)]])
        try Replay.check(run)
    }

    @Test func `an inline Map tolerates no failure`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("M", Definitions.map("M", Self.failing, #""ToleratedFailureCount": 5"#)),
            input: [1]
        )
        #expect(run.machine.status == .failed(error: "E", cause: "c"))
        try Replay.check(run)
    }

    @Test func `a failing iteration fails the Map`() throws {
        let run = try ScriptedRun.finished(Definitions.machine("M", Definitions.map("M", Self.failing)), input: [1])
        #expect(
            run.lines.dropFirst(3) == [
                "4<3 MapIterationStarted", "5<4 FailStateEntered", "6<5 MapIterationFailed", "7<5 MapStateFailed",
                "8<7 ExecutionFailed",
            ]
        )
        try Replay.check(run)
    }

    @Test func `a caught failure leaves the Map`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "M",
                Definitions.map(
                    "M",
                    Self.failing,
                    #""Catch":[{"ErrorEquals":["E"],"Next":"H","ResultPath":"$.error"}]"#
                ) + ","
                    + Definitions.pass("H"),
            ),
            input: ["k": 1]
        )
        #expect(
            run.lines.dropFirst(5) == [
                "6<5 MapIterationFailed", "7<5 MapStateFailed", "8<7 MapStateExited", "9<8 PassStateEntered",
                "10<9 PassStateExited", "11<10 ExecutionSucceeded",
            ]
        )
        #expect(run.machine.status == .succeeded(output: ["k": 1, "error": ["Error": "E", "Cause": "c"]]))
        try Replay.check(run)
    }

    @Test func `a retried Map begins again with MapStateStarted`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "M",
                Definitions.map("M", Self.failing, #""Retry":[{"ErrorEquals":["E"],"MaxAttempts":2}]"#)
            ),
            input: [1]
        )
        #expect(
            run.lines.dropFirst(4) == [
                "5<4 FailStateEntered", "6<5 MapIterationFailed", "7<5 MapStateStarted", "8<7 MapIterationStarted",
                "9<8 FailStateEntered", "10<9 MapIterationFailed", "11<9 MapStateStarted", "12<11 MapIterationStarted",
                "13<12 FailStateEntered", "14<13 MapIterationFailed", "15<13 MapStateFailed", "16<15 ExecutionFailed",
            ]
        )
        try Replay.check(run)
    }

    @Test func `what other iterations do is aborted in order`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("M", Definitions.map("M", Self.tasks)),
            input: [0, 1, 2]
        ) { request in
            request.parameters == 1 ? .fail("E", nil, after: 1) : .hang
        }
        #expect(run.lines[3...5] == ["4<3 MapIterationStarted", "5<3 MapIterationStarted", "6<3 MapIterationStarted"])
        #expect(
            run.lines.dropFirst(15) == [
                "16<12 TaskFailed", "17<16 MapIterationFailed", "18<16 TaskStateAborted", "19<16 MapIterationAborted",
                "20<16 TaskStateAborted", "21<16 MapIterationAborted", "22<16 TaskStateAborted", "23<16 MapStateFailed",
                "24<23 ExecutionFailed",
            ]
        )
        #expect(run.details("MapIterationFailed") == [["name": "M", "index": 1]])
        #expect(run.details("MapIterationAborted") == [["name": "M", "index": 0], ["name": "M", "index": 2]])
        try Replay.check(run)
    }

    @Test func `no more iterations run than MaxConcurrency allows, and they begin in order`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("M", Definitions.map("M", Self.tasks, #""MaxConcurrency": 2"#)),
            input: [30, 10, 10, 5]
        ) { request in .succeed(request.parameters, after: Int64(request.parameters.intValue ?? 0)) }
        var running = 0
        var most = 0
        var begun: [Int] = []
        for event in run.events {
            switch event.change {
            case .iterationStarted(_, _, let index, _):
                running += 1
                begun.append(index)
            case .iterationSucceeded: running -= 1
            default: break
            }
            most = max(most, running)
        }
        #expect(most == 2)
        #expect(begun == [0, 1, 2, 3])
        #expect(run.machine.status == .succeeded(output: [30, 10, 10, 5]))
        try Replay.check(run)
    }

    @Test func `at most forty inline iterations run at once`() throws {
        var run = try ScriptedRun(
            Definitions.machine("M", Definitions.map("M", Self.tasks)),
            input: .array((0..<100).map { .number(JSONNumber($0)) })
        ) { _ in .succeed(1, after: 1) }
        try run.send(.start)
        #expect(run.machine.pendingActions.count == 40)
        try run.finish()
        #expect(run.machine.status == .succeeded(output: .array(Array(repeating: 1, count: 100))))
        try Replay.check(run)
    }

    @Test func `the item selector sees the Map's input and the item`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "M",
                Definitions.map(
                    "M",
                    Definitions.machine(
                        "In",
                        Definitions.pass("In", #""Parameters":{"in.$":"$","again.$":"$$.Map.Item.Value"}"#)
                    ),
                    #""ItemsPath":"$.list","ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value","all.$":"$.other"}"#
                )
            ),
            input: ["list": ["x", "y"], "other": true]
        )
        #expect(
            run.machine.status
                == .succeeded(
                    output: [
                        ["in": ["i": 0, "v": "x", "all": true], "again": "x"],
                        ["in": ["i": 1, "v": "y", "all": true], "again": "y"],
                    ]
                )
        )
        try Replay.check(run)
    }

    @Test func `an object's members are items with keys`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "M",
                Definitions.map(
                    "M",
                    Self.passing,
                    #""ItemSelector":{"k.$":"$$.Map.Item.Key","v.$":"$$.Map.Item.Value"}"#
                )
            ),
            input: ["a": 1, "b": nil]
        )
        #expect(run.machine.status == .succeeded(output: [["k": "a", "v": 1], ["k": "b", "v": nil]]))
        #expect(run.details("MapStateStarted") == [["length": 2]])
        try Replay.check(run)
    }

    @Test func `items that are no items end the execution after the Map was entered`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine("M", Definitions.map("M", Self.passing, #""ItemsPath":"$.x""#)),
            input: ["x": 1]
        )
        #expect(run.lines == ["1<0 ExecutionStarted", "2<0 MapStateEntered", "3<2 ExecutionFailed"])
        guard case .failed("States.Runtime", let cause) = run.machine.status else {
            Issue.record("The execution should have failed.")
            return
        }
        #expect(cause?.hasSuffix(#"Reference path "$.x" must point to array."#) == true)
    }

    @Test func `a runtime error in an iteration ends the execution at once`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "M",
                Definitions.map("M", Definitions.machine("A", Definitions.pass("A", #""InputPath":"$.no""#)))
            ),
            input: [[:]]
        )
        #expect(run.lines.suffix(2) == ["5<4 PassStateEntered", "6<5 ExecutionFailed"])
        try Replay.check(run)
    }

    @Test func `nested Maps give nested arrays, and frames have names`() throws {
        let inner = Definitions.machine("N", Definitions.map("N", Self.tasks, #""MaxConcurrency": 1"#))
        var run = try ScriptedRun(
            Definitions.machine("M", Definitions.map("M", inner, #""MaxConcurrency": 2"#)),
            input: [[1, 2], [], [3]]
        ) { request in .succeed(request.parameters, after: 1) }
        try run.finish()
        #expect(run.machine.status == .succeeded(output: [[1, 2], [], [3]]))
        let scheduled = run.events.filter { $0.change.name == "taskScheduled" }
        #expect(scheduled.map { run.machine.path(of: $0.frame) } == ["M[0]/N[0]", "M[2]/N[0]", "M[0]/N[1]"])
        try Replay.check(run)
    }

    @Test func `an item selector that fails can be caught and cancels what runs`() throws {
        let run = try ScriptedRun.finished(
            Definitions.machine(
                "M",
                Definitions.map(
                    "M",
                    Self.tasks,
                    #""ItemSelector":{"v.$":"States.ArrayGetItem($.list, $$.Map.Item.Value)"},"ItemsPath":"$.wanted","#
                        + #""Catch":[{"ErrorEquals":["States.IntrinsicFailure"],"Next":"H"}]"#
                ) + "," + Definitions.pass("H", #""Result":"caught""#)
            ),
            input: ["list": [1], "wanted": [0, 9]]
        ) { _ in .hang }
        #expect(run.machine.status == .succeeded(output: "caught"))
        try Replay.check(run)
    }
}
