import Synchronization

/// One who waits for something to come.
///
/// From its wake until it has looked, it counts as activity, so that virtual time does not pass it by.
package final class Waiter: Sendable {
    private enum State {
        case waiting
        /// Woken, and has not looked since.
        case woken
        /// Gone: a wake that comes now is for nobody.
        case closed
    }

    private let activity: ActivityGauge
    private let state = Mutex(State.waiting)
    private let wakes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init(activity: ActivityGauge) {
        self.activity = activity
        (wakes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    package func wake() {
        // The activity begins under the lock, for whoever takes the wake ends it.
        let isFirst = state.withLock { state in
            guard state == .waiting else { return false }
            state = .woken
            activity.begin()
            return true
        }
        if isFirst { continuation.yield() }
    }

    /// Takes a wake: the waiter looks now, and a wake that comes later is a new one.
    ///
    /// - Returns: Whether there was one. Whoever took it calls ``settle(_:)`` once it has looked.
    package func take() -> Bool {
        state.withLock { state in
            guard state == .woken else { return false }
            state = .waiting
            return true
        }
    }

    /// Ends the activity of a wake that was taken.
    package func settle(_ wasWoken: Bool) {
        if wasWoken { activity.end() }
    }

    /// Ends the wait for good, and the activity of a wake that nobody took.
    package func close() {
        let wasWoken = state.withLock { state in
            defer { state = .closed }
            return state == .woken
        }
        settle(wasWoken)
    }

    /// Waits for a wake, or for the end of the task.
    ///
    /// Returns at once where there was a wake since the last time.
    package func next() async {
        var iterator = wakes.makeAsyncIterator()
        await iterator.next()
    }
}
