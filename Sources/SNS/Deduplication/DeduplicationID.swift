import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// By what a FIFO topic knows that a message has come before.
struct DeduplicationID: Sendable, Hashable {
    /// The group, where ids hold for one group each; empty where they hold for the whole topic.
    let group: String
    let id: String
}

/// What a FIFO topic remembers of the messages of the last five minutes, in rows, so that a restart forgets none.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html
enum Deduplication {
    /// A message that was published.
    struct Entry: Sendable, Equatable {
        let messageID: String
        let sequenceNumber: String
        /// When its id may come again.
        let until: Timestamp

        var json: JSONValue {
            [
                "id": .string(messageID), "sequence": .string(sequenceNumber),
                "until": .number(JSONNumber(until.milliseconds)),
            ]
        }

        init(messageID: String, sequenceNumber: String, until: Timestamp) {
            self.messageID = messageID
            self.sequenceNumber = sequenceNumber
            self.until = until
        }

        init?(json: JSONValue) {
            guard let id = json["id"]?.stringValue, let sequence = json["sequence"]?.stringValue,
                let until = json["until"]?.numberValue?.int64
            else { return nil }
            self.init(messageID: id, sequenceNumber: sequence, until: Timestamp(milliseconds: until))
        }
    }

    /// The message of that id that came within the last five minutes.
    static func earlier(
        _ id: DeduplicationID,
        _ rows: TopicRows,
        _ turn: inout Turn
    ) throws(ServiceError) -> Entry? {
        guard let json = try turn.json(rows.duplicate(id)) else { return nil }
        guard let entry = Entry(json: json) else { throw .damaged("what a FIFO topic knows duplicates by") }
        guard entry.until > turn.now else {
            turn.delete(rows.expiry(id, until: entry.until))
            return nil
        }
        return entry
    }

    /// Remembers a message, and has the row removed when it is not needed any more.
    static func remember(_ entry: Entry, _ id: DeduplicationID, _ rows: TopicRows, _ turn: inout Turn)
        throws(ServiceError)
    {
        turn.put(rows.duplicate(id), entry.json)
        turn.put(rows.expiry(id, until: entry.until), [])
        // One timer a minute is enough for all messages that came in it.
        let minute = (entry.until.milliseconds / 60_000 + 1) * 60_000
        let timer = sweep(rows, Timestamp(milliseconds: minute))
        if try turn.get(timer.rowKey) == nil { turn.set(timer) }
    }

    /// Removes what is not needed any more.
    static func sweep(_ timer: RuntimeTimer, _ turn: inout Turn) throws(ServiceError) {
        turn.cancel(timer)
        let rows = TopicRows(TopicAddress(scope: timer.id.owner.scope, name: timer.id.owner.name))
        let prefix = rows.expiries
        let end = prefix.integer(turn.now.milliseconds &+ 1)
        let found = try turn.range(prefix.prefixRange.lowerBound..<end, limit: SNSLimits.sweptMax)
        for row in found {
            var reader = StoreKeyReader(row.key, skipping: prefix.bytes.count)
            guard let until = reader.integer(), let group = reader.text(), let id = reader.text() else {
                throw .damaged("what a FIFO topic knows duplicates by")
            }
            let key = rows.duplicate(DeduplicationID(group: group, id: id))
            // The id may have come again since, and then lies under a later end.
            if try turn.json(key).flatMap({ Entry(json: $0) })?.until.milliseconds == until { turn.delete(key) }
            turn.delete(row.key)
        }
        if found.count == SNSLimits.sweptMax { turn.set(sweep(rows, turn.now)) }
    }

    private static func sweep(_ rows: TopicRows, _ due: Timestamp) -> RuntimeTimer {
        RuntimeTimer(owner: rows.owner, number: TopicTimer.deduplication, due: due, kind: .passive)
    }
}
