import QuickstepInterpreter
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct RetentionTests {
    private static let day: Int64 = 86_400_000
    private static let pass = #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#

    /// A runtime that keeps executions for ten days.
    private func start(_ store: any Store, days: Int64? = 10, from time: Timestamp = epoch) async throws -> Harness {
        try await Harness.start(store, from: time, retentionMilliseconds: days.map { $0 * Self.day })
    }

    /// Lets virtual time pass, which nothing is kept from.
    private func pass(days: Int, in harness: Harness) async throws {
        let definition = """
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": \(days * 86_400), "End": true}}}
            """
        let machine = try await harness.create(definition, name: "time-\(days)")
        _ = try await harness.begin(machine, name: "of-\(harness.kernel.clock.now.milliseconds)")
        await harness.settle()
    }

    private func rows(of execution: String, in store: InMemoryStore) -> Int {
        store.range(Owner(kind: .execution, name: execution).key.prefixRange, limit: .max, reversed: false).count
    }

    @Test func `what ended long ago goes with all its rows, what ended lately stays`() async throws {
        let store = InMemoryStore()
        let harness = try await start(store)
        let machine = try await harness.create(Self.pass)
        let old = try await harness.begin(machine, name: "old")
        try await pass(days: 9, in: harness)
        #expect(rows(of: "machine:old", in: store) == 3)
        let new = try await harness.begin(machine, name: "new")
        try await pass(days: 2, in: harness)
        #expect(
            await harness.refusal("DescribeExecution", ["executionArn": .string(old)])?.hasPrefix(
                "ExecutionDoesNotExist"
            ) == true
        )
        #expect(rows(of: "machine:old", in: store) == 0)
        #expect(try await harness.describe(new)["status"] == "SUCCEEDED")
        #expect(
            try await harness.listed("ListExecutions", ["stateMachineArn": .string(machine)], "executions", "name") == [
                "new"
            ]
        )
        #expect(try await harness.kernel.inspect().findings == [])
        // The name is free again.
        #expect(try await harness.begin(machine, name: "old") == old)
        await harness.settle()
        #expect(try await harness.describe(old)["status"] == "SUCCEEDED")
        await harness.kernel.stop()
    }

    @Test func `nothing goes where nothing is said`() async throws {
        let store = InMemoryStore()
        let harness = try await start(store, days: nil)
        let arn = try await harness.begin(try await harness.create(Self.pass))
        try await pass(days: 1000, in: harness)
        #expect(try await harness.describe(arn)["status"] == "SUCCEEDED")
        #expect(harness.kernel.timers.count == 0)
        await harness.kernel.stop()
    }

    @Test func `no time passes for the sake of housekeeping`() async throws {
        let harness = try await start(InMemoryStore())
        _ = try await harness.begin(try await harness.create(Self.pass))
        await harness.settle()
        #expect(harness.kernel.clock.now == epoch)
        await harness.kernel.stop()
    }

    @Test func `what runs stays, however old it is, and what started before it goes`() async throws {
        let harness = try await start(InMemoryStore())
        let machine = try await harness.create(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$.s", "End": true}}}"#
        )
        let oldest = try await harness.begin(machine, input: #"{"s": 1}"#, name: "oldest")
        let long = try await harness.begin(machine, input: #"{"s": 8640000}"#, name: "long")
        let short = try await harness.begin(machine, input: #"{"s": 2}"#, name: "short")
        harness.kernel.activity.begin()
        let soon = try await harness.create(Self.pass, name: "soon")
        harness.kernel.activity.end()
        try await waitUntil(day: 50, harness, soon)
        #expect(try await harness.describe(long)["status"] == "RUNNING")
        for gone in [oldest, short] {
            #expect(await harness.refusal("DescribeExecution", ["executionArn": .string(gone)]) != nil)
        }
        await harness.settle()
        #expect(try await harness.describe(long)["status"] == "SUCCEEDED")
        await harness.kernel.stop()
    }

    /// Moves virtual time to a day by sleeping on it.
    private func waitUntil(day: Int64, _ harness: Harness, _ machine: String) async throws {
        await harness.kernel.timers.sleep(until: epoch.adding(milliseconds: day * Self.day), keepsActivity: true)
        _ = try await harness.call("DescribeStateMachine", ["stateMachineArn": .string(machine)])
        harness.kernel.activity.end()
    }

    @Test func `an execution that another one still waits to hear of stays`() async throws {
        let store = InMemoryStore()
        let harness = try await start(store, days: nil)
        let machine = try await harness.create(Self.pass)
        _ = try await harness.begin(machine, name: "child")
        _ = try await harness.begin(machine, name: "other")
        await harness.settle()
        let parent = WaitingParent(execution: "\(arnPrefix)execution:machine:other", task: TaskID(3), isParsed: false)
        let key = Rows.waitingParent(Owner(kind: .execution, name: "machine:child"))
        store.commit(StoreBatch(number: 1, writes: [.init(key: key, value: parent.json.compactBytes)]))
        #expect(await harness.states.removeExecutions(endedBefore: epoch.adding(milliseconds: 1)) == 1)
        #expect(rows(of: "machine:child", in: store) == 4)
        #expect(rows(of: "machine:other", in: store) == 0)
        await harness.kernel.stop()
    }

    @Test func `the executions of a map run go with the one that began it, a part in each turn`() async throws {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let harness = try await start(store, days: nil)
        let machine = try await harness.create(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "Each", "MaxConcurrency": 50, "End": true, "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}
            """
        )
        let arn = try await harness.begin(machine, input: "[\((0..<150).map(String.init).joined(separator: ","))]")
        await harness.settle()
        #expect(try await harness.describe(arn)["status"] == "SUCCEEDED")
        #expect(try await harness.kernel.inspect().findings == [])
        let executions = StoreKey(bytes: [0x11])..<StoreKey(bytes: [0x14])
        #expect(try store.range(executions, limit: .max, reversed: false).count > 450)
        let before = store.commits
        #expect(await harness.states.removeExecutions(endedBefore: epoch.adding(milliseconds: 1)) == 1)
        #expect(store.commits - before >= 2)
        #expect(try store.range(executions, limit: .max, reversed: false).isEmpty)
        #expect(try await harness.kernel.inspect().findings == [])
        await harness.kernel.stop()
    }

    @Test func `many go in bounded turns, also those of a machine that is deleted`() async throws {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let harness = try await start(store, days: nil)
        let machines = [try await harness.create(Self.pass, name: "a"), try await harness.create(Self.pass, name: "b")]
        for number in 0..<600 { _ = try await harness.begin(machines[number % 2], name: "n\(number)") }
        await harness.settle()
        _ = try await harness.call("DeleteStateMachine", ["stateMachineArn": .string(machines[0])])
        let before = store.commits
        #expect(await harness.states.removeExecutions(endedBefore: epoch.adding(milliseconds: 1)) == 600)
        // Each has a header, a status, a step and an entry of a list.
        #expect(store.commits - before >= 600 * 4 / RetentionSweep.rowsPerTurn)
        let left = try store.range(StoreKey(bytes: [0x11])..<StoreKey(bytes: [0x13]), limit: .max, reversed: false)
        #expect(left.isEmpty)
        await harness.kernel.stop()
    }

    @Test func `a commit that fails delays it and loses nothing`() async throws {
        let store = FaultInjectingStore(InMemoryStore(), faults: [:])
        let harness = try await start(store, days: nil)
        let machine = try await harness.create(Self.pass)
        for number in 0..<10 { _ = try await harness.begin(machine, name: "n\(number)") }
        await harness.settle()
        store.failNext(.failure(StoreError(.full, "full")), .failure(StoreError(.full, "full")))
        harness.kernel.activity.begin()
        #expect(await harness.states.removeExecutions(endedBefore: epoch.adding(milliseconds: 1)) == 10)
        harness.kernel.activity.end()
        #expect(try await harness.kernel.inspect().findings == [])
        await harness.kernel.stop()
    }
}
