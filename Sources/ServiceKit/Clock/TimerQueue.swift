package import QuickstepPrimitives

/// All timers of a runtime, soonest first: a heap whose cancelled entries are skipped when they surface.
package struct TimerQueue: Sendable {
    private struct Entry: Sendable {
        let timer: RuntimeTimer
        /// Breaks ties: timers of one instant fire in the order in which they were set.
        let order: Int

        func isBefore(_ other: Entry) -> Bool {
            (timer.due, order) < (other.timer.due, other.order)
        }
    }

    private var heap: [Entry] = []
    /// The due time of each live timer.
    ///
    /// An entry of the heap that disagrees was cancelled or set anew.
    private var live: [TimerKey: Timestamp] = [:]
    private var orderNext = 0

    package init() {}

    /// How many timers are set.
    package var count: Int { live.count }

    package mutating func set(_ timer: RuntimeTimer) {
        guard live.updateValue(timer.due, forKey: timer.id) != timer.due else { return }
        heap.append(Entry(timer: timer, order: orderNext))
        orderNext += 1
        siftUp(heap.count - 1)
    }

    /// Takes a timer back, but not one of the same name that was set for another time since.
    package mutating func cancel(_ timer: RuntimeTimer) {
        if live[timer.id] == timer.due { cancel(timer.id) }
    }

    package mutating func cancel(_ id: TimerKey) {
        live[id] = nil
        // A queue of mostly cancelled timers is rebuilt, so that its size follows the live ones.
        guard heap.count > 64, heap.count > 4 * live.count else { return }
        let kept = heap.filter { live[$0.timer.id] == $0.timer.due }
        heap.removeAll(keepingCapacity: true)
        for entry in kept {
            heap.append(entry)
            siftUp(heap.count - 1)
        }
    }

    /// The soonest timer.
    package mutating func first() -> RuntimeTimer? {
        while let entry = heap.first {
            if live[entry.timer.id] == entry.timer.due { return entry.timer }
            removeFirst()
        }
        return nil
    }

    /// The due time of the soonest timer for whose sake virtual time may move, where no bounding timer comes first.
    package mutating func nextDriving() -> Timestamp? {
        guard let first = first() else { return nil }
        switch first.kind {
        case .driving: return first.due
        case .bounding: return nil
        case .passive: return nextDrivingBehindPassive()
        }
    }

    private func nextDrivingBehindPassive() -> Timestamp? {
        var soonest: Entry?
        for entry in heap where live[entry.timer.id] == entry.timer.due && entry.timer.kind != .passive {
            if soonest.map({ entry.isBefore($0) }) ?? true { soonest = entry }
        }
        guard let soonest, soonest.timer.kind == .driving else { return nil }
        return soonest.timer.due
    }

    /// Removes and returns the soonest timer that is due.
    package mutating func popDue(at now: Timestamp) -> RuntimeTimer? {
        guard let timer = first(), timer.due <= now else { return nil }
        removeFirst()
        live[timer.id] = nil
        return timer
    }

    package mutating func removeAll() {
        heap.removeAll()
        live.removeAll()
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        siftDown(0)
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].isBefore(heap[least])
            {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
