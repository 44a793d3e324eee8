import QuickstepServiceKit
import Synchronization

/// A store in memory whose next commits fail when a test says so.
final class FailingStore: Store {
    enum Fault: Sendable, Equatable {
        /// The commit is refused; later ones work.
        case refusal
        /// The power goes after the commit: it is durable, but its caller never learns it.
        case powerCut
    }

    private struct State {
        var faults: [Fault] = []
        var isOff = false
    }

    /// What a restart would find.
    let beneath = InMemoryStore()
    private let state = Mutex(State())

    var commitsAtOnce: Bool { true }

    /// Says what happens at the next commits.
    func fail(_ faults: Fault...) {
        state.withLock { $0.faults = faults }
    }

    /// The power goes now: no later commit is durable.
    func cutPower() {
        state.withLock { $0.isOff = true }
    }

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? {
        beneath.get(key)
    }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        beneath.range(range, limit: limit, reversed: reversed)
    }

    func commit(_ batch: StoreBatch) throws(StoreError) {
        let (fault, isOff) = state.withLock { state in
            (state.faults.isEmpty ? nil : state.faults.removeFirst(), state.isOff)
        }
        guard !isOff, fault != .refusal else { throw StoreError(.other, "The disk is gone.") }
        beneath.commit(batch)
        guard fault == .powerCut else { return }
        cutPower()
        throw StoreError(.other, "The power was cut.")
    }
}
