import QuickstepPrimitives
import QuickstepServiceKit

/// The lines of a FIFO queue's groups.
extension OpenQueue {
    func lineEntry(_ row: StoreRow, under prefix: StoreKey) throws(ServiceError) -> LineEntry {
        let sequence = try QueueRows.sequence(of: row.key, under: prefix)
        guard let entry = LineEntry(sequence: sequence, bytes: row.value) else {
            throw .damaged("the line of a group of the queue \(address.name)")
        }
        return entry
    }

    /// The first message of a group; `nil` where it has none.
    func head(of group: String, _ turn: inout Turn) throws(ServiceError) -> LineEntry? {
        let prefix = rows.lines(generation).text(group)
        guard let row = try turn.range(prefix.prefixRange, limit: 1).first else { return nil }
        return try lineEntry(row, under: prefix)
    }

    func headKey(_ entry: LineEntry) -> StoreKey {
        rows.heads(generation).integer(entry.visibleAt.milliseconds).integer(entry.sequence)
    }

    /// Has the index of heads show the first message of a group.
    ///
    /// A group whose first message is gone stands behind all others that are available now, so that groups take turns, however old the
    /// messages of one are.
    mutating func settleHead(
        of group: String,
        _ before: LineEntry?,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard var after = try head(of: group, &turn) else {
            if let before { turn.delete(headKey(before)) }
            return
        }
        let isFree = after.visibleAt <= turn.now
        if let before, before.sequence != after.sequence, isFree, !ledger.isHidden(after.place(in: group)) {
            let place = Place(sequence: after.sequence, visibleAt: turn.now, readiness: .visible, group: group)
            after = LineEntry(place)
            turn.put(rows.lines(generation).text(group).integer(after.sequence), after.bytes)
        }
        if after == before { return }
        if let before { turn.delete(headKey(before)) }
        turn.put(headKey(after), Array(group.utf8))
        if isFree { hasNewVisible = true }
    }

    /// Adds a message to the end of its group's line.
    mutating func append(_ place: Place, in group: String, _ turn: inout Turn) throws(ServiceError) {
        if try head(of: group, &turn) == nil { turn.put(headKey(LineEntry(place)), Array(group.utf8)) }
        enter(place, &turn)
    }
}
