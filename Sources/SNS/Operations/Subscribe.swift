import QuickstepJSON
import QuickstepServiceKit

/// `Subscribe`: adds a subscriber to a topic, or finds the subscription that he has.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
enum Subscribe {
    private static let prefix = "Attributes Reason: "

    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        let address = try parameters.topic()
        let subscriber = try Subscriber(parameters, topic: address)
        let attributes = try parameters.object("Attributes")
        let settings = try SubscriptionSettings(attributes, of: subscriber, prefix: prefix)
        let wantsARN = try parameters.flag("ReturnSubscriptionArn")
        var topic = try OpenTopic(address, &turn)
        guard call.surroundings.canPost || !subscriber.transport.isHTTP else {
            throw .invalid(
                "Quickstep has no HTTP client in this process, so it cannot deliver to the protocol "
                    + "\(subscriber.transport.rawValue). `quickstep serve` has one; a Swift program gives one in RuntimeOptions."
            )
        }
        let subscription: Subscription
        if let existing = try find(subscriber, topic, &turn) {
            guard try existing.settings.agrees(with: attributes, of: subscriber, prefix: prefix) else {
                throw .invalid("Attributes Reason: Subscription already exists with different attributes")
            }
            subscription = existing.isPending ? try askAgain(existing, &topic, call, &turn) : existing
        } else {
            subscription = try add(subscriber, settings, to: &topic, call, &turn)
        }
        let isShown = wantsARN || !subscription.isPending
        return ["SubscriptionArn": .string(isShown ? subscription.arn : "pending confirmation")]
    }

    private static func find(
        _ subscriber: Subscriber,
        _ topic: OpenTopic,
        _ turn: inout Turn
    ) throws(ServiceError) -> Subscription? {
        guard let bytes = try turn.get(topic.rows.endpoint(subscriber.transport, subscriber.endpoint)) else {
            return nil
        }
        let id = String(decoding: bytes, as: UTF8.self)
        guard let row = try turn.get(topic.rows.subscription(id)) else {
            throw .damaged("the subscriptions of the topic \(topic.address.name)")
        }
        return try Subscription(row: row, topic: topic.address)
    }

    private static func add(
        _ subscriber: Subscriber,
        _ settings: SubscriptionSettings,
        to topic: inout OpenTopic,
        _ call: OperationCall,
        _ turn: inout Turn
    ) throws(ServiceError) -> Subscription {
        try checkLimits(settings, topic)
        var subscription = Subscription(
            id: turn.uuid(),
            topic: topic.address,
            transport: subscriber.transport,
            endpoint: subscriber.endpoint,
            settings: settings
        )
        if subscriber.transport.needsConfirmation {
            subscription.token = try ConfirmationToken.issue(for: subscription, &turn)
            // Who confirms it shows whether he had to say who he is.
            subscription.isAuthenticated = false
        }
        try topic.put(subscription, replacing: nil, &turn)
        try ask(subscription, topic, call, &turn)
        return subscription
    }

    private static func checkLimits(_ settings: SubscriptionSettings, _ topic: OpenTopic) throws(ServiceError) {
        let count = topic.ledger.confirmed + topic.ledger.pending
        guard !topic.record.isFIFO || count < SNSLimits.fifoSubscriptionsMax else {
            throw .limitExceeded("Subscription", "Subscription limit exceeded for the FIFO topic")
        }
        guard settings.filterText == nil || topic.ledger.policies < SNSLimits.filterPoliciesMax else {
            throw .limitExceeded("FilterPolicy", "Filter policy limit exceeded for the topic")
        }
    }

    /// Asks a subscriber anew who has not confirmed yet; the token of before holds no longer.
    private static func askAgain(
        _ existing: Subscription,
        _ topic: inout OpenTopic,
        _ call: OperationCall,
        _ turn: inout Turn
    ) throws(ServiceError) -> Subscription {
        var subscription = existing
        subscription.token = try ConfirmationToken.issue(for: subscription, &turn)
        try topic.put(subscription, replacing: existing, &turn)
        try ask(subscription, topic, call, &turn)
        return subscription
    }

    private static func ask(
        _ subscription: Subscription,
        _ topic: OpenTopic,
        _ call: OperationCall,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard let token = subscription.token else { return }
        try ConfirmationRequest(kind: .subscription, subscription: subscription, token: token).send(topic, call, &turn)
    }
}
