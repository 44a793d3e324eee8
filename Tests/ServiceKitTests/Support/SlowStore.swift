import QuickstepServiceKit
import Synchronization

/// A store whose commits wait until the test lets them go: durability under the test's control.
final class SlowStore: Store {
    private struct State {
        var waiting: [StoreBatch] = []
        var verdicts: [StoreError?] = []
        var committed: [StoreBatch] = []
    }

    private let beneath = InMemoryStore()
    private let condition = Condition()
    private let state = Mutex(State())

    var commitsAtOnce: Bool { false }

    /// The batches that became durable, oldest first.
    var committed: [StoreBatch] { state.withLock { $0.committed } }

    func get(_ key: StoreKey) -> [UInt8]? { beneath.get(key) }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) -> [StoreRow] {
        beneath.range(range, limit: limit, reversed: reversed)
    }

    func commit(_ batch: StoreBatch) throws(StoreError) {
        state.withLock { $0.waiting.append(batch) }
        condition.wait()
        let verdict = state.withLock { state in
            state.waiting.removeFirst()
            return state.verdicts.removeFirst()
        }
        if let verdict { throw verdict }
        beneath.commit(batch)
        state.withLock { $0.committed.append(batch) }
    }

    /// Lets one commit go, now or when it comes: with success, or with an error.
    func release(_ error: StoreError? = nil) {
        state.withLock { $0.verdicts.append(error) }
        condition.signal()
    }

    /// Whether a commit waits.
    var isWaiting: Bool { state.withLock { !$0.waiting.isEmpty } }
}
