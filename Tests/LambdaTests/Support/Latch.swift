import Synchronization

/// Holds whoever waits until it is opened.
///
/// It does not care about cancellation: like a handler that does not.
final class Latch: Sendable {
    private struct State {
        var isOpen = false
        var waiters: [CheckedContinuation<Void, Never>] = []
        var arrivals = 0
        var arrivalWaiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    func wait() async {
        await withCheckedContinuation { continuation in
            let passes = state.withLock { state in
                if !state.isOpen { state.waiters.append(continuation) }
                return state.isOpen
            }
            arrive()
            if passes { continuation.resume() }
        }
    }

    /// Comes, without waiting.
    func arrive() {
        let arrived = state.withLock { state in
            state.arrivals += 1
            let count = state.arrivals
            defer { state.arrivalWaiters.removeAll { $0.count <= count } }
            return state.arrivalWaiters.filter { $0.count <= count }.map(\.continuation)
        }
        for waiter in arrived { waiter.resume() }
    }

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// How many have come.
    var arrivals: Int { state.withLock { $0.arrivals } }

    /// Waits until so many have come.
    func arrived(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.arrivals < count { state.arrivalWaiters.append((count, continuation)) }
                return state.arrivals >= count
            }
            if isThere { continuation.resume() }
        }
    }
}
