import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

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

    /// Adds a message that a sender gave, and returns its name.
    mutating func send(_ draft: MessageDraft, sender: Scope, _ turn: inout Turn) throws(ServiceError) -> String {
        let delay = draft.delaySeconds ?? record.settings.delaySeconds
        let visibleAt = turn.now.adding(milliseconds: Int64(delay) * 1000)
        let message = StoredMessage(
            draft: draft,
            id: turn.uuid(),
            senderID: sender.account,
            sentAt: turn.now,
            visibleAt: visibleAt,
            effect: turn.effect(),
            cause: turn.cause
        )
        try append(message, state: nil, &turn)
        return message.id
    }

    /// Adds a message, new or from a queue that gave up on it.
    mutating func append(
        _ message: StoredMessage,
        state: MessageState?,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let sequence = try turn.sequence()
        let visibleAt = message.firstVisibleAt
        turn.put(rows.messages(record.generation).integer(sequence), message.json)
        if let state { put(state, of: sequence, &turn) }
        enter(sequence, visibleAt: visibleAt, visibleAt > turn.now ? .delayed : .visible, &turn)
        ledger.messages += 1
        let expiry = message.expiry(retentionSeconds: record.settings.retentionSeconds)
        ledger.retentionDue = min(ledger.retentionDue ?? expiry, expiry)
        notify("MessageSent", message, .began, detail: ["visibleAt": .string(visibleAt.iso8601)], &turn)
    }
}
