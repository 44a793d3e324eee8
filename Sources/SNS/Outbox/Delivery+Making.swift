import QuickstepJSON
import QuickstepServiceKit

extension Delivery {
    private static let agent = WebPost.Header("User-Agent", "Amazon Simple Notification Service Agent")

    /// The delivery of a notification.
    init(
        _ notification: Notification,
        _ board: TopicBoard,
        cause: EffectID,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let subscription = notification.subscription
        let policy = (subscription.settings.deliveryPolicy ?? DeliveryPolicy()).completed(by: board.deliveryPolicy)
        var headers = Self.headers(.notification, notification.message.messageID, subscription.topic)
        headers.append(WebPost.Header("x-amz-sns-subscription-arn", subscription.arn))
        if notification.isRaw { headers.append(WebPost.Header("x-amz-sns-rawdelivery", "true")) }
        headers.append(WebPost.Header("Content-Type", policy.contentType ?? RequestContentType.standard))
        headers.append(Self.agent)
        self.init(
            number: try turn.sequence(),
            topic: subscription.topic,
            subscription: subscription.id,
            kind: .notification,
            messageID: notification.message.messageID,
            url: subscription.endpoint,
            headers: headers,
            body: notification.isRaw
                ? notification.text : JSONValue.object(notification.envelope).compactText,
            retries: policy.retries ?? .standard,
            perSecond: policy.receivesPerSecondMax,
            deadLetter: DeadLetter(notification),
            effect: turn.effect(),
            cause: cause
        )
    }

    /// The delivery of a message with a token, which comes as JSON whatever the subscriber asked for.
    init(
        _ kind: Kind,
        _ content: JSONObject,
        messageID: String,
        to subscription: Subscription,
        _ topic: OpenTopic,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let policy = topic.record.settings.deliveryPolicy
        var headers = Self.headers(kind, messageID, subscription.topic)
        if kind == .unsubscribeConfirmation {
            headers.append(WebPost.Header("x-amz-sns-subscription-arn", subscription.arn))
        }
        headers.append(WebPost.Header("Content-Type", policy.contentType ?? RequestContentType.standard))
        headers.append(Self.agent)
        self.init(
            number: try turn.sequence(),
            topic: subscription.topic,
            subscription: subscription.id,
            kind: kind,
            messageID: messageID,
            url: subscription.endpoint,
            headers: headers,
            body: JSONValue.object(content).compactText,
            retries: policy.retries ?? .standard,
            perSecond: nil,
            deadLetter: nil,
            effect: turn.effect(),
            cause: turn.cause
        )
    }

    private static func headers(_ kind: Kind, _ messageID: String, _ topic: TopicAddress) -> [WebPost.Header] {
        [
            WebPost.Header("x-amz-sns-message-type", kind.rawValue),
            WebPost.Header("x-amz-sns-message-id", messageID),
            WebPost.Header("x-amz-sns-topic-arn", topic.arn),
        ]
    }
}
