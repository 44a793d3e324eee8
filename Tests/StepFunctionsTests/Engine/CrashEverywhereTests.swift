import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStepFunctions
import Testing

/// The power goes right before, or right after, each commit of a run.
///
/// The next process finishes it, with the same outcome.
struct CrashEverywhereTests {
    struct Scenario: Sendable, CustomTestStringConvertible {
        let name: String
        let definition: String
        let input: String
        /// How many tasks succeed in one run.
        let tasks: Int

        /// Events that may be there or not: a function that answers with its token races with its own end.
        var racing: Set<String> = []

        var testDescription: String { name }
    }

    static let scenarios = [
        Scenario(name: "Wait", definition: Definitions.wait, input: "{}", tasks: 0),
        Scenario(name: "Task", definition: Definitions.task, input: #"{"a": 1}"#, tasks: 2),
        Scenario(name: "Retry", definition: Definitions.retry, input: "{}", tasks: 1),
        Scenario(name: "Parallel", definition: Definitions.parallel, input: #"{"b": 2}"#, tasks: 2),
        Scenario(name: "Map", definition: Definitions.map, input: #"{"items": [1, 2, 3, 4, 5]}"#, tasks: 5),
        Scenario(name: "Catch", definition: Definitions.caught, input: #"{"c": 3}"#, tasks: 1),
        Scenario(name: "nested", definition: Definitions.nested, input: #"{"depth": 2}"#, tasks: 1),
        Scenario(
            name: "callback",
            definition: Definitions.callback,
            input: #"{"d": 4}"#,
            tasks: 1,
            racing: ["TaskSubmitted"]
        ),
        Scenario(
            name: "distributed Map",
            definition: Definitions.distributedTasks,
            input: #"{"items": [1, 2, 3, 4, 5]}"#,
            tasks: 0
        ),
        Scenario(name: "long loop", definition: Definitions.loop, input: #"{"n": 0}"#, tasks: 0),
    ]

    private func functions(_ log: CallLog) -> [Function] {
        [.echo("echo", log), .flaky("flaky", failing: 2, log), .answering("answer", log)]
    }

    @Test(arguments: scenarios)
    func `a crash at any commit changes nothing in the outcome`(scenario: Scenario) async throws {
        let log = CallLog()
        let counting = FaultInjectingStore(InMemoryStore(), faults: [:])
        let calm = try await Harness.start(counting, functions: functions(log))
        let outcome = try await calm.run(scenario.definition, input: scenario.input)
        let history = try await calm.history(outcome["executionArn"]?.stringValue ?? "")
        await calm.kernel.stop()
        let commits = counting.commits
        #expect(outcome["status"] == "SUCCEEDED")
        #expect(Self.successes(history) == scenario.tasks)
        #expect(commits >= 3)

        for number in 1...commits {
            for fault in [FaultInjectingStore.Fault.crashBefore, .crashAfter] {
                try await crash(scenario, at: number, fault, expecting: outcome, history, log)
            }
        }
    }

    private func crash(
        _ scenario: Scenario,
        at number: Int,
        _ fault: FaultInjectingStore.Fault,
        expecting outcome: JSONObject,
        _ history: [JSONValue],
        _ calmLog: CallLog
    ) async throws {
        let place = Comment(rawValue: "\(scenario.name): \(fault) commit \(number)")
        let log = CallLog()
        let store = InMemoryStore()
        let (crashes, crash) = AsyncStream.makeStream(of: Void.self)
        let (starts, started) = AsyncStream.makeStream(of: Harness.self)
        let faulty = FaultInjectingStore(store, faults: [number: fault]) { crash.yield() }
        let life = Task {
            // Even the start of the runtime commits something, and may be where the power goes.
            let first = try? await Harness.start(faulty, functions: functions(log))
            if let first { started.yield(first) }
            started.finish()
            _ = try? await first?.run(scenario.definition, input: scenario.input)
            // A run that ends before its last commit number (housekeeping may be grouped otherwise) never crashes.
            crash.finish()
        }
        for await _ in crashes { break }
        let rest = store.copy()
        // Without its store the first process would try to store its outcomes for ever.
        for await first in starts { await first.kernel.stop() }
        await life.value
        #expect(try await InspectionTests.inspect(rest).findings == [], place)
        let second = try await Harness.start(rest, functions: functions(log), seed: 2)
        let machine = try await second.create(scenario.definition)
        // Repeating the start is what a client does that got no answer; it finds the execution if there is one.
        let arn = try await begin(second, machine, scenario.input)
        await second.settle()
        let recovered = try await second.describe(arn)
        #expect(recovered["status"] == outcome["status"], place)
        if scenario.name != "Wait" { #expect(recovered["output"] == outcome["output"], place) }
        let events = try await second.history(arn)
        #expect(Self.types(events, scenario) == Self.types(history, scenario), place)
        #expect(events.map { $0["id"]?.intValue } == Array(1...events.count), place)
        #expect(Self.areInOrder(events), place)
        #expect(try await second.kernel.inspect().findings == [], place)
        await second.kernel.stop()

        for function in ["echo", "flaky"] {
            #expect(log.attempts(of: function) == calmLog.attempts(of: function), place)
        }
    }

    private func begin(_ harness: Harness, _ machine: String, _ input: String) async throws -> String {
        do throws(ServiceError) {
            return try await harness.begin(machine, input: input)
        } catch  where error.code == "ExecutionAlreadyExists" {
            return machine.replacing("stateMachine", with: "execution") + ":run"
        }
    }

    private static func types(_ events: [JSONValue], _ scenario: Scenario? = nil) -> [String] {
        events.compactMap { $0["type"]?.stringValue }.filter { scenario?.racing.contains($0) != true }.sorted()
    }

    /// Whether time never runs backwards in a history, across the crash too.
    private static func areInOrder(_ events: [JSONValue]) -> Bool {
        let times = events.compactMap { $0["timestamp"]?.doubleValue }
        return times == times.sorted()
    }

    private static func successes(_ events: [JSONValue]) -> Int {
        types(events).count { $0 == "TaskSucceeded" || $0 == "LambdaFunctionSucceeded" }
    }
}
