import QuickstepPrimitives

/// What the timer driver knows, and what it does next: a value, without a clock.
///
/// Only the soonest stored timers are in memory: those up to the *horizon*. The others are rows, and are read when time comes near, so
/// that a million of them cost no more than a few.
struct TimerAgenda: Sendable {
    /// What comes next.
    enum Next: Sendable, Equatable {
        /// Fire what has come due.
        case fire
        /// Read the stored timers that are due after a time: what is in memory ends there.
        case load(after: Timestamp)
        /// Move the clock.
        case move(to: Timestamp)
        /// Tell those who waited for time to be here.
        case arrive
        /// Wait: for a clock that runs by itself until a time, else for something to happen.
        case rest(until: Timestamp?)
    }

    private var queue = TimerQueue()
    /// Those of the timers that no row stands for: they end with the process.
    private var transient: [TimerKey: RuntimeTimer] = [:]
    /// Every stored timer that is due up to here is in memory, and no later one.
    ///
    /// Nil: all are.
    private(set) var horizon: Timestamp?
    /// Where time was told to go.
    private var targets: [Timestamp] = []
    /// How many stored timers stay in memory when there are too many.
    private let capacity: Int
    /// With how many the next look for what may go is made.
    private var trimsAt: Int

    /// - Parameter capacity: How many stored timers stay in memory when there are more than twice as many.
    init(capacity: Int) {
        self.capacity = capacity
        trimsAt = 2 * capacity
    }

    /// How many timers are in memory.
    var count: Int { queue.count }

    // MARK: Timers

    mutating func set(_ timer: RuntimeTimer, isTransient: Bool) {
        if isTransient {
            transient[timer.id] = timer
        } else if let horizon, timer.due > horizon {
            // Its row is enough. One of the same name that was due sooner is no more.
            return queue.cancel(timer.id)
        }
        queue.set(timer)
        trim()
    }

    mutating func cancel(_ id: TimerKey) {
        queue.cancel(id)
        transient[id] = nil
    }

    /// Takes a timer back, but not one of the same name that was set for another time since.
    mutating func cancel(_ timer: RuntimeTimer) {
        queue.cancel(timer)
    }

    /// Replaces all stored timers by what the store holds up to a horizon.
    mutating func replaceStored(_ timers: [RuntimeTimer], upTo horizon: Timestamp?) {
        queue = TimerQueue()
        self.horizon = nil
        let kept = transient.values.sorted {
            ($0.due, $0.id.owner.name, $0.id.number) < ($1.due, $1.id.owner.name, $1.id.number)
        }
        for timer in timers + kept { queue.set(timer) }
        self.horizon = horizon
        trim()
    }

    /// Adds the stored timers between the horizon and a later one.
    mutating func extend(by timers: [RuntimeTimer], upTo horizon: Timestamp?) {
        for timer in timers { queue.set(timer) }
        self.horizon = horizon
    }

    private mutating func trim() {
        guard queue.count - transient.count > trimsAt else { return }
        if let cut = queue.keepSoonest(capacity, and: { [transient] in transient[$0] != nil }) { horizon = cut }
        // Timers of one instant stay together, however many they are.
        trimsAt = max(2 * capacity, 2 * (queue.count - transient.count))
    }

    /// Removes and returns the soonest timer that is due.
    mutating func popDue(at now: Timestamp) -> RuntimeTimer? {
        let due = queue.popDue(at: min(now, horizon ?? now))
        if let due { transient[due.id] = nil }
        return due
    }

    /// Up to where stored timers are known, where some that are due may lie behind that.
    func unread(at now: Timestamp) -> Timestamp? {
        horizon.flatMap { $0 < now ? $0 : nil }
    }

    // MARK: Time

    mutating func travel(to target: Timestamp) {
        targets.append(target)
    }

    /// Gives a target up.
    mutating func stay(from target: Timestamp) {
        if let index = targets.firstIndex(of: target) { targets.remove(at: index) }
    }

    /// Removes the targets that time has reached.
    mutating func arrive(at now: Timestamp) {
        targets.removeAll { $0 <= now }
    }

    /// What a clock that runs by itself does next.
    mutating func nextOfRunningClock(at now: Timestamp) -> Next {
        let due = queue.first()?.due
        if let due, due <= min(now, horizon ?? now) { return .fire }
        if let horizon, due ?? .distantFuture > horizon { return .load(after: horizon) }
        return .rest(until: due)
    }

    /// What a clock that stands still does next, when nothing goes on.
    ///
    /// Whoever tells time where to go allows it to pass deadlines of every kind; by itself it goes to driving ones only.
    mutating func nextOfStandingClock(at now: Timestamp, isAutomatic: Bool) -> Next {
        if let due = queue.first()?.due, due <= min(now, horizon ?? now) { return .fire }
        if let target = targets.min() {
            guard target > now else { return .arrive }
            let stop = min(queue.first()?.due ?? target, target)
            if let horizon, horizon < stop { return .load(after: horizon) }
            return .move(to: stop)
        }
        guard isAutomatic else { return .rest(until: nil) }
        let waking = queue.firstWaking()
        if let horizon, waking?.due ?? .distantFuture > horizon { return .load(after: horizon) }
        return queue.nextDriving().map { .move(to: $0) } ?? .rest(until: nil)
    }
}

extension Timestamp {
    fileprivate static let distantFuture = Timestamp(milliseconds: .max)
}
