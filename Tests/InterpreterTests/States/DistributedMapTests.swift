import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

struct DistributedMapTests {
    /// A machine of one distributed Map state, or of two states where one comes before it.
    private static func machine(_ fields: String = "", before: Bool = false, retry: String = "") -> String {
        let processor =
            #"{"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I", "#
            + #""States": {"I": {"Type": "Pass", "End": true}}}"#
        let map = #"{"Type": "Map", "Label": "items", "ItemProcessor": \#(processor), "End": true\#(fields)\#(retry)}"#
        let first = before ? #""B": {"Type": "Pass", "Next": "M"}, "# : ""
        return #"{"StartAt": "\#(before ? "B" : "M")", "States": {\#(first)"M": \#(map)}}"#
    }

    private static func finished(
        _ definition: String,
        input: JSONValue,
        ends: [ScriptedResult]
    ) throws -> ScriptedRun {
        var run = try ScriptedRun(definition, input: input)
        run.mapRunEnds = ends
        try run.finish()
        return run
    }

    @Test func `a run that succeeds has the history of section 4-8`() throws {
        let run = try Self.finished(Self.machine(), input: [1, 2], ends: [.succeed([10, 20], after: 5)])
        #expect(
            run.lines == [
                "1<0 ExecutionStarted", "2<0 MapStateEntered", "3<2 MapStateStarted", "4<3 MapRunStarted",
                "5<4 MapRunSucceeded", "6<5 MapStateSucceeded", "7<5 MapStateExited", "8<7 ExecutionSucceeded",
            ]
        )
        #expect(run.details("MapStateStarted") == [["length": 2]])
        let arn = run.details("MapRunStarted").first?["mapRunArn"]?.stringValue ?? ""
        #expect(arn.hasPrefix("arn:aws:states:us-east-1:000000000000:mapRun:machine/items:"))
        #expect(run.machine.status == .succeeded(output: [10, 20]))
        try Replay.check(run)
    }

    @Test func `behind another state MapStateExited follows MapRunStarted`() throws {
        let run = try Self.finished(Self.machine(before: true), input: [1], ends: [.succeed([1])])
        #expect(
            run.lines.suffix(5) == [
                "6<5 MapRunStarted", "7<6 MapRunSucceeded", "8<7 MapStateSucceeded", "9<6 MapStateExited",
                "10<9 ExecutionSucceeded",
            ]
        )
        try Replay.check(run)
    }

    @Test func `a run that fails fails the state`() throws {
        let end = ScriptedResult.fail("States.ItemReaderFailed", "no such file")
        let run = try Self.finished(Self.machine(), input: [1], ends: [end])
        #expect(
            run.lines.suffix(3) == ["5<4 MapRunFailed", "6<5 MapStateFailed", "7<6 ExecutionFailed"]
        )
        #expect(run.details("MapRunFailed") == [["error": "States.ItemReaderFailed", "cause": "no such file"]])
        try Replay.check(run)
    }

    @Test func `a failure is retried with a run of its own, and caught after that`() throws {
        let handlers =
            #", "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]"#
        let definition = Self.machine(retry: handlers).replacing(
            #""States": {"M""#,
            with: #""States": {"C": {"Type": "Succeed"}, "M""#
        )
        let end = ScriptedResult.fail("States.ExceedToleratedFailureThreshold", "too many")
        let run = try Self.finished(definition, input: [1], ends: [end, end])
        #expect(run.mapRuns.count == 2)
        #expect(run.mapRuns[0].arn != run.mapRuns[1].arn)
        #expect(
            run.machine.status
                == .succeeded(output: ["Error": "States.ExceedToleratedFailureThreshold", "Cause": "too many"])
        )
        try Replay.check(run)
    }

    @Test(arguments: [
        (
            #", "ToleratedFailureCountPath": "$.n""#,
            "The ToleratedFailureCountPath field refers to value \"x\" which is not a valid integer: $.n"
        ),
        (
            #", "ItemBatcher": {"MaxItemsPerBatchPath": "$.n"}"#,
            "The MaxItemsPerBatchPath field refers to value \"x\" which is not a valid integer: $.n"
        ),
    ])
    func `what is wrong with its settings ends the execution behind MapStateStarted`(fields: String, cause: String)
        throws
    {
        let run = try Self.finished(
            Self.machine(#", "ItemsPath": "$.items""# + fields),
            input: ["items": [1], "n": "x"],
            ends: []
        )
        #expect(run.lines.suffix(2) == ["3<2 MapStateStarted", "4<3 ExecutionFailed"])
        let found = run.details("ExecutionFailed").first?["cause"]?.stringValue
        #expect(found == "An error occurred while executing the state 'M' (entered at the event id #2). " + cause)
        try Replay.check(run)
    }

    @Test func `a run gets what its state decided, and no more than its selector reads`() throws {
        let fields =
            #", "ItemsPath": "$.items", "MaxConcurrency": 7, "ToleratedFailureCount": 2, "#
            + #""ItemSelector": {"a.$": "$.a", "v.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index"}, "#
            + #""ItemBatcher": {"MaxItemsPerBatch": 3, "BatchInput": {"b.$": "$.a"}}, "#
            + #""ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket.$": "$.a", "Prefix": "p"}}"#
        let run = try Self.finished(Self.machine(fields), input: ["items": [5, 6], "a": "x"], ends: [.succeed([])])
        let request = try #require(run.mapRuns.first)
        #expect(request.items == [5, 6])
        #expect(request.concurrency == 7)
        #expect(request.tolerance == MapRunRequest.Tolerance(count: 2))
        #expect(request.batch == MapRunRequest.Batch(maxItems: 3, maxBytes: nil, input: ["b": "x"]))
        #expect(request.writing == ["Bucket": "x", "Prefix": "p"])
        #expect(MapRunRequest(json: request.json) == request)
        guard case .map(let map)? = run.definition.machine.states["M"]?.kind else { return #expect(Bool(false)) }
        let selection = ItemSelection(of: request, by: map.itemSelector, seed: 3)
        #expect(
            try selection.input(of: ItemSelection.Item(index: 1, value: 6)) == ["a": "x", "v": 6, "i": 1]
        )
        let plain = try Self.finished(Self.machine(#", "ItemsPath": "$.items""#), input: ["items": [5]], ends: [])
        #expect(plain.mapRuns.first?.surroundings == MapRunRequest.Surroundings())
        try Replay.check(run)
    }

    @Test func `a stop gives the run up, and a redrive takes the same one up again`() throws {
        var run = try Self.finished(Self.machine(), input: [1], ends: [])
        let arn = run.mapRuns.first?.arn
        try run.send(.stop(error: nil, cause: nil))
        #expect(run.lines.last == "5<0 ExecutionAborted")
        run.mapRunEnds = [.succeed([1])]
        try run.send(.redrive)
        try run.finish()
        #expect(
            run.lines.suffix(6) == [
                "6<5 ExecutionRedriven", "7<6 MapRunRedriven", "8<7 MapRunSucceeded", "9<8 MapStateSucceeded",
                "10<8 MapStateExited", "11<10 ExecutionSucceeded",
            ]
        )
        #expect(run.details("MapRunRedriven") == [["mapRunArn": .string(arn ?? ""), "redriveCount": 1]])
        #expect(run.mapRuns.count == 1)
        try Replay.check(run)
    }

    @Test func `a run whose items could not be read is begun anew by a redrive`() throws {
        let end = ScriptedResult.fail("States.ItemReaderFailed", "no such file")
        var run = try Self.finished(Self.machine(), input: [1], ends: [end, .succeed([1])])
        try run.send(.redrive)
        try run.finish()
        #expect(run.mapRuns.count == 2)
        #expect(run.machine.status == .succeeded(output: [1]))
        try Replay.check(run)
    }

    @Test func `a run is given up with the branch that it is in`() throws {
        let map = Self.machine()
        let failing =
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "F"}, "F": {"Type": "Fail", "Error": "E"}}}"#
        let definition =
            #"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [\#(map), \#(failing)]}}}"#
        let run = try Self.finished(definition, input: [1], ends: [])
        #expect(run.lines.contains { $0.hasSuffix(" MapRunAborted") })
        let actions = run.events.flatMap { Execution.actions(for: $0) }
        #expect(actions.contains(.cancelTask(run.mapRuns[0].run)))
        try Replay.check(run)
    }
}
