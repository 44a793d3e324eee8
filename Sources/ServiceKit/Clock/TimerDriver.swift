package import QuickstepPrimitives
import Synchronization

/// Fires the runtime's timers: the only place that waits for real time.
package final class TimerDriver: Sendable {
    private struct State {
        var timers = TimerQueue()
        /// Those of the timers that no row stands for: they end with the process.
        var transient: [TimerKey: RuntimeTimer] = [:]
        var sleepers: [TimerKey: CheckedContinuation<Void, Never>] = [:]
        var sleeperNext: Int64 = 1
        /// When the loop will look again by itself; a sooner timer must wake it.
        var wakesAt: Timestamp?
        /// Whoever waits for the moment when nothing more can happen by itself.
        var quietWaiters: [CheckedContinuation<Void, Never>] = []
        /// Nothing will fire any more; who would wait goes on at once.
        var isStopped = false
        var isPaused = false
    }

    /// Who is told of a due timer.
    ///
    /// A struct, for a bare closure in a `Mutex` is wrapped once more by every `withLock`, until the wraps overflow the stack.
    private struct Fire: Sendable {
        var call: @Sendable (RuntimeTimer) -> Void
    }

    private let clock: RuntimeClock
    private let activity: ActivityGauge
    /// How long a running handler keeps virtual time from moving, in real time.
    private let handlerGrace: Duration
    private let state = Mutex(State())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation
    private let fire = Mutex(Fire { _ in })

    private static let sleeperOwner = Owner(kind: .runtime, name: "sleepers")

    init(clock: RuntimeClock, activity: ActivityGauge, handlerGrace: Duration) {
        self.clock = clock
        self.activity = activity
        self.handlerGrace = handlerGrace
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        activity.whenQuiet { [weak self] in self?.noteQuiet() }
    }

    /// Names who is told of a due timer.
    ///
    /// It must only hand the timer on and return.
    func connect(_ fire: @escaping @Sendable (RuntimeTimer) -> Void) {
        self.fire.withLock { $0 = Fire(call: fire) }
    }

    // MARK: Timers

    /// Sets a timer whose row is stored.
    package func set(_ timer: RuntimeTimer) {
        add(timer, isTransient: false)
    }

    /// Sets a timer that no row stands for: it ends with the process.
    package func setTransient(_ timer: RuntimeTimer) {
        add(timer, isTransient: true)
    }

    private func add(_ timer: RuntimeTimer, isTransient: Bool) {
        let isSooner = state.withLock { state in
            state.timers.set(timer)
            if isTransient { state.transient[timer.id] = timer }
            return state.wakesAt.map { timer.due < $0 } ?? true
        }
        if isSooner { wake.yield() }
    }

    package func cancel(_ id: TimerKey) {
        state.withLock { state in
            state.timers.cancel(id)
            state.transient[id] = nil
        }
    }

    func cancel(_ timer: RuntimeTimer) {
        state.withLock { $0.timers.cancel(timer) }
    }

    /// Replaces all stored timers: after a start, and after a failed batch, by what the store holds.
    func replaceAll(_ timers: [RuntimeTimer]) {
        state.withLock { state in
            var kept = TimerQueue()
            for timer in timers { kept.set(timer) }
            let transient = state.transient.values.sorted {
                ($0.due, $0.id.owner.name, $0.id.number) < ($1.due, $1.id.owner.name, $1.id.number)
            }
            for timer in transient { kept.set(timer) }
            state.timers = kept
        }
        wake.yield()
    }

    /// Fires nothing more: for tests of what a process leaves behind that ended right here.
    package func pause() async {
        state.withLock { $0.isPaused = true }
    }

    /// How many timers are set.
    package var count: Int { state.withLock { $0.timers.count } }

    /// Waits on the runtime's clock until a time has come, or the task is cancelled.
    ///
    /// Nothing of it is stored.
    ///
    /// - Parameters:
    ///   - due: The time.
    ///   - kind: Whether virtual time goes to it. Default: it does.
    ///   - keepsActivity: Whether the caller goes on with work that must be done before virtual time moves on. Then an activity has begun
    ///     when this returns, and the caller ends it. Default `false`.
    package func sleep(
        until due: Timestamp,
        kind: RuntimeTimer.Kind = .driving,
        keepsActivity: Bool = false
    ) async {
        await wait(until: due, kind) {}
        if !keepsActivity { activity.end() }
    }

    /// Waits as `sleep` does, in the midst of work that counts as activity.
    ///
    /// The caller's activity is laid down once the timer is set, so that virtual time neither stands still for the wait nor passes it
    /// by, and is taken up again before this returns.
    package func nap(until due: Timestamp) async {
        await wait(until: due, .driving) { activity.end() }
    }

    /// Waits; when this returns an activity has begun that the caller ends.
    private func wait(until due: Timestamp, _ kind: RuntimeTimer.Kind, onSet: () -> Void) async {
        let key = state.withLock { state in
            state.sleeperNext += 1
            return TimerKey(owner: Self.sleeperOwner, number: state.sleeperNext)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.sleepers[key] = continuation }
                setTransient(RuntimeTimer(owner: key.owner, number: key.number, due: due, kind: kind))
                if Task.isCancelled || state.withLock({ $0.isStopped }) { resume(key) }
                onSet()
            }
        } onCancel: {
            resume(key)
        }
    }

    /// Wakes a sleeper, whose waking counts as activity until it has woken.
    private func resume(_ key: TimerKey) {
        let sleeper = state.withLock { state in
            state.timers.cancel(key)
            state.transient[key] = nil
            return state.sleepers.removeValue(forKey: key)
        }
        guard let sleeper else { return }
        activity.begin()
        sleeper.resume()
    }

    /// Waits until nothing more can happen by itself: no turn, no handler, and under virtual time no driving timer.
    package func quiet() async {
        await withCheckedContinuation { continuation in
            let isStopped = state.withLock { state in
                if !state.isStopped { state.quietWaiters.append(continuation) }
                return state.isStopped
            }
            if isStopped { continuation.resume() } else { wake.yield() }
        }
    }

    /// Nothing is on its way: virtual time may move, and on real time whoever waits for quiet has it.
    private func noteQuiet() {
        let someoneWaits = state.withLock { !$0.quietWaiters.isEmpty }
        if clock.isVirtual || someoneWaits { wake.yield() }
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
        state.withLock { $0.isStopped = true }
        for key in state.withLock({ Array($0.sleepers.keys) }) { resume(key) }
        let abandoned = state.withLock { state in
            defer { state.quietWaiters = [] }
            return state.quietWaiters
        }
        for waiter in abandoned { waiter.resume() }
    }

    private func fireDue() {
        let fire = fire.withLock { $0 }
        while let timer = state.withLock({ state -> RuntimeTimer? in
            guard !state.isPaused else { return nil }
            let due = state.timers.popDue(at: clock.now)
            if let due { state.transient[due.id] = nil }
            return due
        }) {
            if timer.id.owner == Self.sleeperOwner {
                resume(timer.id)
            } else {
                fire.call(timer)
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
        let reading = activity.reading
        guard !reading.isBusy else {
            _ = await wakes.next(isolation: #isolation)
            return
        }
        if reading.handlers > 0 {
            // A handler that neither ends nor waits for us holds time only for its grace.
            let woken = await next(&wakes, within: handlerGrace)
            let later = activity.reading
            if woken || later.isBusy || later.handlers == 0 { return }
        }
        if let due = state.withLock({ $0.isPaused ? nil : $0.timers.nextDriving() }) {
            clock.advance(to: due)
            return
        }
        releaseQuietWaiters()
        _ = await wakes.next(isolation: #isolation)
    }

    private func releaseQuietWaiters() {
        guard activity.reading.isQuiet else { return }
        let waiters = state.withLock { state in
            defer { state.quietWaiters = [] }
            return state.quietWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits for a wake, or for a span of real time.
    ///
    /// Returns whether it was woken.
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
