import QuickstepServiceKit
import Synchronization

/// A store that refuses commits while a test wants it to.
final class RefusingStore: Store {
    private struct State {
        /// How many more commits are taken.
        var left: Int
        var refusals = 0
    }

    private let beneath: InMemoryStore
    private let state: Mutex<State>

    /// - Parameters:
    ///   - beneath: Keeps the rows.
    ///   - count: After how many commits all others are refused.
    init(_ beneath: InMemoryStore, after count: Int = .max) {
        self.beneath = beneath
        state = Mutex(State(left: count))
    }

    /// How many commits were refused.
    var refusals: Int { state.withLock { $0.refusals } }

    /// Refuses everything from now on.
    func refuse() {
        state.withLock { $0.left = 0 }
    }

    /// Refuses nothing any more.
    func accept() {
        state.withLock { $0.left = .max }
    }

    var commitsAtOnce: Bool { beneath.commitsAtOnce }

    func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? {
        beneath.get(key)
    }

    func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        beneath.range(range, limit: limit, reversed: reversed)
    }

    func commit(_ batch: StoreBatch) throws(StoreError) {
        let isTaken = state.withLock { state in
            guard state.left > 0 else {
                state.refusals += 1
                return false
            }
            state.left -= 1
            return true
        }
        guard isTaken else { throw StoreError(.full, "The disk is full.") }
        beneath.commit(batch)
    }
}
