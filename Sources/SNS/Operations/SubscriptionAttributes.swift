import QuickstepJSON
import QuickstepServiceKit

/// `ListSubscriptionsByTopic`: a hundred at a time.
enum ListSubscriptionsByTopic {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let topic = try parameters.topic()
        try turn.require(topic)
        let rows = TopicRows(topic)
        let page = try parameters.page().read(rows.subscriptions, &turn)
        var subscriptions: [JSONValue] = []
        for row in page.rows {
            subscriptions.append(try Subscription(row: row.value, topic: topic).summary)
        }
        var output: JSONObject = ["Subscriptions": .array(subscriptions)]
        if let next = page.next { output["NextToken"] = .string(next) }
        return output
    }
}

/// `GetSubscriptionAttributes`: what a subscriber set, and what is known of the subscription.
enum GetSubscriptionAttributes {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let arn = try SubscriptionARN(try parameters.requiredText("SubscriptionArn"))
        guard let subscription = try turn.subscription(arn) else { throw .notFound("Subscription") }
        let account = arn.topic.scope.account
        var attributes: JSONObject = [
            "SubscriptionArn": .string(subscription.arn),
            "TopicArn": .string(arn.topic.arn),
            "Protocol": .string(subscription.transport.rawValue),
            "Endpoint": .string(subscription.endpoint),
            "Owner": .string(account),
            "ConfirmationWasAuthenticated": "true",
            "PendingConfirmation": "false",
            "SubscriptionPrincipal": .string("arn:aws:iam::\(account):root"),
        ]
        for (name, value) in subscription.settings.shown { attributes[name] = value }
        return ["Attributes": .object(attributes)]
    }
}

/// `SetSubscriptionAttributes`: changes one attribute.
enum SetSubscriptionAttributes {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let arn = try SubscriptionARN(try parameters.requiredText("SubscriptionArn"))
        let name = try parameters.requiredText("AttributeName")
        let value = try parameters.text("AttributeValue") ?? ""
        guard var subscription = try turn.subscription(arn) else { throw .notFound("Subscription") }
        try subscription.settings.apply([name: .string(value)], prefix: "")
        turn.put(TopicRows(arn.topic).subscription(arn.id), subscription.json)
        return [:]
    }
}
