import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension OpenQueue {
    /// Receives up to `limit` visible messages, oldest first by the time from which they are visible.
    ///
    /// On the way it drops messages that were kept long enough, and moves those that were received too often to the dead-letter
    /// queue. What it returns is hidden for `hiddenSeconds`. Messages from before `since` stay as they lie.
    mutating func receive(
        _ limit: Int,
        hiddenSeconds: Int,
        since: MessageHorizon? = nil,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) -> [ReceivedMessage] {
        var received: [ReceivedMessage] = []
        var examined = 0
        var range = visibleRange(since: since?.time, at: turn.now)
        while received.count < limit, examined < SQSLimits.examinedMax {
            let found = try turn.range(range, limit: limit - received.count)
            guard let last = found.last else { break }
            examined += found.count
            range = last.key.successor..<range.upperBound
            for row in found {
                let entry = try rows.readyEntry(row, generation: record.generation)
                if let since, entry.sequence < since.sequence { continue }
                if let message = try take(entry, hiddenSeconds: hiddenSeconds, &turn, waking: waiters) {
                    received.append(message)
                }
            }
        }
        return received
    }

    private mutating func take(
        _ entry: ReadyEntry,
        hiddenSeconds: Int,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) -> ReceivedMessage? {
        let message = try message(entry.sequence, &turn)
        let old = try state(entry.sequence, &turn)
        if message.isExpired(at: turn.now, retentionSeconds: record.settings.retentionSeconds) {
            expire(message, entry.sequence, visibleAt: entry.visibleAt, &turn)
            return nil
        }
        if let old, try moveToDeadLetters(message, old, entry, &turn, waking: waiters) { return nil }
        let visibleAt =
            hiddenSeconds == 0 ? entry.visibleAt : turn.now.adding(milliseconds: Int64(hiddenSeconds) * 1000)
        let nonce = try turn.sequence()
        var state = old ?? MessageState(receivedAt: turn.now, visibleAt: visibleAt, nonce: nonce)
        if old != nil { state.receive(at: turn.now, visibleAt: visibleAt, nonce: nonce) }
        put(state, of: entry.sequence, &turn)
        if hiddenSeconds > 0 {
            leave(entry.sequence, visibleAt: entry.visibleAt, &turn)
            enter(entry.sequence, visibleAt: visibleAt, .inFlight, &turn)
        }
        notify(
            "MessageReceived",
            message,
            .progressed,
            detail: ["receiveCount": .number(JSONNumber(state.receiveCount)), "visibleAt": .string(visibleAt.iso8601)],
            &turn
        )
        let handle = ReceiptHandle(
            queueARN: address.arn,
            generation: record.generation,
            sequence: entry.sequence,
            nonce: nonce
        )
        return ReceivedMessage(message: message, state: state, handle: handle)
    }

    /// Moves a message that was received as often as the policy allows.
    ///
    /// Returns whether it did.
    ///
    /// Where the dead-letter queue is gone, or is this very queue, the message stays and goes on being delivered.
    private mutating func moveToDeadLetters(
        _ message: StoredMessage,
        _ state: MessageState,
        _ entry: ReadyEntry,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) -> Bool {
        guard let policy = record.settings.redrivePolicy, state.receiveCount >= policy.receiveCountMax,
            policy.target != address, var target = try OpenQueue(ifExists: policy.target, &turn)
        else { return false }
        remove(entry.sequence, visibleAt: entry.visibleAt, &turn)
        notify(
            "MessageDeadLettered",
            message,
            .failed,
            detail: ["deadLetterQueueArn": .string(policy.target.arn)],
            &turn
        )
        let moved = StoredMessage(message, deadLetterSource: address.arn, movedAt: turn.now, effect: turn.effect())
        try target.append(moved, state: state.deadLettered(at: turn.now), &turn)
        try target.close(&turn, waking: waiters)
        return true
    }

    /// Drops a message that the queue has kept for as long as it keeps them.
    mutating func expire(_ message: StoredMessage, _ sequence: Int64, visibleAt: Timestamp, _ turn: inout Turn) {
        remove(sequence, visibleAt: visibleAt, &turn)
        notify("MessageDeleted", message, .failed, detail: ["reason": "expired"], &turn)
    }
}
