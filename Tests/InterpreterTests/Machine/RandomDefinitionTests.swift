import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage
import Testing

@testable import QuickstepInterpreter

/// Definitions nobody thought of, run, crashed at every event and replayed.
struct RandomDefinitionTests {
    private static let runs = 0..<80

    @Test(arguments: runs)
    func `every prefix of a random run recovers`(number: Int) throws {
        let (run, note) = try Self.run(number)
        #expect(!run.machine.status.isRunning, Comment(rawValue: note))
        expectWellFormed(run, note)
        try Replay.check(run, note)
    }

    @Test func `the random runs together make every event but a yield`() throws {
        let made = try Set(Self.runs.flatMap { try Self.run($0).run.events.map(\.change.name) })
        let all = Set(StepCodingTests.changes.map(\.name)).subtracting(["yielded"])
        #expect(made.isSuperset(of: all), "missing: \(all.subtracting(made).sorted())")
    }

    @Test func `the random runs together use what makes a machine hard to recover`() throws {
        var used: Set<String> = []
        for number in Self.runs { used.formUnion(try Self.features(of: Self.run(number).run)) }
        #expect(
            used == [
                "retry with jitter", "catch", "Map in Parallel", "Parallel in Map", "limited concurrency",
                "callback", "activity", "job", "task timeout", "heartbeat timeout", "execution timeout", "variables",
                "redrive",
            ],
            "missing or new: \(used.sorted())"
        )
    }

    /// What a run has really done, not only what its definition has.
    private static func features(of run: ScriptedRun) throws -> Set<String> {
        var used: Set<String> = []
        for event in run.events {
            switch event.change {
            case .retryScheduled(let state, let retrier, _, _):
                let retriers = try run.definition.state(state).state.retriers
                if retriers[retrier].jitter == .full { used.insert("retry with jitter") }
            case .stateExited(_, _, _, _?, _):
                used.insert("variables")
            case .stateExited(let state, _, _, _, .state(let next)):
                let state = try run.definition.state(state).state
                if state.catchers.contains(where: { $0.next == next }), state.transition != .next(next) {
                    used.insert("catch")
                }
            case .mapStarted(_, let items, let concurrency) where concurrency < items.iterationCount:
                used.insert("limited concurrency")
            case .taskSucceeded(_, _, let resource, _):
                if resource.isActivity { used.insert("activity") }
                if resource.pattern == .callback { used.insert("callback") }
                if resource.pattern == .synchronousParsed { used.insert("job") }
            case .taskTimedOut(_, _, let limit, _, _, _):
                used.insert(limit == .heartbeat ? "heartbeat timeout" : "task timeout")
            case .executionTimedOut:
                used.insert("execution timeout")
            case .executionRedriven:
                used.insert("redrive")
            default:
                break
            }
            used.formUnion(try nesting(of: event.frame, in: run))
        }
        return used
    }

    private static func nesting(of frame: FrameID, in run: ScriptedRun) throws -> Set<String> {
        let types = try run.machine.pathElements(of: frame).map { try run.definition.state($0.state).type }
        return Set(
            zip(types, types.dropFirst()).compactMap { outer, inner in
                outer == inner ? nil : "\(inner.rawValue) in \(outer.rawValue)"
            }
        )
    }

    /// Run `number`, and what to print about it when something is wrong.
    private static func run(_ number: Int) throws -> (run: ScriptedRun, note: String) {
        let seed = 0x5EED_0000 + UInt64(number)
        var maker = RandomDefinition(seed: seed)
        let definition = maker.definition()
        var run = try ScriptedRun(
            definition,
            input: ["n": .number(JSONNumber(number % 10)), "items": ["a", "b", "c"], "heartbeat": 1],
            seed: seed
        ) { RandomDefinition.answer($0, seed: seed) }
        if number.isMultiple(of: 8) {
            try run.send(.start)
            for _ in 0..<(number / 8) { _ = try run.advance() }
            try run.send(.stop(error: "Stopped", cause: nil))
        } else {
            try run.finish()
        }
        // What did not succeed is taken up again, and some of that once more.
        if !number.isMultiple(of: 3) {
            for _ in 0..<(number % 3) where try !run.send(.redrive).isEmpty { try run.finish() }
        }
        return (run, "seed \(seed): \(definition)")
    }

    /// Ids are consecutive, and each event follows an earlier one.
    private func expectWellFormed(_ run: ScriptedRun, _ note: String) {
        let history = run.history
        #expect(history.map(\.id) == Array(1...history.count), Comment(rawValue: note))
        #expect(history.allSatisfy { $0.previousID < $0.id && $0.previousID >= 0 }, Comment(rawValue: note))
        let types = history.map(\.type)
        let ends = types.indices.filter {
            ["ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"].contains(types[$0])
        }
        // After each end comes a redrive or nothing.
        #expect(ends.last == types.count - 1, Comment(rawValue: note))
        #expect(ends.dropLast().allSatisfy { types[$0 + 1] == "ExecutionRedriven" }, Comment(rawValue: note))
        #expect(types.count { $0 == "ExecutionRedriven" } == ends.count - 1, Comment(rawValue: note))
    }
}
