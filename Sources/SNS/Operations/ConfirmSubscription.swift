import QuickstepJSON
import QuickstepServiceKit

/// `ConfirmSubscription`: the subscriber wants the topic's messages, which he shows by the token that he was sent.
///
/// It may be asked without credentials, so the topic's ARN alone says in which account and Region it is.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
enum ConfirmSubscription {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        let text = try parameters.requiredText("TopicArn")
        let token = try parameters.requiredText("Token")
        guard let arn = ARN(text), arn.service == "sns", let scope = arn.scope, TopicAddress.isName(arn.resource) else {
            throw .invalid("Topic")
        }
        guard ConfirmationToken.isWellFormed(token),
            let known = try ConfirmationToken.find(token, in: scope, &turn), known.until > turn.now
        else { throw .invalid("Token") }
        let address = TopicAddress(scope: scope, name: arn.resource)
        guard known.subscription.topic == address else { throw .invalid("Topic") }
        var topic = try OpenTopic(address, &turn)
        let existing = try turn.subscription(try SubscriptionARN(known.subscription.arn))
        // A token of before is worth nothing once another was sent; one of a subscription that ended restores it.
        if let current = existing?.token, current != token { throw .invalid("Token") }
        guard existing == nil || existing?.isPending == true else {
            return ["SubscriptionArn": .string(known.subscription.arn)]
        }
        var subscription = existing ?? known.subscription
        let endpoint = topic.rows.endpoint(subscription)
        if existing == nil, try turn.get(endpoint) != nil {
            // Somebody subscribed the same endpoint anew meanwhile.
            throw .invalid("Token")
        }
        subscription.token = nil
        subscription.isAuthenticated = try parameters.flag("AuthenticateOnUnsubscribe")
        try topic.put(subscription, replacing: existing, &turn)
        return ["SubscriptionArn": .string(subscription.arn)]
    }
}
