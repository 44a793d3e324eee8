import QuickstepServiceKit

/// How many messages of a queue can be received, are in someone's hands, and wait for their delay to end.
struct MessageCounts: Sendable, Equatable {
    var visible: Int64 = 0
    var inFlight: Int64 = 0
    var delayed: Int64 = 0
}

extension OpenQueue {
    /// Counts the messages.
    ///
    /// The ledger knows how many are hidden; only those are looked at that are due and not announced yet.
    func counts(_ turn: Turn) throws(ServiceError) -> MessageCounts {
        var now = ledger
        if let alarm = ledger.alarm, alarm.due <= turn.now {
            try Kernel.forEachRow(in: dueRange(alarm, at: turn.now), turn) { (row) throws(ServiceError) in
                now.count(try rows.readyEntry(row, generation: generation).readiness, -1)
            }
        }
        return MessageCounts(
            visible: max(0, now.messages - now.inFlight - now.delayed),
            inFlight: now.inFlight,
            delayed: now.delayed
        )
    }

    /// Counts the hidden messages of a queue whose ledger is of an older version.
    mutating func completeLedger(_ turn: Turn) throws(ServiceError) {
        var counted = QueueLedger()
        if let alarm = ledger.alarm {
            let start = rows.ready(generation, visibleAt: alarm.due, sequence: alarm.announcedUpTo &+ 1)
            let range = start..<rows.ready(generation).prefixRange.upperBound
            try Kernel.forEachRow(in: range, turn) { (row) throws(ServiceError) in
                counted.count(try rows.readyEntry(row, generation: generation).readiness, 1)
            }
        }
        ledger.complete(inFlight: counted.inFlight, delayed: counted.delayed)
    }
}
