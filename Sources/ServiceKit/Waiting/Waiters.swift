import Synchronization

/// Those who wait for something to come, by where it comes: a message of a queue, a task of an activity.
///
/// They are held in memory only, for a waiter does not outlive its process.
package final class Waiters<Place: Hashable & Sendable>: Sendable {
    private struct State {
        var waiters: [Place: [Int: Waiter]] = [:]
        var numberNext = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Calls `body` with a waiter that is woken by everything that comes from now on.
    package func withWaiter<Result>(
        for place: Place,
        activity: ActivityGauge,
        _ body: (Waiter) async throws -> Result
    ) async rethrows -> Result {
        let waiter = Waiter(activity: activity)
        let number = state.withLock { state in
            state.numberNext += 1
            state.waiters[place, default: [:]][state.numberNext] = waiter
            return state.numberNext
        }
        defer {
            state.withLock { state in
                state.waiters[place]?[number] = nil
                if state.waiters[place]?.isEmpty == true { state.waiters[place] = nil }
            }
            waiter.close()
        }
        return try await body(waiter)
    }

    /// Wakes everyone who waits there: each looks for itself, and one whose task was cancelled takes nothing with it.
    package func wake(_ place: Place) {
        let waiters = state.withLock { state in
            (state.waiters[place] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        }
        for waiter in waiters { waiter.wake() }
    }

    /// How many wait at a place.
    package func count(_ place: Place) -> Int {
        state.withLock { $0.waiters[place]?.count ?? 0 }
    }
}
