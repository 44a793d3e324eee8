import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

/// What an inspection says of executions: nothing of sound ones, and all that is wrong of others.
struct InspectionTests {
    private static let pass = #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "done", "End": true}}}"#

    private let owner = Owner(kind: .execution, name: "machine:run")

    /// A store with an execution that waits, and one that ended.
    private func store() async throws -> InMemoryStore {
        let store = InMemoryStore()
        let first = try await Harness.start(store)
        _ = try await first.run(Self.pass)
        let machine = try await first.create(Definitions.wait, name: "waits")
        first.kernel.activity.begin()
        let arn = try await first.begin(machine)
        while try await first.history(arn).count < 4 { await Task.yield() }
        let rest = store.copy()
        first.kernel.activity.end()
        await first.kernel.stop()
        return rest
    }

    private let waiting = Owner(kind: .execution, name: "waits:run")

    static func inspect(_ store: InMemoryStore) async throws -> Inspection {
        let kernel = Kernel(store: store, blobs: InMemoryBlobStore(), clock: RuntimeClock(.real), seed: 1)
        let registry = FunctionRegistry()
        let dispatcher = FunctionDispatcher(kernel: kernel, registry: registry)
        let lambda = LambdaService(kernel: kernel, registry: registry, dispatcher: dispatcher)
        await kernel.connect(services: [StatesService(kernel: kernel), lambda], consumer: nil)
        let inspection = try await kernel.inspect()
        await kernel.stop()
        return inspection
    }

    /// Inspects, mends what can be mended, and inspects again.
    private func mended(_ store: InMemoryStore, _ severity: Finding.Severity) async throws -> Finding {
        let inspection = try await Self.inspect(store)
        let finding = try #require(inspection.findings.first)
        #expect(inspection.findings.count == 1, "\(inspection.findings)")
        #expect(finding.severity == severity)
        store.commit(StoreBatch(number: 1, writes: finding.repair))
        #expect(try await Self.inspect(store).findings == [])
        return finding
    }

    private func write(_ key: StoreKey, _ value: String?, in store: InMemoryStore) {
        store.commit(StoreBatch(number: 1, writes: [.init(key: key, value: value.map { Array($0.utf8) })]))
    }

    @Test func `a sound store is counted, and nothing is found`() async throws {
        let inspection = try await Self.inspect(try await store())
        #expect(inspection.findings == [])
        let tally = Dictionary(inspection.tally.map { ($0.name, $0.count) }) { first, _ in first }
        #expect(tally["executions that run"] == 1)
        #expect(tally["executions that ended"] == 1)
        #expect(tally["steps"] == 2)
    }

    @Test func `an execution that the index of open ones forgot is put back`() async throws {
        let store = try await store()
        write(Rows.openEntry(waiting), nil, in: store)
        #expect(try await mended(store, .inconsistency).subject == "execution waits:run")
        #expect(store.get(Rows.openEntry(waiting)) != nil)
    }

    @Test func `an ended execution in the index of open ones is taken out`() async throws {
        let store = try await store()
        write(Rows.openEntry(owner), "", in: store)
        #expect(try await mended(store, .inconsistency).message.contains("does not run"))
    }

    @Test func `a timer that a waiting execution needs is set again, and the execution ends`() async throws {
        let store = try await store()
        let timers = store.range(RuntimeTimer.index.prefixRange, limit: .max, reversed: false)
        #expect(timers.count == 1)
        for row in timers { write(row.key, nil, in: store) }
        #expect(try await mended(store, .inconsistency).message.contains("wait for ever"))
        #expect(store.range(RuntimeTimer.index.prefixRange, limit: .max, reversed: false) == timers)
        let harness = try await Harness.start(store, seed: 2)
        await harness.settle()
        #expect(try await harness.describe("\(arnPrefix)execution:waits:run")["status"] == "SUCCEEDED")
        await harness.kernel.stop()
    }

    @Test func `an execution that its machine's list forgot is listed again`() async throws {
        let store = try await store()
        let list = Rows.executionIndex(of: "machine", in: .standard)
        for row in store.range(list.prefixRange, limit: .max, reversed: false) { write(row.key, nil, in: store) }
        _ = try await mended(store, .inconsistency)
        let harness = try await Harness.start(store, seed: 2)
        let listed = try await harness.call(
            "ListExecutions",
            ["stateMachineArn": .string("\(arnPrefix)stateMachine:machine")]
        )
        #expect(listed["executions"]?.arrayValue?.first?["name"] == "run")
        await harness.kernel.stop()
    }

    @Test func `an entry of a list and a timer without an execution go`() async throws {
        let store = try await store()
        for row in store.range(owner.key.prefixRange, limit: .max, reversed: false) { write(row.key, nil, in: store) }
        let timer = RuntimeTimer(owner: owner, number: 7, due: epoch)
        store.commit(StoreBatch(number: 1, writes: [.init(key: timer.rowKey, value: timer.rowValue)]))
        let found = try await Self.inspect(store).findings
        #expect(found.map(\.severity) == [.inconsistency, .inconsistency])
        store.commit(StoreBatch(number: 1, writes: found.flatMap(\.repair).sorted { $0.key < $1.key }))
        #expect(try await Self.inspect(store).findings == [])
    }

    @Test(arguments: [
        (section: 1, value: "{}", message: "header"), (section: 1, value: nil, message: "no header"),
        (section: 2, value: "{}", message: "step 1"), (section: 2, value: nil, message: "journal says RUNNING"),
        (section: 3, value: "{}", message: "status"), (section: 3, value: nil, message: "no status"),
        (section: 3, value: #"{"status":"FAILED"}"#, message: "its journal says SUCCEEDED"),
    ])
    func `what is damaged is named, and nothing else`(section: Int, value: String?, message: String) async throws {
        let store = try await store()
        let key = owner.section(UInt8(section))
        for row in store.range(key.prefixRange, limit: .max, reversed: false) { write(row.key, value, in: store) }
        let inspection = try await Self.inspect(store)
        #expect(inspection.worst == .damage)
        let damage = inspection.findings.filter { $0.severity == .damage }
        #expect(damage.contains { $0.message.contains(message) }, "\(inspection.findings)")
        #expect(inspection.findings.allSatisfy { !$0.subject.contains("waits") }, "\(inspection.findings)")
    }

    @Test func `a row that nobody knows is named, and left to a newer program`() async throws {
        let store = try await store()
        write(owner.section(99), "x", in: store)
        let found = try await Self.inspect(store).findings
        #expect(found.map(\.severity) == [.inconsistency])
        #expect(found.first?.repair == [])
    }

    @Test func `a call that is lost is told, for the execution would wait for ever`() async throws {
        let store = try await store()
        let row: JSONValue = ["function": "f", "number": 17]
        write(waiting.section(5).integer(3), row.compactText, in: store)
        let found = try await Self.inspect(store).findings
        #expect(found.map(\.severity) == [.damage])
        #expect(found.first?.message.contains("f") == true)
    }

    @Test func `a step that was decided by other rules is a note`() async throws {
        let store = try await store()
        let row = try #require(
            store.range(Rows.journal(owner).prefixRange, limit: 1, reversed: false).first
        )
        let text = String(decoding: row.value, as: UTF8.self)
        #expect(text.contains("done"))
        write(row.key, text.replacing("done", with: "over"), in: store)
        let found = try await Self.inspect(store).findings
        #expect(found.map(\.severity) == [.note], "\(found)")
    }
}
