import QuickstepJSON
import Synchronization
import Testing

@testable import QuickstepServiceKit

@Suite struct DispatchRecordTests {
    /// A consumer with so many places, that starts nothing.
    private final class Places: WorkConsumer {
        func call(_ work: WorkItem, reply: @escaping @Sendable (WorkItem, WorkOutcome) -> Void) {}

        private struct State {
            var free: Int
            var kept: [WorkID] = []
            var added: [WorkID] = []
        }

        private let state: Mutex<State>

        init(_ free: Int) {
            state = Mutex(State(free: free))
        }

        var kept: [WorkID] { state.withLock { $0.kept } }
        var added: [WorkID] { state.withLock { $0.added } }

        func workAdded(_ work: WorkItem) {
            state.withLock { state in
                state.kept.removeAll { $0 == work.id }
                state.added.append(work.id)
            }
        }

        func workRemoved(_ id: WorkID) {}

        func reservePlace(for id: WorkID) -> Bool {
            state.withLock { state in
                guard state.free > 0 else { return false }
                state.free -= 1
                state.kept.append(id)
                return true
            }
        }

        func giveBackPlace(of id: WorkID) {
            state.withLock { $0.kept.removeAll { $0 == id } }
        }

        func dropUncommitted() {
            state.withLock { $0.kept = [] }
        }
    }

    private func kernel(_ store: any Store, _ consumer: Places) async -> Kernel {
        let kernel = Kernel(
            store: store,
            blobs: InMemoryBlobStore(),
            clock: RuntimeClock(.virtual(startingAt: epoch)),
            seed: 1
        )
        await kernel.connect(services: [], consumer: consumer)
        return kernel
    }

    private func work(_ number: Int64) -> WorkItem {
        WorkItem(
            id: WorkID(scope: .standard, function: "f", number: number),
            payload: ["n": 1],
            origin: WorkItem.Origin(service: "s", owner: "o", reference: 7),
            token: "t",
            effect: EffectID("e"),
            cause: nil
        )
    }

    private func rows(_ store: InMemoryStore) -> [StoreRow] {
        store.range(WorkID.index.prefixRange, limit: .max, reversed: false)
    }

    @Test func `rows are read back, each as what it is`() {
        let item = work(3)
        let record = DispatchRecord(work: item.id, crashes: 2, isInFlight: true)
        let workRow = StoreRow(key: item.rowKey, value: item.rowValue)
        let recordRow = StoreRow(key: record.rowKey, value: record.rowValue)
        #expect(WorkItem(row: workRow) == item)
        #expect(DispatchRecord(row: recordRow) == record)
        #expect(WorkItem(row: recordRow) == nil)
        #expect(DispatchRecord(row: workRow) == nil)
        #expect(workRow.key < recordRow.key && recordRow.key < work(4).rowKey)
    }

    @Test(arguments: [#"{"crashes": -1, "inFlight": true}"#, #"{"crashes": 1}"#, "", "7"])
    func `a damaged record is not read`(text: String) {
        let key = DispatchRecord.key(of: work(1).id)
        #expect(DispatchRecord(row: StoreRow(key: key, value: Array(text.utf8))) == nil)
    }

    @Test func `work that finds a place is recorded as dispatched in its own turn, other work is not`() async throws {
        let store = InMemoryStore()
        let places = Places(1)
        let kernel = await kernel(store, places)
        let items = [work(1), work(2)]
        try await kernel.sequencer.turn { turn in for item in items { turn.enqueue(item) } }
        #expect(rows(store).compactMap { WorkItem(row: $0) } == items)
        #expect(
            rows(store).compactMap { DispatchRecord(row: $0) }
                == [DispatchRecord(work: items[0].id, crashes: 0, isInFlight: true)]
        )
        #expect(places.added == items.map(\.id))
        try await kernel.sequencer.turn { turn in for item in items { turn.finish(item.id) } }
        #expect(rows(store).isEmpty)
    }

    @Test func `a turn that is taken back gives its places back`() async throws {
        let store = InMemoryStore()
        let places = Places(4)
        let kernel = await kernel(store, places)
        let item = work(1)
        await #expect(throws: ServiceError.self) {
            try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                turn.enqueue(item)
                #expect(places.kept == [item.id])
                throw ServiceError(code: "Refused", message: "as asked")
            }
        }
        #expect(places.kept.isEmpty && places.added.isEmpty)
        #expect(rows(store).isEmpty)
    }

    @Test func `a batch that is lost gives its places back`() async throws {
        let places = Places(4)
        let full = FaultInjectingStore.Fault.failure(StoreError(.full, "The disk is full."))
        let kernel = await kernel(FaultInjectingStore(InMemoryStore(), faults: [1: full]), places)
        let item = work(1)
        await #expect(throws: ServiceError.self) {
            try await kernel.sequencer.turn { turn in turn.enqueue(item) }
        }
        #expect(places.kept.isEmpty && places.added.isEmpty)
    }
}
