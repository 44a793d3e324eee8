import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What a subscriber is sent that has a token in it: the question whether he wants the messages, or how to get them back.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
struct ConfirmationRequest: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// He was subscribed.
        case subscription
        /// His subscription has ended.
        case ending
    }

    let kind: Kind
    let subscription: Subscription
    let token: String

    private var type: Delivery.Kind {
        switch kind {
        case .subscription: .subscriptionConfirmation
        case .ending: .unsubscribeConfirmation
        }
    }

    private var topic: String { subscription.topic.arn }

    private var text: String {
        switch kind {
        case .subscription:
            "You have chosen to subscribe to the topic \(topic).\n"
                + "To confirm the subscription, visit the SubscribeURL included in this message."
        case .ending:
            "You have chosen to deactivate subscription \(subscription.arn).\n"
                + "To cancel this operation and restore the subscription, visit the SubscribeURL included in this message."
        }
    }

    /// Sends it, as a delivery or as a letter.
    func send(_ open: OpenTopic, _ call: OperationCall, _ turn: inout Turn) throws(ServiceError) {
        let url =
            "\(call.surroundings.endpoint)/?Action=ConfirmSubscription&TopicArn=\(topic)&Token=\(token)"
        let messageID = turn.uuid()
        guard subscription.transport != .email else {
            return try letter(url, messageID, turn.now).keep(in: subscription.topic.scope, effect: turn.effect(), &turn)
        }
        let content = try content(url, messageID, open.record.settings.signatureVersion, call, &turn)
        guard subscription.transport.isHTTP else {
            let body = JSONValue.object(content).compactText
            return try letter(body: body, messageID, turn.now)
                .keep(in: subscription.topic.scope, effect: turn.effect(), &turn)
        }
        try Delivery(type, content, messageID: messageID, to: subscription, open, &turn).enqueue(&turn)
    }

    private func content(
        _ url: String,
        _ messageID: String,
        _ version: SignatureVersion,
        _ call: OperationCall,
        _ turn: inout Turn
    ) throws(ServiceError) -> JSONObject {
        let time = turn.now.iso8601
        let canonical = CanonicalText.lines([
            ("Message", text), ("MessageId", messageID), ("SubscribeURL", url), ("Timestamp", time), ("Token", token),
            ("TopicArn", topic), ("Type", type.rawValue),
        ])
        let seal = try SigningDesk.seal(canonical, version, call.surroundings.signing, &turn)
        return [
            "Type": .string(type.rawValue), "MessageId": .string(messageID), "Token": .string(token),
            "TopicArn": .string(topic), "Message": .string(text), "SubscribeURL": .string(url),
            "Timestamp": .string(time), "SignatureVersion": .string(seal.version.rawValue),
            "Signature": .string(seal.signature),
            "SigningCertURL": .string(call.surroundings.endpoint + seal.certificatePath),
        ]
    }

    // MARK: Letters

    private func letter(_ url: String, _ messageID: String, _ time: Timestamp) -> Letter {
        let body =
            switch kind {
            case .subscription:
                "You have chosen to subscribe to the topic:\n\(topic)\n\n"
                    + "To confirm this subscription, visit the link below:\n\(url)\n\n"
                    + "If this was in error no action is necessary."
            case .ending:
                "Your subscription to the topic below has been deactivated:\n\(topic)\n\n"
                    + "If this was in error or you wish to resubscribe, visit the link below:\n\(url)"
            }
        return letter(body: body, messageID, time)
    }

    private func letter(body: String, _ messageID: String, _ time: Timestamp) -> Letter {
        Letter(
            transport: subscription.transport,
            recipient: subscription.endpoint,
            subject: kind == .subscription
                ? "AWS Notification - Subscription Confirmation" : "AWS Notification - Unsubscribe Confirmation",
            body: body,
            messageID: messageID,
            sentAt: time,
            subscription: subscription
        )
    }
}
