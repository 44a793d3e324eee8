import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What of a message never changes while it is in a queue.
struct StoredMessage: Sendable, Equatable {
    let id: String
    let body: String
    let attributes: MessageAttributes
    let traceHeader: String?
    let groupID: String?
    /// What de-duplicated it, in a FIFO queue: the sender's choice, or the digest of its body.
    let deduplicationID: String?
    let senderID: String
    let sentAt: Timestamp
    /// From when on the queue's retention period counts.
    ///
    /// It is the first send, also in a dead-letter queue, but for FIFO queues, where it begins anew with each move.
    let keptSince: Timestamp
    /// Its place in the ready index until it is received.
    let firstVisibleAt: Timestamp
    /// The effect that the message is, and what caused it.
    let effect: EffectID
    let cause: EffectID?
    /// The ARN of the queue that gave up on it.
    let deadLetterSource: String?

    init(
        draft: MessageDraft,
        id: String,
        deduplicationID: String? = nil,
        senderID: String,
        sentAt: Timestamp,
        visibleAt: Timestamp,
        effect: EffectID,
        cause: EffectID?
    ) {
        self.id = id
        body = draft.body
        attributes = draft.attributes
        if case .text(let text) = draft.systemAttributes.members.first?.attribute.content {
            traceHeader = text
        } else {
            traceHeader = nil
        }
        groupID = draft.groupID
        self.deduplicationID = deduplicationID
        self.senderID = senderID
        self.sentAt = sentAt
        keptSince = sentAt
        firstVisibleAt = visibleAt
        self.effect = effect
        self.cause = cause
        deadLetterSource = nil
    }

    /// The same message as a dead-letter queue gets it.
    ///
    /// It keeps its name and the time when it was first sent.
    init(_ message: StoredMessage, deadLetterSource: String, movedAt: Timestamp, isFIFO: Bool, effect: EffectID) {
        id = message.id
        body = message.body
        attributes = message.attributes
        traceHeader = message.traceHeader
        groupID = message.groupID
        deduplicationID = message.deduplicationID
        senderID = message.senderID
        sentAt = message.sentAt
        keptSince = isFIFO ? movedAt : message.sentAt
        firstVisibleAt = movedAt
        self.effect = effect
        cause = message.effect
        self.deadLetterSource = deadLetterSource
    }

    /// The content of a message of a dead-letter queue, sent anew as a message of its own.
    ///
    /// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
    init(redriven message: StoredMessage, id: String, at now: Timestamp, effect: EffectID) {
        self.id = id
        body = message.body
        attributes = message.attributes
        traceHeader = message.traceHeader
        groupID = message.groupID
        deduplicationID = message.deduplicationID
        senderID = message.senderID
        sentAt = now
        keptSince = now
        firstVisibleAt = now
        self.effect = effect
        cause = message.effect
        deadLetterSource = nil
    }

    /// What is kept with the message's state.
    var identity: MessageIdentity {
        MessageIdentity(
            id: id,
            effect: effect,
            cause: cause,
            groupID: groupID,
            movedSince: keptSince < firstVisibleAt && deadLetterSource != nil ? keptSince : nil
        )
    }

    var json: JSONValue {
        var row: JSONObject = [
            "id": .string(id), "body": .string(body), "sender": .string(senderID),
            "sentAt": .number(JSONNumber(sentAt.milliseconds)),
            "visibleAt": .number(JSONNumber(firstVisibleAt.milliseconds)), "effect": .string(effect.description),
        ]
        if !attributes.isEmpty { row["attributes"] = .object(attributes.json) }
        if let traceHeader { row["trace"] = .string(traceHeader) }
        if let groupID { row["group"] = .string(groupID) }
        if let deduplicationID { row["deduplicationId"] = .string(deduplicationID) }
        if keptSince != sentAt { row["keptSince"] = .number(JSONNumber(keptSince.milliseconds)) }
        if let cause { row["cause"] = .string(cause.description) }
        if let deadLetterSource { row["deadLetterSource"] = .string(deadLetterSource) }
        return .object(row)
    }

    init(json: JSONValue) throws(ServiceError) {
        guard let id = json["id"]?.stringValue, let body = json["body"]?.stringValue,
            let senderID = json["sender"]?.stringValue, let sentAt = json["sentAt"]?.numberValue?.int64,
            let visibleAt = json["visibleAt"]?.numberValue?.int64,
            let effect = json["effect"]?.stringValue
        else { throw .damaged("the row of a message") }
        self.id = id
        self.body = body
        attributes = try MessageAttributes(unchecked: json["attributes"]?.objectValue ?? [:])
        traceHeader = json["trace"]?.stringValue
        groupID = json["group"]?.stringValue
        deduplicationID = json["deduplicationId"]?.stringValue
        self.senderID = senderID
        self.sentAt = Timestamp(milliseconds: sentAt)
        keptSince = Timestamp(milliseconds: json["keptSince"]?.numberValue?.int64 ?? sentAt)
        firstVisibleAt = Timestamp(milliseconds: visibleAt)
        self.effect = EffectID(effect)
        cause = json["cause"]?.stringValue.map { EffectID($0) }
        deadLetterSource = json["deadLetterSource"]?.stringValue
    }

    /// Whether a queue that keeps messages for so long has kept this one long enough.
    func isExpired(at now: Timestamp, retentionSeconds: Int) -> Bool {
        now >= expiry(retentionSeconds: retentionSeconds)
    }

    /// When the message is dropped.
    func expiry(retentionSeconds: Int) -> Timestamp {
        keptSince.adding(milliseconds: Int64(retentionSeconds) * 1000)
    }
}
