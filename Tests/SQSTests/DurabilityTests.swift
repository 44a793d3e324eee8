import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct DurabilityTests {
    @Test func `a restart keeps messages, counts, deadlines and handles`() async throws {
        let store = InMemoryStore()
        let before = try await QueueRuntime(store: store)
        try await before.createQueue("q", ["VisibilityTimeout": "30"])
        try await before.send("received")
        try await before.send("deleted")
        try await before.send("delayed", ["DelaySeconds": 20])
        let received = try await before.receive()
        try await before.delete(received[1])
        before.advance(seconds: 10)

        let after = try await QueueRuntime(store: store.copy(), at: before.kernel.clock.now)
        #expect(try await after.counts() == ["0", "1", "1"])
        let notices = await after.notices { await after.runUntilQuiet() }
        #expect(notices.map(\.event) == ["MessageVisible", "MessageVisible"], "The alarm outlives the process.")
        #expect(after.elapsedSeconds == 30)
        let messages = try await after.receive()
        #expect(messages.map { $0["Body"] } == ["delayed", "received"])
        #expect(messages.map { $0["Attributes"]?["ApproximateReceiveCount"] } == ["1", "2"])
        try await after.delete(messages[1])
        #expect(try await after.counts() == ["0", "1", "0"])
    }

    @Test func `rows of an older version are read, and counted once`() async throws {
        let store = InMemoryStore()
        let before = try await QueueRuntime(store: store)
        try await before.createQueue("q", ["VisibilityTimeout": "30"])
        for body in ["a", "b", "c"] { try await before.send(body) }
        try await before.send("later", ["DelaySeconds": 60])
        let held = try await before.receive("q", ["MaxNumberOfMessages": 2])
        await before.kernel.stop()
        // An older version wrote four numbers into the ledger and five into a state.
        let old = store.copy()
        let owner = StoreKey(bytes: [Owner.Kind.queue.rawValue])
        let writes = store.range(owner.prefixRange, limit: .max, reversed: false).compactMap {
            row -> StoreBatch.Write? in
            var reader = StoreKeyReader(row.key)
            guard let owner = reader.owner(), !owner.name.isEmpty, let section = reader.byte() else { return nil }
            let lengths: [UInt8: Int] = [2: 32, 4: 40]
            return lengths[section].map { StoreBatch.Write(key: row.key, value: Array(row.value.prefix($0))) }
        }
        #expect(writes.count == 3)
        old.commit(StoreBatch(number: 1, writes: writes))
        let after = try await QueueRuntime(store: old, at: before.kernel.clock.now)
        #expect(try await after.counts() == ["1", "2", "1"])
        try await after.delete(held[0])
        #expect(try await after.counts() == ["1", "1", "1"])
        await after.runUntilQuiet()
        #expect(try await after.counts() == ["3", "0", "0"])
        #expect(try await after.kernel.inspect().findings == [])
    }

    @Test func `a handle of before a restart deletes after it`() async throws {
        let store = InMemoryStore()
        let before = try await QueueRuntime(store: store)
        try await before.createQueue()
        try await before.send("x")
        let received = try await before.receive().first
        let after = try await QueueRuntime(store: store.copy())
        try await after.delete(received)
        #expect(try await after.counts() == ["0", "0", "0"])
    }

    @Test func `a failed commit leaves nothing behind`() async throws {
        let store = InMemoryStore()
        let start = try await QueueRuntime.commitsAtStart()
        let failing = FaultInjectingStore(store, faults: [start + 2: .failure(StoreError(.full, "The disk is full."))])
        let runtime = try await QueueRuntime(store: failing)
        try await runtime.createQueue()
        let notices = await runtime.notices {
            let error = await runtime.refusal("SendMessage", ["QueueUrl": "q", "MessageBody": "x", "DelaySeconds": 5])
            #expect(error?.isRetryable == true)
        }
        #expect(notices.map(\.event) == ["CommitFailed"])
        #expect(try await runtime.counts() == ["0", "0", "0"])
        try await runtime.send("y")
        #expect(try await runtime.bodies() == ["y"])
    }

    @Test func `a receive that could not be stored hides nothing`() async throws {
        let start = try await QueueRuntime.commitsAtStart()
        let failing = FaultInjectingStore(
            InMemoryStore(),
            faults: [start + 3: .failure(StoreError(.other, "A hiccup."))]
        )
        let runtime = try await QueueRuntime(store: failing)
        try await runtime.createQueue()
        try await runtime.send("x")
        #expect(await runtime.refusal("ReceiveMessage", ["QueueUrl": "q"]) != nil)
        let message = try #require(try await runtime.receive().first)
        #expect(message["Attributes"]?["ApproximateReceiveCount"] == "1")
    }

    @Test func `an alarm that could not be stored rings again`() async throws {
        // 1 the queue, 2 the message, 3 the alarm's first try.
        let start = try await QueueRuntime.commitsAtStart()
        let failing = FaultInjectingStore(
            InMemoryStore(),
            faults: [start + 3: .failure(StoreError(.other, "A hiccup."))]
        )
        let runtime = try await QueueRuntime(store: failing)
        try await runtime.createQueue()
        try await runtime.send("x", ["DelaySeconds": 5])
        let notices = await runtime.notices { await runtime.runUntilQuiet() }
        #expect(notices.map(\.event) == ["CommitFailed", "MessageVisible"])
        #expect(try await runtime.bodies() == ["x"])
    }

    @Test func `an alarm that could not be read rings again, before any later deadline`() async throws {
        let store = HiccupStore()
        let runtime = try await QueueRuntime(store: store)
        try await runtime.createQueue()
        try await runtime.send("x", ["DelaySeconds": 5])
        let day = RuntimeTimer(
            owner: Owner(kind: .queue, name: "none"),
            number: 0,
            due: runtime.kernel.clock.now.adding(milliseconds: 86_400_000)
        )
        runtime.kernel.timers.setTransient(day)
        store.failReads(3)
        let notices = await runtime.notices { await runtime.runUntilQuiet() }
        #expect(notices.map(\.event) == ["MessageVisible"])
        // Three pauses, each twice as long as the one before.
        #expect(notices.map { $0.time.milliseconds(since: QueueRuntime.start) } == [5700])
        #expect(runtime.kernel.clock.now == day.due)
    }

    @Test func `more messages than one turn announces are all announced, once`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["DelaySeconds": "5"])
        for _ in 1...((SQSLimits.announcedMax + 50) / 10) {
            let entries = (0..<10).map { number -> JSONValue in ["Id": .string("\(number)"), "MessageBody": "x"] }
            try await runtime.call("SendMessageBatch", ["QueueUrl": "q", "Entries": .array(entries)])
        }
        let notices = await runtime.notices { await runtime.runUntilQuiet() }
        #expect(notices.count == SQSLimits.announcedMax + 50)
        #expect(Set(notices.map(\.effect)).count == notices.count)
        #expect(runtime.elapsedSeconds == 5)
    }
}
