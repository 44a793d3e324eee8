import QuickstepJSON
import QuickstepServiceKit

/// `GetSubscriptionAttributes`: what a subscriber set, and what is known of the subscription.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html
enum GetSubscriptionAttributes {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let arn = try SubscriptionARN(try call.parameters.requiredText("SubscriptionArn"))
        guard let subscription = try turn.subscription(arn), let topic = try OpenTopic(ifExists: arn.topic, &turn)
        else {
            throw .notFound("Subscription")
        }
        let account = arn.topic.scope.account
        var attributes: JSONObject = [
            "SubscriptionArn": .string(subscription.arn),
            "TopicArn": .string(arn.topic.arn),
            "Protocol": .string(subscription.transport.rawValue),
            "Endpoint": .string(subscription.endpoint),
            "Owner": .string(account),
            "ConfirmationWasAuthenticated": subscription.isAuthenticated ? "true" : "false",
            "PendingConfirmation": subscription.isPending ? "true" : "false",
            "SubscriptionPrincipal": .string("arn:aws:iam::\(account):root"),
        ]
        for (name, value) in subscription.settings.shown { attributes[name] = value }
        if subscription.transport.isHTTP {
            let own = subscription.settings.deliveryPolicy ?? DeliveryPolicy()
            let policy = own.completed(by: topic.record.settings.deliveryPolicy)
            attributes["EffectiveDeliveryPolicy"] = .string(policy.effectiveForSubscription.compactText)
        }
        return ["Attributes": .object(attributes)]
    }
}

/// `SetSubscriptionAttributes`: changes one attribute.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
enum SetSubscriptionAttributes {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let arn = try SubscriptionARN(try call.parameters.requiredText("SubscriptionArn"))
        let name = try call.parameters.requiredText("AttributeName")
        let value = try call.parameters.text("AttributeValue") ?? ""
        guard let existing = try turn.subscription(arn), var topic = try OpenTopic(ifExists: arn.topic, &turn) else {
            throw .notFound("Subscription")
        }
        var subscription = existing
        try subscription.settings.apply([name: .string(value)], of: Subscriber(subscription), prefix: "")
        let hasNewPolicy = existing.settings.filterText == nil && subscription.settings.filterText != nil
        guard !hasNewPolicy || topic.ledger.policies < SNSLimits.filterPoliciesMax else {
            throw .limitExceeded("FilterPolicy", "Filter policy limit exceeded for the topic")
        }
        try topic.put(subscription, replacing: existing, &turn)
        return [:]
    }
}
