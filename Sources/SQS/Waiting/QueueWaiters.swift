import QuickstepServiceKit
import Synchronization

/// Those who wait for a message of a queue: held in memory only, for a waiter does not outlive its process.
final class QueueWaiters: Sendable {
    private struct State {
        var waiters: [QueueAddress: [Int: QueueWaiter]] = [:]
        var numberNext = 0
    }

    private let state = Mutex(State())

    /// Calls `body` with a waiter that is woken by every message that becomes visible from now on.
    func withWaiter<Result>(
        for address: QueueAddress,
        activity: ActivityGauge,
        _ body: (QueueWaiter) async throws -> Result
    ) async rethrows -> Result {
        let waiter = QueueWaiter(activity: activity)
        let number = state.withLock { state in
            state.numberNext += 1
            state.waiters[address, default: [:]][state.numberNext] = waiter
            return state.numberNext
        }
        defer {
            state.withLock { state in
                state.waiters[address]?[number] = nil
                if state.waiters[address]?.isEmpty == true { state.waiters[address] = nil }
            }
            waiter.close()
        }
        return try await body(waiter)
    }

    /// Wakes everyone who waits for the queue: each looks for itself, and one whose task was cancelled takes no message with it.
    func wake(_ address: QueueAddress) {
        let waiters = state.withLock { state in
            (state.waiters[address] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
        }
        for waiter in waiters { waiter.wake() }
    }

    /// How many wait for a queue.
    func count(_ address: QueueAddress) -> Int {
        state.withLock { $0.waiters[address]?.count ?? 0 }
    }
}

/// One who waits for a message.
///
/// From its wake until it has looked, it counts as activity, so that virtual time does not pass it by.
final class QueueWaiter: Sendable {
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

    func wake() {
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
    func take() -> Bool {
        state.withLock { state in
            guard state == .woken else { return false }
            state = .waiting
            return true
        }
    }

    /// Ends the activity of a wake that was taken.
    func settle(_ wasWoken: Bool) {
        if wasWoken { activity.end() }
    }

    /// Ends the wait for good, and the activity of a wake that nobody took.
    func close() {
        let wasWoken = state.withLock { state in
            defer { state = .closed }
            return state == .woken
        }
        settle(wasWoken)
    }

    /// Waits for a wake, or for the end of the task.
    ///
    /// Returns at once where there was a wake since the last time.
    func next() async {
        var iterator = wakes.makeAsyncIterator()
        await iterator.next()
    }
}
