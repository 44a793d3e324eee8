import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension OpenQueue {
    /// Announces the messages whose delay or visibility timeout has ended, and sets the alarm for the next.
    mutating func ring(_ turn: inout Turn) throws(ServiceError) {
        guard let alarm = ledger.alarm, alarm.due <= turn.now else { return }
        fired = .alarm
        let found = try turn.range(dueRange(alarm, at: turn.now), limit: SQSLimits.announcedMax)
        var last: ReadyEntry?
        for row in found {
            let entry = try rows.readyEntry(row, generation: generation)
            last = entry
            guard entry.readiness != .visible else { continue }
            ledger.count(entry.readiness, -1)
            let identity = try identity(entry.sequence, try state(entry.sequence, &turn), &turn)
            try announce(entry, identity, &turn)
            notify("MessageVisible", identity, .progressed, &turn)
            hasNewVisible = true
        }
        if let last, found.count == SQSLimits.announcedMax {
            ledger.alarm = QueueLedger.Alarm(due: last.visibleAt, announcedUpTo: last.sequence)
        } else {
            ledger.alarm = try nextAlarm(&turn)
        }
    }

    /// Takes a message to where the visible ones of its group are.
    private mutating func announce(
        _ entry: ReadyEntry,
        _ identity: MessageIdentity,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard let group = identity.groupID else { return }
        turn.delete(entry.key)
        // In a FIFO queue it never left the line.
        guard !isFIFO else { return }
        let place = Place(
            sequence: entry.sequence,
            visibleAt: entry.visibleAt,
            readiness: .visible,
            group: group
        )
        turn.put(waitingKey(place, in: group), [])
        try settleRotation(of: group, &turn)
    }
}
