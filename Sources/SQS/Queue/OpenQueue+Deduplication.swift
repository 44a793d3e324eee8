import QuickstepPrimitives
import QuickstepServiceKit

/// What a FIFO queue remembers of the sends of the last five minutes.
extension OpenQueue {
    /// What de-duplicates a message: the sender's own identifier, or the digest of its body alone.
    func deduplicationID(_ draft: MessageDraft) throws(ServiceError) -> String? {
        guard let fifo = record.settings.fifo else {
            guard let identifier = draft.deduplicationID else { return nil }
            throw .invalidParameter(
                "MessageDeduplicationId",
                value: identifier,
                reason: "The request includes a parameter that is not valid for this queue type."
            )
        }
        guard draft.groupID != nil else { throw .missingParameter("MessageGroupId") }
        if let identifier = draft.deduplicationID { return identifier }
        guard fifo.deduplicatesContent else { throw Self.noDeduplicationID }
        return Hex.encode(DigestAlgorithm.sha256.digest(draft.body.utf8))
    }

    static let noDeduplicationID = ServiceError.invalidParameter(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
    )

    /// The send of that identifier that is still known.
    func accepted(_ identifier: String, _ group: String?, _ turn: Turn) throws(ServiceError) -> AcceptedSend? {
        var keys = [suffix(identifier, group)]
        if keys[0] != suffix(identifier, nil), let changed = record.scopeChangedAt,
            IdentifierWindow.isKnown(since: changed, at: turn.now)
        {
            // Recorded: identifiers that were used before the scope changed still count for all groups.
            keys.append(suffix(identifier, nil))
        }
        for window in IdentifierWindow.known(at: turn.now) {
            for key in keys {
                guard let bytes = try turn.get(rows.identifiers(generation).integer(window).key(key)) else { continue }
                guard let accepted = AcceptedSend(bytes: bytes) else {
                    throw .damaged("an identifier of the queue \(address.name)")
                }
                if IdentifierWindow.isKnown(since: accepted.acceptedAt, at: turn.now) { return accepted }
            }
        }
        return nil
    }

    mutating func remember(_ send: AcceptedSend, _ identifier: String, _ group: String?, _ turn: inout Turn) {
        let window = IdentifierWindow.number(at: turn.now)
        turn.put(rows.identifiers(generation).integer(window).key(suffix(identifier, group)), send.bytes)
        forgetLater(window)
    }

    private func suffix(_ identifier: String, _ group: String?) -> StoreKey {
        let key = StoreKey(bytes: []).text(identifier)
        guard record.settings.fifo?.scope == .messageGroup, let group else { return key }
        return key.text(group)
    }

    /// Sees that what was used in a window is forgotten when its time is over.
    mutating func forgetLater(_ window: Int64) {
        if ledger.identifiersDue == nil { ledger.identifiersDue = IdentifierWindow.end(of: window) }
    }

    /// Forgets the identifiers whose time is over, and sets the timer for the next.
    mutating func forgetIdentifiers(_ turn: inout Turn) throws(ServiceError) {
        guard let due = ledger.identifiersDue, due <= turn.now else { return }
        fired = .identifiers
        let oldest = IdentifierWindow.number(at: turn.now) - 1
        var next: Timestamp?
        for prefix in [rows.identifiers(generation), rows.attempts(generation)] {
            let old = prefix..<prefix.integer(oldest)
            let found = try turn.range(old, limit: SQSLimits.sweptMax)
            for row in found { turn.delete(row.key) }
            guard found.count < SQSLimits.sweptMax else {
                next = turn.now
                continue
            }
            let rest = prefix.integer(oldest)..<prefix.prefixRange.upperBound
            guard let row = try turn.range(rest, limit: 1).first else { continue }
            let end = IdentifierWindow.end(of: try QueueRows.sequence(of: row.key, under: prefix))
            next = min(next ?? end, end)
        }
        ledger.identifiersDue = next
    }
}
