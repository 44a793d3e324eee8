import QuickstepPrimitives
import QuickstepServiceKit

extension OpenQueue {
    /// How many messages are read at a time: they may be large.
    private static let retentionChunk = 16

    /// Drops messages from the oldest on that were kept long enough, and sets the timer for the next.
    mutating func dropExpired(_ turn: inout Turn) throws(ServiceError) {
        guard let due = ledger.retentionDue, due <= turn.now else { return }
        fired = .retention
        var budget = SQSLimits.sweptMax
        let first = try dropInOrder(&budget, &turn)
        let firstMoved = try dropMoved(&budget, &turn)
        guard budget > 0 else {
            ledger.retentionDue = turn.now
            return
        }
        // An empty queue needs no timer.
        ledger.retentionDue = [first, firstMoved].compactMap(\.self).min()
    }

    /// Drops in the order of arrival, and says when the first that is left is to be dropped.
    ///
    /// A message that came by itself is no older than any before it, moved ones included: the first that stays ends the search.
    private mutating func dropInOrder(_ budget: inout Int, _ turn: inout Turn) throws(ServiceError) -> Timestamp? {
        let prefix = rows.messages(generation)
        var messages = RowRunner(prefix.prefixRange, chunk: Self.retentionChunk)
        while budget > 0, let row = try messages.peek(turn) {
            messages.pass()
            let expiry = try drop(try QueueRows.sequence(of: row.key, under: prefix), &turn)
            if let expiry { return expiry }
            budget -= 1
        }
        return nil
    }

    /// The same for the messages that came from another queue, in the order of their first send.
    private mutating func dropMoved(_ budget: inout Int, _ turn: inout Turn) throws(ServiceError) -> Timestamp? {
        let prefix = rows.moved(generation)
        var moved = RowRunner(prefix.prefixRange, chunk: Self.retentionChunk)
        while budget > 0, let row = try moved.peek(turn) {
            moved.pass()
            let (_, sequence) = try QueueRows.timeAndNumber(of: row.key, under: prefix)
            if let expiry = try drop(sequence, &turn) { return expiry }
            budget -= 1
        }
        return nil
    }

    /// Drops a message, or says when it is to be dropped.
    private mutating func drop(_ sequence: Int64, _ turn: inout Turn) throws(ServiceError) -> Timestamp? {
        // It may have gone a moment ago, by its other index.
        guard try turn.get(rows.messages(generation).integer(sequence)) != nil else { return nil }
        let message = try message(sequence, &turn)
        let expiry = message.expiry(retentionSeconds: record.settings.retentionSeconds)
        guard expiry <= turn.now else { return expiry }
        let place = try place(sequence, try state(sequence, &turn), message.identity, &turn)
        try inGroup(message.groupID, &turn) { (queue, turn) throws(ServiceError) in
            queue.expire(place, message.identity, &turn)
        }
        return nil
    }
}
