import QuickstepPrimitives

/// A part of the stored timers: those that are due between two times, whole instants.
struct TimerWindow: Sendable {
    /// The timers, soonest first.
    let timers: [RuntimeTimer]
    /// The last instant that is read; nil where no later timer is stored.
    let horizon: Timestamp?

    /// Reads the stored timers that are due after a time.
    ///
    /// - Parameters:
    ///   - start: The time; nil for all.
    ///   - count: About how many are read: the instant that the last one is due at is read whole.
    ///   - turn: The turn that reads.
    /// - Throws: `ServiceError` when a row cannot be read.
    init(after start: Timestamp?, count: Int, _ turn: borrowing Turn) throws(ServiceError) {
        let all = RuntimeTimer.index.prefixRange
        let from = start.map { RuntimeTimer.index.integer($0.adding(milliseconds: 1).milliseconds) } ?? all.lowerBound
        let rows = try turn.range(from..<all.upperBound, limit: count)
        var timers: [RuntimeTimer] = []
        timers.reserveCapacity(rows.count)
        for row in rows { timers.append(try Self.timer(row)) }
        guard rows.count == count, let last = timers.last?.due else {
            self.timers = timers
            horizon = nil
            return
        }
        let instant = RuntimeTimer.index.integer(last.milliseconds).prefixRange
        timers.removeAll { $0.due == last }
        for row in try turn.range(instant) { timers.append(try Self.timer(row)) }
        self.timers = timers
        horizon = last
    }

    private static func timer(_ row: StoreRow) throws(ServiceError) -> RuntimeTimer {
        guard let timer = RuntimeTimer(row: row) else { throw .damaged("a row of the timer index") }
        return timer
    }
}
