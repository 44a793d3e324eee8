import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct OlderStoreTests {
    /// Rewrites what a runtime wrote to what the first version would have written.
    private func age(_ store: InMemoryStore) throws {
        var writes: [StoreBatch.Write] = []
        let machine = Rows.machine("machine", in: .standard)
        let row = try JSONValue.parse(bytes: try #require(store.get(machine)))
        let old: JSONValue = [
            "name": try #require(row["name"]), "definition": try #require(row["definition"]),
            "role": try #require(row["role"]), "created": try #require(row["created"]),
        ]
        writes.append(StoreBatch.Write(key: machine, value: old.compactBytes))

        let owner = Owner(kind: .execution, scope: .standard, name: "machine:run")
        let header = try JSONValue.parse(bytes: try #require(store.get(Rows.header(owner))))
        let oldHeader: JSONValue = [
            "header": try #require(header["header"]), "effect": try #require(header["effect"]), "cause": .null,
        ]
        writes.append(StoreBatch.Write(key: Rows.header(owner), value: oldHeader.compactBytes))

        let index = Rows.executionIndex(of: "machine", in: .standard)
        for row in store.range(index.prefixRange, limit: .max, reversed: false) {
            writes.append(StoreBatch.Write(key: row.key, value: nil))
        }
        writes.append(
            StoreBatch.Write(key: index.integer(-epoch.milliseconds).text("run"), value: Array("run".utf8))
        )
        for what in ["machines", "activities", "open"] {
            writes.append(StoreBatch.Write(key: Rows.count(of: what, in: .standard), value: nil))
        }
        store.commit(StoreBatch(number: 1, writes: writes))
    }

    @Test func `what the first version stored is found, shown and carried on`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        await first.kernel.timers.pause()
        let machine = try await first.create(Definitions.wait)
        let arn = try await first.begin(machine)
        await first.kernel.stop()
        try age(store)

        let second = try await Harness.start(store, seed: 2)
        let described = try await second.call("DescribeStateMachine", ["stateMachineArn": .string(machine)])
        #expect(described["type"] == "STANDARD")
        #expect(described["revisionId"] == nil)
        #expect(described["loggingConfiguration"] == ["level": "OFF", "includeExecutionData": false])
        let ran = try await second.call("DescribeStateMachineForExecution", ["executionArn": .string(arn)])
        #expect(ran["definition"]?.stringValue == Definitions.wait)
        #expect(try await second.create(Definitions.wait) == machine)
        _ = try await second.begin(machine, name: "next")
        await second.settle()
        #expect(try await second.describe(arn)["status"] == "SUCCEEDED")
        let listed = try await second.call("ListExecutions", ["stateMachineArn": .string(machine)])["executions"]
        #expect(listed?.arrayValue?.compactMap { $0["name"]?.stringValue }.sorted() == ["next", "run"])
        #expect(listed?.arrayValue?.allSatisfy { $0["startDate"] != nil } == true)
        await second.kernel.stop()
    }

    @Test func `a store without counts is counted once`() async throws {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        for name in ["a", "b", "c"] { _ = try await first.create(Definitions.pass, name: name) }
        await first.kernel.stop()
        let key = Rows.count(of: "machines", in: .standard)
        #expect(store.get(key) == Array("3".utf8))
        store.commit(StoreBatch(number: 1, writes: [StoreBatch.Write(key: key, value: nil)]))

        let second = try await Harness.start(store, seed: 2)
        _ = try await second.create(Definitions.pass, name: "d")
        #expect(store.get(key) == Array("4".utf8))
        _ = try await second.call("DeleteStateMachine", ["stateMachineArn": .string("\(arnPrefix)stateMachine:a")])
        #expect(store.get(key) == Array("3".utf8))
        await second.kernel.stop()
    }
}
