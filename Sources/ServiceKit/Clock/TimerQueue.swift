package import QuickstepPrimitives

/// The timers that are in memory, soonest first.
///
/// Heaps whose cancelled entries are skipped when they surface. Passive timers have one of their own, so that there may be many of
/// them in front of the next timer that moves virtual time.
package struct TimerQueue: Sendable {
    private var waking = TimerHeap()
    private var passive = TimerHeap()
    /// The entry of each live timer.
    ///
    /// Any other entry of a heap was cancelled or set anew.
    private var live: [TimerKey: Setting] = [:]
    private var orderNext = 0

    private struct Setting: Sendable {
        let due: Timestamp
        let kind: RuntimeTimer.Kind
        let order: Int
    }

    package init() {}

    /// How many timers are set.
    package var count: Int { live.count }

    package mutating func set(_ timer: RuntimeTimer) {
        if let known = live[timer.id], known.due == timer.due, known.kind == timer.kind { return }
        let entry = TimerHeap.Entry(timer: timer, order: orderNext)
        live[timer.id] = Setting(due: timer.due, kind: timer.kind, order: orderNext)
        orderNext += 1
        if timer.kind == .passive { passive.insert(entry) } else { waking.insert(entry) }
    }

    /// Takes a timer back, but not one of the same name that was set for another time since.
    package mutating func cancel(_ timer: RuntimeTimer) {
        if live[timer.id]?.due == timer.due { cancel(timer.id) }
    }

    package mutating func cancel(_ id: TimerKey) {
        live[id] = nil
        // Heaps of mostly cancelled timers are rebuilt, so that their size follows the live ones.
        let entries = waking.entries.count + passive.entries.count
        guard entries > 64, entries > 4 * live.count else { return }
        keepLive()
    }

    /// Keeps the timers that are soonest, and those that end with the process.
    ///
    /// - Parameters:
    ///   - count: How many of the others stay at least; more where they are due at the same instant as the last of them.
    ///   - isTransient: Whether a timer must stay.
    /// - Returns: When the last of those that stayed is due; nil where nothing had to go.
    package mutating func keepSoonest(_ count: Int, and isTransient: (TimerKey) -> Bool) -> Timestamp? {
        let stored = live.filter { !isTransient($0.key) }
        guard count > 0, stored.count > count else { return nil }
        let horizon = stored.values.map(\.due).sorted()[count - 1]
        let late = stored.filter { $0.value.due > horizon }
        guard !late.isEmpty else { return nil }
        for id in late.keys { live[id] = nil }
        keepLive()
        return horizon
    }

    private mutating func keepLive() {
        let live = live
        waking.keep { live[$0.timer.id]?.order == $0.order }
        passive.keep { live[$0.timer.id]?.order == $0.order }
    }

    /// The soonest timer.
    package mutating func first() -> RuntimeTimer? {
        skipCancelled()
        guard let waking = waking.first else { return passive.first?.timer }
        guard let passive = passive.first else { return waking.timer }
        return waking.isBefore(passive) ? waking.timer : passive.timer
    }

    /// The soonest timer that is not housekeeping.
    package mutating func firstWaking() -> RuntimeTimer? {
        skipCancelled()
        return waking.first?.timer
    }

    /// The due time of the soonest timer for whose sake virtual time may move, where no bounding timer comes first.
    package mutating func nextDriving() -> Timestamp? {
        guard let first = firstWaking(), first.kind == .driving else { return nil }
        return first.due
    }

    /// Removes and returns the soonest timer that is due.
    package mutating func popDue(at now: Timestamp) -> RuntimeTimer? {
        guard let timer = first(), timer.due <= now else { return nil }
        if timer.kind == .passive { passive.removeFirst() } else { waking.removeFirst() }
        live[timer.id] = nil
        return timer
    }

    private mutating func skipCancelled() {
        while let entry = waking.first, live[entry.timer.id]?.order != entry.order { waking.removeFirst() }
        while let entry = passive.first, live[entry.timer.id]?.order != entry.order { passive.removeFirst() }
    }
}
