package import QuickstepPrimitives
import Synchronization

/// Fires the runtime's timers: the only place that waits for real time.
package final class TimerDriver: Sendable {
    /// How long a running handler keeps virtual time from moving, in real time.
    package static let handlerGrace: Duration = .seconds(5)

    private struct State {
        var timers = TimerQueue()
        var sleepers: [TimerKey: CheckedContinuation<Void, Never>] = [:]
        var sleeperNext: Int64 = 1
        /// When the loop will look again by itself; a sooner timer must wake it.
        var wakesAt: Timestamp?
        /// Whoever waits for the moment when nothing more can happen by itself.
        var quietWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let clock: RuntimeClock
    private let activity: ActivityGauge
    private let state = Mutex(State())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation
    private let fire: Mutex<@Sendable (RuntimeTimer) -> Void> = Mutex({ _ in })

    private static let sleeperOwner = Owner(kind: .runtime, name: "sleepers")

    init(clock: RuntimeClock, activity: ActivityGauge) {
        self.clock = clock
        self.activity = activity
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        if clock.isVirtual {
            let wake = wake
            activity.whenQuiet { wake.yield() }
        }
    }

    /// Names who is told of a due timer. It must only hand the timer on and return.
    func connect(_ fire: @escaping @Sendable (RuntimeTimer) -> Void) {
        self.fire.withLock { $0 = fire }
    }

    // MARK: Timers

    package func set(_ timer: RuntimeTimer) {
        let isSooner = state.withLock { state in
            state.timers.set(timer)
            return state.wakesAt.map { timer.due < $0 } ?? true
        }
        if isSooner { wake.yield() }
    }

    package func cancel(_ id: TimerKey) {
        state.withLock { $0.timers.cancel(id) }
    }

    /// Replaces all timers: after a start, and after a failed batch, by what the store holds.
    func replaceAll(_ timers: [RuntimeTimer]) {
        state.withLock { state in
            let sleeping = state.sleepers.keys
            var kept = TimerQueue()
            for timer in timers { kept.set(timer) }
            // A sleeper is not stored; its continuation is resumed at once rather than lost.
            for key in sleeping { kept.set(RuntimeTimer(owner: key.owner, number: key.number, due: clock.now)) }
            state.timers = kept
        }
        wake.yield()
    }

    /// How many timers are set.
    package var count: Int { state.withLock { $0.timers.count } }

    /// Waits on the runtime's clock until a time has come, or the task is cancelled. Nothing of it is stored.
    package func sleep(until due: Timestamp) async {
        let key = state.withLock { state in
            state.sleeperNext += 1
            return TimerKey(owner: Self.sleeperOwner, number: state.sleeperNext)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.sleepers[key] = continuation }
                set(RuntimeTimer(owner: key.owner, number: key.number, due: due))
                if Task.isCancelled { resume(key) }
            }
        } onCancel: {
            resume(key)
        }
    }

    private func resume(_ key: TimerKey) {
        let sleeper = state.withLock { state in
            state.timers.cancel(key)
            return state.sleepers.removeValue(forKey: key)
        }
        sleeper?.resume()
    }

    /// Waits until nothing more can happen by itself: no turn, no handler, and under virtual time no driving timer.
    package func quiet() async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.quietWaiters.append(continuation) }
            wake.yield()
        }
    }

    // MARK: The loop

    /// Fires timers until the task is cancelled.
    package func run() async {
        await withTaskCancellationHandler {
            var wakes = wakes.makeAsyncIterator()
            repeat {
                fireDue()
                if clock.isVirtual {
                    await advanceVirtualTime(&wakes)
                } else {
                    await waitForRealTime(&wakes)
                }
            } while !Task.isCancelled
        } onCancel: {
            wake.yield()
            wake.finish()
        }
        let abandoned = state.withLock { state in
            let waiting = state.quietWaiters + state.sleepers.values
            state.quietWaiters = []
            state.sleepers = [:]
            return waiting
        }
        for waiter in abandoned { waiter.resume() }
    }

    private func fireDue() {
        let fire = fire.withLock { $0 }
        while let timer = state.withLock({ $0.timers.popDue(at: clock.now) }) {
            if timer.id.owner == Self.sleeperOwner {
                resume(timer.id)
            } else {
                fire(timer)
            }
        }
    }

    private func waitForRealTime(_ wakes: inout AsyncStream<Void>.Iterator) async {
        let now = clock.now
        // The wall clock may be set while we sleep: look at it at least once a minute.
        let pause = state.withLock { state -> Int64 in
            let pause = state.timers.first().map { max(1, min($0.due.milliseconds(since: now), 60_000)) } ?? 60_000
            state.wakesAt = now.adding(milliseconds: pause)
            return pause
        }
        releaseQuietWaiters()
        await next(&wakes, within: .milliseconds(pause))
        state.withLock { $0.wakesAt = nil }
    }

    private func advanceVirtualTime(_ wakes: inout AsyncStream<Void>.Iterator) async {
        guard !activity.isBusy else {
            _ = await wakes.next(isolation: #isolation)
            return
        }
        if activity.handlers > 0 {
            // A handler that neither ends nor waits for us holds time only for its grace.
            let woken = await next(&wakes, within: Self.handlerGrace)
            if woken || activity.isBusy || activity.handlers == 0 { return }
        }
        if let due = state.withLock({ $0.timers.nextDriving() }) {
            clock.advance(to: due)
            return
        }
        releaseQuietWaiters()
        _ = await wakes.next(isolation: #isolation)
    }

    private func releaseQuietWaiters() {
        guard !activity.isBusy, activity.handlers == 0 else { return }
        let waiters = state.withLock { state in
            defer { state.quietWaiters = [] }
            return state.quietWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits for a wake, or for a span of real time. Returns whether it was woken.
    @discardableResult
    private func next(_ wakes: inout AsyncStream<Void>.Iterator, within span: Duration) async -> Bool {
        let wake = wake
        let start = ContinuousClock.now
        let sleeper = Task {
            try await Task.sleep(for: span)
            wake.yield()
        }
        _ = await wakes.next(isolation: #isolation)
        sleeper.cancel()
        return ContinuousClock.now - start < span
    }
}
