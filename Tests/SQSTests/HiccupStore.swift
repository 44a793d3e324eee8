import QuickstepServiceKit
import Synchronization

/// A store in memory whose next reads fail when a test says so.
final class HiccupStore: Store {
    private let beneath = InMemoryStore()
    private let failures = Mutex(0)

    var commitsAtOnce: Bool { true }

    /// Fails so many reads.
    func failReads(_ count: Int) {
        failures.withLock { $0 = count }
    }

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? {
        try read()
        return beneath.get(key)
    }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        try read()
        return beneath.range(range, limit: limit, reversed: reversed)
    }

    func commit(_ batch: StoreBatch) {
        beneath.commit(batch)
    }

    private func read() throws(StoreError) {
        let fails = failures.withLock { failures in
            guard failures > 0 else { return false }
            failures -= 1
            return true
        }
        if fails { throw StoreError(.other, "The disk did not answer.") }
    }
}
