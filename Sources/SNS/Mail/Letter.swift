import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// An e-mail or a text message as it would have been sent: nothing here reaches anybody's mailbox or phone, so it is kept to be read.
struct Letter: Sendable, Equatable {
    let transport: Subscription.Transport
    /// An address, or a phone number.
    let recipient: String
    let subject: String?
    let body: String
    let messageID: String
    let sentAt: Timestamp
    /// The ARNs of the topic and of the subscription; `nil` for what was sent to a phone by its number.
    let topic: String?
    let subscription: String?

    init(
        transport: Subscription.Transport,
        recipient: String,
        subject: String?,
        body: String,
        messageID: String,
        sentAt: Timestamp,
        subscription: Subscription? = nil
    ) {
        self.transport = transport
        self.recipient = recipient
        self.subject = subject
        self.body = body
        self.messageID = messageID
        self.sentAt = sentAt
        topic = subscription?.topic.arn
        self.subscription = subscription?.arn
    }

    /// A notification in the form of its subscriber's letters.
    init(_ notification: Notification) {
        let subscription = notification.subscription
        let body =
            switch subscription.transport {
            case .emailJSON: JSONValue.object(notification.envelope).compactText
            case .email:
                notification.text
                    + "\n\n--\nIf you wish to stop receiving notifications from this topic, please click or "
                    + "visit the link below to unsubscribe:\n\(notification.unsubscribeURL)\n"
            case .sms, .sqs, .lambda, .http, .https: notification.text
            }
        self.init(
            transport: subscription.transport,
            recipient: subscription.endpoint,
            subject: subscription.transport == .sms
                ? nil : notification.message.publication.subject ?? "AWS Notification Message",
            body: body,
            messageID: notification.message.messageID,
            sentAt: notification.message.publishedAt,
            subscription: subscription
        )
    }

    /// Keeps the letter; of too many, the oldest goes.
    func keep(in scope: Scope, effect: EffectID, cause: EffectID? = nil, _ turn: inout Turn) throws(ServiceError) {
        let rows = ScopeRows(scope)
        let last = try turn.range(rows.letters.prefixRange, limit: 1, reversed: true).first
        let number = try last.map { (row) throws(ServiceError) in try Self.number(row.key, rows) } ?? 0
        turn.put(rows.letter(number + 1), json)
        turn.delete(rows.letter(number + 1 - SNSLimits.lettersMax))
        turn.notify(
            effect,
            cause: cause,
            service: "sns",
            event: "LetterKept",
            subject: recipient,
            detail: ["protocol": .string(transport.rawValue), "messageId": .string(messageID)]
        )
    }

    static func number(_ key: StoreKey, _ rows: ScopeRows) throws(ServiceError) -> Int64 {
        var reader = StoreKeyReader(key, skipping: rows.letters.bytes.count)
        guard let number = reader.integer() else { throw .damaged("the letters of topics") }
        return number
    }

    // MARK: The row

    var json: JSONValue {
        var row: JSONObject = [
            "Protocol": .string(transport.rawValue), "Endpoint": .string(recipient), "Body": .string(body),
            "MessageId": .string(messageID), "SentAt": .string(sentAt.iso8601),
            "sentAt": .number(JSONNumber(sentAt.milliseconds)),
        ]
        if let subject { row["Subject"] = .string(subject) }
        if let topic { row["TopicArn"] = .string(topic) }
        if let subscription { row["SubscriptionArn"] = .string(subscription) }
        return .object(row)
    }

    init?(json: JSONValue) {
        guard let transport = json["Protocol"]?.stringValue.flatMap({ Subscription.Transport(rawValue: $0) }),
            let recipient = json["Endpoint"]?.stringValue, let body = json["Body"]?.stringValue,
            let messageID = json["MessageId"]?.stringValue, let sentAt = json["sentAt"]?.numberValue?.int64
        else { return nil }
        self.transport = transport
        self.recipient = recipient
        subject = json["Subject"]?.stringValue
        self.body = body
        self.messageID = messageID
        self.sentAt = Timestamp(milliseconds: sentAt)
        topic = json["TopicArn"]?.stringValue
        subscription = json["SubscriptionArn"]?.stringValue
    }

    /// The letter as `ListLetters` shows it.
    var shown: JSONValue {
        var members = json.objectValue ?? [:]
        members.removeValue(forKey: "sentAt")
        return .object(members)
    }
}
