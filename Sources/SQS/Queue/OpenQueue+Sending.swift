import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What a sender is told of a message that was accepted, now or shortly before.
struct SendReceipt: Sendable, Equatable {
    let messageID: String
    /// Of FIFO queues only.
    let sequenceNumber: String?
}

extension OpenQueue {
    /// Refuses a message that is larger than the queue allows.
    func checkSize(_ draft: MessageDraft, isBatch: Bool) throws(ServiceError) {
        guard draft.byteCount <= record.settings.messageBytesMax else {
            // Recorded: the two ways to send a message differ in one word.
            throw .invalidParameter(
                "One or more parameters \(isBatch ? "cannot be validated" : "are invalid"). "
                    + "Reason: Message must be shorter than \(record.settings.messageBytesMax) bytes."
            )
        }
    }

    /// Adds a message that a sender gave, unless it is one that was accepted already.
    mutating func send(_ draft: MessageDraft, sender: Scope, _ turn: inout Turn) throws(ServiceError) -> SendReceipt {
        let identifier = try deduplicationID(draft)
        if let identifier, let earlier = try accepted(identifier, draft.groupID, turn) { return earlier.receipt }
        let delay = try delaySeconds(draft)
        let message = StoredMessage(
            draft: draft,
            id: turn.uuid(),
            deduplicationID: identifier,
            senderID: sender.account,
            sentAt: turn.now,
            visibleAt: turn.now.adding(milliseconds: Int64(delay) * 1000),
            effect: turn.effect(),
            cause: turn.cause
        )
        let sequence = try append(message, state: nil, &turn)
        guard let identifier else { return SendReceipt(messageID: message.id, sequenceNumber: nil) }
        let accepted = AcceptedSend(acceptedAt: turn.now, sequence: sequence, messageID: message.id)
        remember(accepted, identifier, draft.groupID, &turn)
        return accepted.receipt
    }

    private func delaySeconds(_ draft: MessageDraft) throws(ServiceError) -> Int {
        guard isFIFO else { return draft.delaySeconds ?? record.settings.delaySeconds }
        if let delay = draft.delaySeconds, delay > 0 {
            throw .invalidParameter(
                "DelaySeconds",
                value: String(delay),
                reason: "The request include parameter that is not valid for this queue type."
            )
        }
        // Recorded: 0 does not override the queue's delay, as it does in a standard queue.
        return record.settings.delaySeconds
    }

    /// Adds a message, new or from another queue, and returns its number.
    mutating func append(
        _ message: StoredMessage,
        state: MessageState?,
        _ turn: inout Turn
    ) throws(ServiceError) -> Int64 {
        let sequence = try turn.sequence()
        let visibleAt = message.firstVisibleAt
        turn.put(rows.messages(generation).integer(sequence), message.json)
        if let state { put(state, of: sequence, &turn) }
        let identity = message.identity
        let place = Place(
            sequence: sequence,
            visibleAt: visibleAt,
            readiness: visibleAt > turn.now ? .delayed : .visible,
            group: message.groupID
        )
        if isFIFO, let group = message.groupID {
            try append(place, in: group, &turn)
        } else {
            try inGroup(message.groupID, &turn) { (queue, turn) throws(ServiceError) in queue.enter(place, &turn) }
        }
        if let since = identity.movedSince {
            turn.put(rows.moved(generation).integer(since.milliseconds).integer(sequence), [])
        }
        ledger.messages += 1
        let expiry = message.expiry(retentionSeconds: record.settings.retentionSeconds)
        ledger.retentionDue = min(ledger.retentionDue ?? expiry, expiry)
        notify("MessageSent", identity, .began, detail: ["visibleAt": .string(visibleAt.iso8601)], &turn)
        return sequence
    }
}
