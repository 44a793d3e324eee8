import Synchronization

/// A store that fails where a test wants it to.
///
/// It counts commits from 1. A plan says what happens at one of them; everything else goes to the store beneath.
package final class FaultInjectingStore: Store {
    package enum Fault: Sendable, Equatable {
        /// The commit is refused; the store stays as it was. Later commits work.
        case failure(StoreError)
        /// The power goes before the commit: this one and all later ones are refused.
        case crashBefore
        /// The power goes after the commit: it is durable, but its caller never learns it.
        case crashAfter
    }

    private struct State {
        var commits = 0
        var faults: [Int: Fault]
        var isCrashed = false
    }

    private let beneath: any Store
    private let state: Mutex<State>
    private let onCrash: @Sendable () -> Void

    /// - Parameters:
    ///   - beneath: Keeps the rows.
    ///   - faults: What happens at which commit, counted from 1.
    ///   - onCrash: Called when the power goes. A child process under test kills itself here.
    package init(_ beneath: any Store, faults: [Int: Fault], onCrash: @escaping @Sendable () -> Void = {}) {
        self.beneath = beneath
        self.onCrash = onCrash
        state = Mutex(State(faults: faults))
    }

    package var commitsAtOnce: Bool { beneath.commitsAtOnce }

    /// How many commits were asked for.
    package var commits: Int { state.withLock { $0.commits } }

    /// Says what happens at the next commits, from the very next on.
    package func failNext(_ faults: Fault...) {
        state.withLock { state in
            for (offset, fault) in faults.enumerated() { state.faults[state.commits + 1 + offset] = fault }
        }
    }

    package func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? {
        try beneath.get(key)
    }

    package func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        try beneath.range(range, limit: limit, reversed: reversed)
    }

    package func commit(_ batch: StoreBatch) throws(StoreError) {
        let (fault, isCrashed) = state.withLock { state in
            state.commits += 1
            return (state.faults[state.commits], state.isCrashed)
        }
        guard !isCrashed else { throw Self.powerCut }
        switch fault {
        case nil:
            try beneath.commit(batch)
        case .failure(let error):
            throw error
        case .crashBefore:
            state.withLock { $0.isCrashed = true }
            onCrash()
            throw Self.powerCut
        case .crashAfter:
            try beneath.commit(batch)
            state.withLock { $0.isCrashed = true }
            onCrash()
            throw Self.powerCut
        }
    }

    private static let powerCut = StoreError(.other, "The power was cut.")
}
