import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import Synchronization
import Testing

@testable import QuickstepServiceKit
@testable import QuickstepStepFunctions

/// A queue service that has no time for its first calls.
private final class StumblingQueues: Service {
    let name = "sqs"
    private let stumbles: Mutex<Int>

    init(stumbles: Int) {
        self.stumbles = Mutex(stumbles)
    }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let isStumbling = stumbles.withLock { stumbles in
            defer { stumbles = max(0, stumbles - 1) }
            return stumbles > 0
        }
        if isStumbling { throw .throttled() }
        return ServiceResponse(["MessageId": "m"])
    }
}

/// What goes wrong around an execution is no part of its history.
struct TroubleTests {
    private static let owner = Owner(kind: .execution, name: "machine:run")

    private static let send = """
        {"StartAt": "Send", "States": {
          "Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "q", "MessageBody": "b"}, "End": true}}}
        """

    private func types(_ harness: Harness, _ arn: String) async throws -> [String] {
        try await harness.history(arn).compactMap { $0["type"]?.stringValue }
    }

    /// Waits until nothing is on its way, with the timers' driver at rest.
    private func rest(_ kernel: Kernel) async {
        while kernel.activity.reading.isBusy { await Task.yield() }
    }

    @Test func `a service that has no time now delays a task, and does not fail it`() async throws {
        let harness = try await Harness.start(InMemoryStore(), neighbours: [StumblingQueues(stumbles: 3)])
        let outcome = try await harness.run(Self.send)
        #expect(outcome["status"] == "SUCCEEDED")
        let types = try await types(harness, outcome["executionArn"]?.stringValue ?? "")
        #expect(!types.contains("TaskFailed"))
        #expect(types.count { $0 == "TaskSucceeded" } == 1)
        await harness.kernel.stop()
    }

    @Test func `a read that fails while a function is asked for delays the task, and does not fail it`() async throws {
        let store = FlakyReadStore()
        let log = CallLog()
        let harness = try await Harness.start(store, functions: [.echo("echo", log)])
        let machine = try await harness.create(
            """
            {"StartAt": "Later", "States": {
              "Later": {"Type": "Wait", "Seconds": 60, "Next": "Ask"},
              "Ask": {"Type": "Task", "Resource": "echo", "End": true}}}
            """
        )
        // The function is asked for when time goes on, which it does not yet.
        harness.kernel.activity.begin()
        let arn = try await harness.begin(machine)
        // A refused turn has the numbers' reservation read anew by the next that draws one.
        await #expect(throws: ServiceError.self) { try await harness.describe("nonsense") }
        store.failNextReads(of: Owner(kind: .runtime, name: "sequence").key, count: 2, after: 0)
        harness.kernel.activity.end()
        await harness.settle()
        #expect(try await harness.describe(arn)["status"] == "SUCCEEDED")
        #expect(try await !types(harness, arn).contains { $0.hasSuffix("Failed") })
        await harness.kernel.stop()
    }

    @Test func `a signal that comes after the runtime's end leaves no trace, and the next runtime carries on`()
        async throws
    {
        let log = CallLog()
        let store = InMemoryStore()
        let first = try await Harness.start(store, functions: [.echo("echo", log)])
        await first.kernel.timers.pause()
        let arn = try await first.begin(try await first.create(Definitions.task))
        await first.kernel.stop()
        let rows = store.range(StoreKey(bytes: [])..<StoreKey(bytes: [0xFF]), limit: .max, reversed: false)
        first.states.timerDue(ShellTimer.carryOn(Self.owner, startedAt: epoch))
        await rest(first.kernel)
        #expect(store.range(StoreKey(bytes: [])..<StoreKey(bytes: [0xFF]), limit: .max, reversed: false) == rows)

        let second = try await Harness.start(store, functions: [.echo("echo", log)], seed: 2)
        await second.settle()
        let description = try await second.describe(arn)
        #expect(description["quickstepQuarantine"] == nil)
        #expect(description["status"] == "SUCCEEDED")
        await second.kernel.stop()
    }

    @Test func `an execution that is to carry on at two moments has one timer for it`() async throws {
        let store = InMemoryStore()
        let harness = try await Harness.start(store)
        await harness.settle()
        await harness.kernel.timers.pause()
        func spin(_ state: String) -> String {
            """
            "\(state)": {"Type": "Choice", "Default": "\(state) on", "Choices": [
              {"Variable": "$.enough", "IsPresent": true, "Next": "\(state) end"}]},
            "\(state) on": {"Type": "Pass", "Next": "\(state)"},
            "\(state) end": {"Type": "Succeed"}
            """
        }
        let definition = """
            {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 60, "Next": "A"}, \(spin("A"))}},
              {"StartAt": "B", "States": {\(spin("B"))}}]}}}
            """
        _ = try await harness.begin(try await harness.create(definition))
        func timers() throws -> [RuntimeTimer] {
            let rows = store.range(RuntimeTimer.index.prefixRange, limit: .max, reversed: false)
            return rows.compactMap { RuntimeTimer(row: $0) }.filter { $0.id.owner == Self.owner }
        }
        func fire(_ timer: RuntimeTimer?) async throws {
            harness.kernel.clock.advance(to: harness.kernel.clock.now.adding(milliseconds: 60_000))
            harness.states.timerDue(try #require(timer))
            await rest(harness.kernel)
        }
        // The first step ends with a yield; the wait's end comes before the execution has carried on, and brings another.
        try await fire(timers().first)
        #expect(try timers().map(\.id.number).sorted().prefix(1) == [ShellTimer.carryOn])
        try await fire(timers().first { $0.id.number != ShellTimer.carryOn })
        #expect(try timers().map(\.id.number) == [ShellTimer.carryOn])
        await harness.kernel.stop()
    }

    @Test func `a quarantine that could not be noted is noted later`() async throws {
        let store = FlakyReadStore()
        let first = try await Harness.start(store)
        await first.kernel.timers.pause()
        let arn = try await first.begin(try await first.create(Definitions.wait))
        await first.kernel.stop()
        let row = StoreBatch.Write(key: Self.owner.section(2).integer(1), value: Array("{}".utf8))
        store.commit(StoreBatch(number: 1, writes: [row]))

        // The status is read once to load the execution, and then to set it aside.
        store.failNextReads(of: Self.owner.section(3), count: 2, after: 1)
        let second = try await Harness.start(store, seed: 2)
        await second.settle()
        #expect(try await second.describe(arn)["quickstepQuarantine"]?.stringValue?.contains("journal") == true)
        await second.kernel.stop()
    }

    /// After a batch was lost, what is stored is told once more, also of what is on its way already.
    @Test func `a redrive that is heard of again after it was done does nothing`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let machine = #"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}"#
        let arn = try await harness.begin(try await harness.create(machine))
        await harness.settle()
        _ = try await harness.call("RedriveExecution", ["executionArn": .string(arn)])
        await harness.settle()
        let history = try await harness.history(arn)
        harness.states.timerDue(RuntimeTimer(owner: Self.owner, number: ShellTimer.redrive, due: epoch))
        await harness.settle()
        #expect(try await harness.history(arn) == history)
        #expect(history.count { $0["type"] == "ExecutionRedriven" } == 1)
        await harness.kernel.stop()
    }

    @Test func `a stop that is heard of again after it was done does not stop the execution that was redriven since`()
        async throws
    {
        let harness = try await Harness.start(InMemoryStore())
        let machine = #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}"#
        let arn = try await harness.begin(try await harness.create(machine))
        _ = try await harness.call("StopExecution", ["executionArn": .string(arn)])
        await harness.settle()
        #expect(try await harness.describe(arn)["status"] == "ABORTED")
        // Virtual time does not move before the stop is heard of again.
        harness.kernel.activity.begin()
        _ = try await harness.call("RedriveExecution", ["executionArn": .string(arn)])
        harness.states.timerDue(RuntimeTimer(owner: Self.owner, number: ShellTimer.redrive, due: epoch))
        harness.states.timerDue(RuntimeTimer(owner: Self.owner, number: ShellTimer.stop, due: epoch))
        harness.kernel.activity.end()
        await harness.settle()
        #expect(try await harness.describe(arn)["status"] == "SUCCEEDED")
        await harness.kernel.stop()
    }
}
