import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension OpenQueue {
    /// Announces the messages whose delay or visibility timeout has ended, and sets the alarm for the next.
    mutating func ring(_ turn: inout Turn) throws(ServiceError) {
        guard let alarm = ledger.alarm, alarm.due <= turn.now else { return }
        fired = .alarm
        let start = rows.ready(record.generation, visibleAt: alarm.due, sequence: alarm.announcedUpTo &+ 1)
        let upper = visibleRange(at: turn.now).upperBound
        let found = try turn.range(start..<upper, limit: SQSLimits.announcedMax)
        var last: ReadyEntry?
        for row in found {
            let entry = try rows.readyEntry(row, generation: record.generation)
            last = entry
            guard entry.readiness != .visible else { continue }
            notify("MessageVisible", try message(entry.sequence, &turn), .progressed, &turn)
            hasNewVisible = true
        }
        if let last, found.count == SQSLimits.announcedMax {
            ledger.alarm = QueueLedger.Alarm(due: last.visibleAt, announcedUpTo: last.sequence)
        } else {
            ledger.alarm = try nextAlarm(&turn)
        }
    }

    /// Drops messages from the oldest on that were kept long enough, and sets the timer for the next.
    mutating func dropExpired(_ turn: inout Turn) throws(ServiceError) {
        guard let due = ledger.retentionDue, due <= turn.now else { return }
        fired = .retention
        let prefix = rows.messages(record.generation)
        let found = try turn.range(prefix.prefixRange, limit: SQSLimits.sweptMax)
        var next: Timestamp?
        for row in found {
            let sequence = try QueueRows.sequence(of: row.key, under: prefix)
            let message = try message(sequence, &turn)
            let expiry = message.expiry(retentionSeconds: record.settings.retentionSeconds)
            guard expiry <= turn.now else {
                next = expiry
                break
            }
            let visibleAt = try state(sequence, &turn)?.visibleAt ?? message.firstVisibleAt
            expire(message, sequence, visibleAt: visibleAt, &turn)
        }
        // A full pass without an end goes on at once; an empty queue needs no timer.
        ledger.retentionDue = next ?? (found.count == SQSLimits.sweptMax ? turn.now : nil)
    }
}
