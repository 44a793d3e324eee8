import QuickstepJSON
import QuickstepServiceKit

/// `Subscribe`: adds a queue or a function to a topic, or finds the subscription that it has.
enum Subscribe {
    /// Protocols of AWS that are not built.
    private static let unsupported = ["http", "https", "email", "email-json", "sms", "application", "firehose"]

    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let topic = try parameters.topic()
        let transport = try transport(try parameters.requiredText("Protocol"))
        let endpoint = try parameters.requiredText("Endpoint")
        try check(endpoint, for: transport)
        let attributes = try parameters.object("Attributes")
        let prefix = "Attributes Reason: "
        let settings = try SubscriptionSettings(attributes, prefix: prefix)
        try turn.require(topic)
        let rows = TopicRows(topic)
        if let bytes = try turn.get(rows.endpoint(transport, endpoint)) {
            let id = String(decoding: bytes, as: UTF8.self)
            guard let row = try turn.get(rows.subscription(id)) else {
                throw .damaged("the subscriptions of the topic \(topic.name)")
            }
            let existing = try Subscription(row: row, topic: topic)
            guard try existing.settings.agrees(with: attributes, prefix: prefix) else {
                throw .invalid("Attributes Reason: Subscription already exists with different attributes")
            }
            return ["SubscriptionArn": .string(existing.arn)]
        }
        let subscription = Subscription(
            id: turn.uuid(),
            topic: topic,
            transport: transport,
            endpoint: endpoint,
            settings: settings
        )
        turn.put(rows.subscription(subscription.id), subscription.json)
        turn.put(rows.endpoint(subscription), Array(subscription.id.utf8))
        return ["SubscriptionArn": .string(subscription.arn)]
    }

    private static func transport(_ name: String) throws(ServiceError) -> Subscription.Transport {
        if let transport = Subscription.Transport(rawValue: name) { return transport }
        guard !unsupported.contains(name) else {
            throw .invalid("Quickstep does not support the protocol \(name); use sqs or lambda")
        }
        throw .invalid("Amazon SNS does not support this protocol string: \(name)")
    }

    /// Checks the form of an endpoint.
    ///
    /// Whether it is there shows at delivery, as on AWS.
    private static func check(_ endpoint: String, for transport: Subscription.Transport) throws(ServiceError) {
        let arn = ARN(endpoint)
        switch transport {
        case .sqs:
            guard let arn, arn.service == "sqs", arn.scope != nil else { throw .invalid("SQS endpoint ARN") }
            guard !arn.resource.hasSuffix(".fifo") else {
                throw .invalid(
                    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
                )
            }
        case .lambda:
            guard let arn, arn.service == "lambda", arn.scope != nil, arn.resource.hasPrefix("function:") else {
                throw .invalid("Lambda endpoint ARN")
            }
        }
    }
}

/// `Unsubscribe`: removes a subscription.
///
/// One that is not there is no error.
enum Unsubscribe {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let arn = try SubscriptionARN(try parameters.requiredText("SubscriptionArn"))
        guard let subscription = try turn.subscription(arn) else { return [:] }
        let rows = TopicRows(arn.topic)
        turn.delete(rows.subscription(arn.id))
        turn.delete(rows.endpoint(subscription))
        return [:]
    }
}
