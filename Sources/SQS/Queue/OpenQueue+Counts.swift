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
    /// Only the hidden ones are looked at, one by one; the ledger knows the sum.
    func counts(_ turn: inout Turn) throws(ServiceError) -> MessageCounts {
        var counts = MessageCounts()
        for row in try turn.range(hiddenRange(at: turn.now)) {
            let entry = try rows.readyEntry(row, generation: record.generation)
            if entry.readiness == .delayed { counts.delayed += 1 } else { counts.inFlight += 1 }
        }
        counts.visible = max(0, ledger.messages - counts.inFlight - counts.delayed)
        return counts
    }
}
