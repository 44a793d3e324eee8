import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct DurabilityTests {
    private static let refusal = FaultInjectingStore.Fault.failure(StoreError(.other, "The disk is gone."))

    private func itemRows(_ store: InMemoryStore) -> Int {
        let prefix = Owner(kind: .table, name: "users").section(0x03)
        return store.range(prefix.prefixRange, limit: .max, reversed: false).count
    }

    @Test func `a restart finds tables and items again`() async throws {
        let store = InMemoryStore()
        let before = try await TableRuntime(store: store)
        try await before.createTable(range: "N")
        for number in ["2", "10", "-1"] { try await before.put(["pk": ["S": "a"], "sk": ["N": .string(number)]]) }
        let described = try await before.call("DescribeTable", ["TableName": "users"])

        let after = try await TableRuntime(store: store.copy())
        #expect(try await after.call("DescribeTable", ["TableName": "users"]) == described)
        let output = try await after.query("pk = :p", [":p": ["S": "a"]])
        #expect(output["Items"]?.arrayValue?.map { $0["sk"]?["N"] } == ["-1", "2", "10"])
    }

    @Test func `a failed commit leaves nothing behind`() async throws {
        let memory = InMemoryStore()
        let store = FaultInjectingStore(memory, faults: [:])
        let runtime = try await TableRuntime(store: store)
        try await runtime.createTable()
        try await runtime.put(["pk": ["S": "a"], "v": ["S": "old"]])
        let counts = try await runtime.counts()
        store.failNext(Self.refusal)
        let notices = await runtime.notices {
            let error = await #expect(throws: ServiceError.self) {
                try await runtime.put(["pk": ["S": "a"], "v": ["S": "newer"]])
            }
            #expect(error?.isRetryable == true)
        }
        #expect(notices.map(\.event) == ["CommitFailed"])
        #expect(try await runtime.get(["pk": ["S": "a"]])?["v"] == ["S": "old"])
        #expect(try await runtime.counts() == counts)
    }

    @Test func `a table that is made anew is empty, and the old items are swept`() async throws {
        let store = InMemoryStore()
        let runtime = try await TableRuntime(store: store)
        try await runtime.createTable()
        let count = DynamoDBLimits.sweptRowsMax + 10
        for number in 0..<count { try await runtime.put(["pk": ["S": .string("\(number)")]]) }
        let deleted = try await runtime.call("DeleteTable", ["TableName": "users"])
        #expect(deleted["TableDescription"]?["TableStatus"] == "DELETING")
        try await runtime.createTable()
        try await runtime.put(["pk": ["S": "new"]])
        #expect(try await runtime.get(["pk": ["S": "1"]]) == nil)
        await runtime.kernel.timers.quiet()
        #expect(itemRows(store) == 1)
        #expect(try await runtime.call("Scan", ["TableName": "users"])["Count"] == 1)
    }

    @Test func `a sweep that a crash cut short goes on at the next start`() async throws {
        // The power goes with the commit that deletes the table, before the sweep.
        let memory = InMemoryStore()
        let store = FaultInjectingStore(memory, faults: [:])
        let before = try await TableRuntime(store: store)
        try await before.createTable()
        for number in 0..<3 { try await before.put(["pk": ["S": .string("\(number)")]]) }
        store.failNext(.crashAfter)
        #expect(await before.refusal("DeleteTable", ["TableName": "users"])?.isRetryable == true)
        await before.kernel.timers.quiet()
        #expect(itemRows(memory) == 3)

        let copy = memory.copy()
        let after = try await TableRuntime(store: copy)
        await after.kernel.timers.quiet()
        #expect(itemRows(copy) == 0)
        #expect(copy.range(TableRows.allAbandoned.prefixRange, limit: .max, reversed: false).isEmpty)
    }
}
