import QuickstepServiceKit
import Synchronization

/// A store whose reads of one key fail for a while, as a disk's may.
final class FlakyReadStore: Store {
    private struct State {
        var key: StoreKey?
        var spared = 0
        var failures = 0
    }

    private let beneath = InMemoryStore()
    private let state = Mutex(State())

    var commitsAtOnce: Bool { true }

    /// Lets `spared` more reads of a key succeed, then fails `count` of them.
    func failNextReads(of key: StoreKey, count: Int, after spared: Int) {
        state.withLock { $0 = State(key: key, spared: spared, failures: count) }
    }

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? {
        let fails = state.withLock { state in
            guard key == state.key else { return false }
            guard state.spared == 0 else {
                state.spared -= 1
                return false
            }
            guard state.failures > 0 else { return false }
            state.failures -= 1
            return true
        }
        if fails { throw StoreError(.other, "The disk did not answer.") }
        return beneath.get(key)
    }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) -> [StoreRow] {
        beneath.range(range, limit: limit, reversed: reversed)
    }

    func commit(_ batch: StoreBatch) {
        beneath.commit(batch)
    }
}
