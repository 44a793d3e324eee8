import QuickstepServiceKit

/// Which deliveries are under way, and which wait for a place because their subscriber has as many as he may: a value.
///
/// Subscribers have places of their own, so one that is slow keeps only his own messages waiting.
struct DeliveryLines: Sendable {
    /// The messages of one subscription.
    private struct Line: Sendable {
        var underWay = 0
        var waiting: [RuntimeTimer] = []
        /// How many of those were taken already.
        var taken = 0

        mutating func next() -> RuntimeTimer? {
            guard taken < waiting.count else {
                waiting = []
                taken = 0
                return nil
            }
            defer { taken += 1 }
            return waiting[taken]
        }
    }

    private var known: Set<TimerKey> = []
    private var lines: [String: Line] = [:]
    private let placesMax: Int

    init(placesMax: Int) {
        self.placesMax = placesMax
    }

    /// A delivery is due.
    ///
    /// Returns whether it is new: one that is under way or waits is not taken up again, although its timer is still there.
    mutating func begin(_ id: TimerKey) -> Bool {
        known.insert(id).inserted
    }

    /// A delivery is over, or will be begun again by another timer.
    mutating func forget(_ id: TimerKey) {
        known.remove(id)
    }

    /// A delivery asks for a place.
    ///
    /// Returns whether it has one; otherwise `leave` names it later.
    mutating func enter(_ subscription: String, _ timer: RuntimeTimer) -> Bool {
        guard lines[subscription, default: Line()].underWay < placesMax else {
            lines[subscription]?.waiting.append(timer)
            return false
        }
        lines[subscription, default: Line()].underWay += 1
        return true
    }

    /// A delivery gives its place back.
    ///
    /// Returns the one that has it now; `nil` where none waits.
    mutating func leave(_ subscription: String) -> RuntimeTimer? {
        guard var line = lines[subscription] else { return nil }
        let next = line.next()
        if next == nil { line.underWay -= 1 }
        lines[subscription] = line.underWay == 0 ? nil : line
        return next
    }
}
