/// Timers in a heap, soonest first; those of one instant in the order in which they were set.
struct TimerHeap: Sendable {
    struct Entry: Sendable {
        let timer: RuntimeTimer
        /// Breaks ties.
        let order: Int

        func isBefore(_ other: Entry) -> Bool {
            (timer.due, order) < (other.timer.due, other.order)
        }
    }

    private(set) var entries: [Entry] = []

    var first: Entry? { entries.first }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        siftUp(entries.count - 1)
    }

    mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        siftDown(0)
    }

    /// Keeps some of the entries.
    mutating func keep(_ isKept: (Entry) -> Bool) {
        let kept = entries.filter(isKept)
        entries.removeAll()
        for entry in kept { insert(entry) }
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].isBefore(entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < entries.count && entries[child].isBefore(entries[least]) {
                least = child
            }
            guard least != parent else { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
