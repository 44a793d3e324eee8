import QuickstepServiceKit
import Synchronization

/// A store on a disk that is full for as many commits as a test wants.
final class FillingStore: Store {
    private let beneath = InMemoryStore()
    private let failures = Mutex(0)

    var commitsAtOnce: Bool { beneath.commitsAtOnce }

    /// How many commits are still to fail.
    var failuresLeft: Int { failures.withLock { $0 } }

    /// Fails the next commits.
    func fill(forCommits count: Int) {
        failures.withLock { $0 = count }
    }

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? { beneath.get(key) }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        beneath.range(range, limit: limit, reversed: reversed)
    }

    func commit(_ batch: StoreBatch) throws(StoreError) {
        let isFull = failures.withLock { failures in
            defer { failures = max(0, failures - 1) }
            return failures > 0
        }
        if isFull { throw StoreError(.full, "The disk is full.") }
        beneath.commit(batch)
    }
}
