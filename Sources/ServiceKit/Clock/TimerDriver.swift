package import QuickstepPrimitives
import Synchronization

/// Fires the runtime's timers: the only place that waits for real time.
package final class TimerDriver: Sendable {
    private struct State {
        var agenda: TimerAgenda
        var sleepers: [TimerKey: CheckedContinuation<Void, Never>] = [:]
        var sleeperNext: Int64 = 1
        /// Whoever told time where to go, and waits for it to be there.
        var travellers: [Int64: Traveller] = [:]
        /// When the loop will look again by itself; a sooner timer must wake it.
        var wakesAt: Timestamp?
        /// Whoever waits for the moment when nothing more can happen by itself.
        var quietWaiters: [CheckedContinuation<Void, Never>] = []
        /// Nothing will fire any more; who would wait goes on at once.
        var isStopped = false
        var isPaused = false
    }

    /// Whether a span of real time is over.
    private final class Alarm: Sendable {
        let hasRung = Mutex(false)
    }

    private struct Traveller {
        let target: Timestamp
        let continuation: CheckedContinuation<Void, Never>
    }

    /// Who is told of a due timer, and who reads the stored timers that are not in memory.
    ///
    /// A struct, for a bare closure in a `Mutex` is wrapped once more by every `withLock`, until the wraps overflow the stack.
    private struct Connections: Sendable {
        var fire: @Sendable (RuntimeTimer) -> Void = { _ in }
        var load: @Sendable (Timestamp) async -> Bool = { _ in false }
    }

    private let clock: RuntimeClock
    private let activity: ActivityGauge
    /// How long a running handler keeps virtual time from moving, in real time.
    private let handlerGrace: Duration
    private let state: Mutex<State>
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation
    private let connections = Mutex(Connections())

    private static let sleeperOwner = Owner(kind: .runtime, name: "sleepers")

    init(clock: RuntimeClock, activity: ActivityGauge, handlerGrace: Duration, capacity: Int) {
        state = Mutex(State(agenda: TimerAgenda(capacity: capacity)))
        self.clock = clock
        self.activity = activity
        self.handlerGrace = handlerGrace
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        activity.whenQuiet { [weak self] in self?.noteQuiet() }
    }

    /// Names who is told of a due timer, and who reads stored timers.
    ///
    /// - Parameters:
    ///   - fire: It must only hand the timer on and return.
    ///   - load: Reads the stored timers that are due after a time, and hands them to `extend`. Returns whether it could.
    func connect(
        _ fire: @escaping @Sendable (RuntimeTimer) -> Void,
        load: @escaping @Sendable (Timestamp) async -> Bool
    ) {
        connections.withLock { $0 = Connections(fire: fire, load: load) }
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
            state.agenda.set(timer, isTransient: isTransient)
            return state.wakesAt.map { timer.due < $0 } ?? true
        }
        if isSooner { wake.yield() }
    }

    package func cancel(_ id: TimerKey) {
        state.withLock { $0.agenda.cancel(id) }
    }

    func cancel(_ timer: RuntimeTimer) {
        state.withLock { $0.agenda.cancel(timer) }
    }

    /// Replaces all stored timers: after a start, and after a failed batch, by what the store holds.
    func replaceAll(_ timers: [RuntimeTimer], upTo horizon: Timestamp?) {
        state.withLock { $0.agenda.replaceStored(timers, upTo: horizon) }
        wake.yield()
    }

    /// Adds stored timers behind those that are in memory.
    func extend(by timers: [RuntimeTimer], upTo horizon: Timestamp?) {
        state.withLock { $0.agenda.extend(by: timers, upTo: horizon) }
    }

    /// Fires nothing more: for tests of what a process leaves behind that ended right here.
    package func pause() async {
        state.withLock { $0.isPaused = true }
    }

    /// How many timers are in memory.
    package var count: Int { state.withLock { $0.agenda.count } }

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
            state.agenda.cancel(key)
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

    /// Nothing is on its way: time that stands still may move, and else whoever waits for quiet has it.
    private func noteQuiet() {
        let someoneWaits = state.withLock { !$0.quietWaiters.isEmpty }
        if clock.standsStill || someoneWaits { wake.yield() }
    }

    // MARK: Travelling

    /// Moves time that stands still to a later time, and returns when everything that this brings about has happened.
    ///
    /// Time stops at each deadline on the way, of whatever kind, and goes on when nothing can happen by itself. Where the task is
    /// cancelled, or the runtime stops, time stays where it has got to.
    package func advance(to target: Timestamp) async {
        let key = state.withLock { state in
            state.sleeperNext += 1
            return state.sleeperNext
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    state.travellers[key] = Traveller(target: target, continuation: continuation)
                    state.agenda.travel(to: target)
                }
                if Task.isCancelled || state.withLock({ $0.isStopped }) { giveUp(key) }
                wake.yield()
            }
        } onCancel: {
            giveUp(key)
        }
    }

    /// Whether somebody waits for time to be where it was told to go.
    package var isTravelling: Bool { state.withLock { !$0.travellers.isEmpty } }

    private func giveUp(_ key: Int64) {
        let traveller = state.withLock { state in
            let traveller = state.travellers.removeValue(forKey: key)
            if let traveller { state.agenda.stay(from: traveller.target) }
            return traveller
        }
        traveller?.continuation.resume()
    }

    /// Tells those who are where they wanted to be; where something has begun since, the loop looks again when it is over.
    private func arrive() {
        let now = clock.now
        let arrived = state.withLock { state -> [Int64: Traveller] in
            guard !activity.reading.isBusy else { return [:] }
            state.agenda.arrive(at: now)
            let arrived = state.travellers.filter { $0.value.target <= now }
            for key in arrived.keys { state.travellers[key] = nil }
            return arrived
        }
        for (_, traveller) in arrived.sorted(by: { $0.key < $1.key }) { traveller.continuation.resume() }
    }

    // MARK: The loop

    /// Fires timers until the task is cancelled.
    package func run() async {
        await withTaskCancellationHandler {
            var wakes = wakes.makeAsyncIterator()
            repeat {
                fireDue()
                if clock.standsStill {
                    await moveTime(&wakes)
                } else {
                    await waitForTime(&wakes)
                }
            } while !Task.isCancelled
        } onCancel: {
            wake.yield()
            wake.finish()
        }
        state.withLock { $0.isStopped = true }
        for key in state.withLock({ Array($0.sleepers.keys) }) { resume(key) }
        for key in state.withLock({ Array($0.travellers.keys) }) { giveUp(key) }
        let abandoned = state.withLock { state in
            defer { state.quietWaiters = [] }
            return state.quietWaiters
        }
        for waiter in abandoned { waiter.resume() }
    }

    private func fireDue() {
        let fire = connections.withLock(\.fire)
        while let timer = state.withLock({ state -> RuntimeTimer? in
            state.isPaused ? nil : state.agenda.popDue(at: clock.now)
        }) {
            if timer.id.owner == Self.sleeperOwner {
                resume(timer.id)
            } else {
                fire(timer)
            }
        }
    }

    /// On a clock that runs by itself.
    private func waitForTime(_ wakes: inout AsyncStream<Void>.Iterator) async {
        let now = clock.now
        // The wall clock may be set while we sleep: look at it at least once a minute.
        var pause = Duration.seconds(60)
        let (next, rested) = state.withLock { state -> (TimerAgenda.Next, [CheckedContinuation<Void, Never>]) in
            let next = state.isPaused ? .rest(until: nil) : state.agenda.nextOfRunningClock(at: now)
            guard case .rest(let due) = next else { return (next, []) }
            state.wakesAt = due
            return (next, whoHasQuiet(&state))
        }
        for waiter in rested { waiter.resume() }
        switch next {
        case .fire: return
        case .load(let start): return await load(after: start, &wakes)
        case .rest(let due?): pause = min(pause, clock.realTime(ofMilliseconds: due.milliseconds(since: now)))
        case .rest, .move, .arrive: break
        }
        await self.next(&wakes, within: max(pause, Self.pauseMin))
        state.withLock { $0.wakesAt = nil }
    }

    /// The shortest wait: a scaled clock would else be looked at without a pause.
    private static let pauseMin = Duration.microseconds(100)

    /// On a clock that stands still.
    private func moveTime(_ wakes: inout AsyncStream<Void>.Iterator) async {
        // What is due by now does not wait for quiet: what goes on may itself wait for such a timer.
        let unread = state.withLock { $0.isPaused ? nil : $0.agenda.unread(at: clock.now) }
        if let unread { return await load(after: unread, &wakes) }
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
        let now = clock.now
        let (next, rested) = state.withLock { state -> (TimerAgenda.Next, [CheckedContinuation<Void, Never>]) in
            let next =
                state.isPaused
                ? .rest(until: nil) : state.agenda.nextOfStandingClock(at: now, isAutomatic: clock.movesByItself)
            guard case .rest = next else { return (next, []) }
            return (next, whoHasQuiet(&state))
        }
        for waiter in rested { waiter.resume() }
        switch next {
        case .fire: break
        case .load(let start):
            await load(after: start, &wakes)
        case .move(let time):
            // What has begun since the look at the gauge may set a sooner timer.
            activity.unlessBusy { clock.advance(to: time) }
        case .arrive:
            arrive()
        case .rest:
            _ = await wakes.next(isolation: #isolation)
        }
    }

    /// Reads what lies behind the timers in memory; where the store cannot be read, it is tried again a little later.
    private func load(after start: Timestamp, _ wakes: inout AsyncStream<Void>.Iterator) async {
        let load = connections.withLock(\.load)
        if await load(start) { return }
        await next(&wakes, within: Self.loadPause)
    }

    private static let loadPause = Duration.milliseconds(500)

    /// Takes those who wait for quiet, where it is quiet.
    ///
    /// It is looked for under the lock that whoever begins to wait, or sets a timer, needs too: looked for before, it may have been the
    /// quiet before what they began.
    private func whoHasQuiet(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        guard activity.reading.isQuiet else { return [] }
        defer { state.quietWaiters = [] }
        return state.quietWaiters
    }

    /// Waits for a wake, or for a span of real time.
    ///
    /// Returns whether it was woken.
    @discardableResult
    private func next(_ wakes: inout AsyncStream<Void>.Iterator, within span: Duration) async -> Bool {
        let wake = wake
        let alarm = Alarm()
        let sleeper = Task {
            try await Task.sleep(for: span)
            alarm.hasRung.withLock { $0 = true }
            wake.yield()
        }
        _ = await wakes.next(isolation: #isolation)
        sleeper.cancel()
        return !alarm.hasRung.withLock { $0 }
    }
}
