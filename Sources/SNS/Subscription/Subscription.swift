import QuickstepJSON
import QuickstepServiceKit

/// One subscription of a topic.
struct Subscription: Sendable, Equatable {
    /// How messages reach the subscriber.
    enum Transport: String, Sendable, CaseIterable {
        case sqs
        case lambda
    }

    let id: String
    let topic: TopicAddress
    let transport: Transport
    /// The ARN of a queue or of a function.
    let endpoint: String
    var settings = SubscriptionSettings()

    var arn: String { "\(topic.arn):\(id)" }

    var json: JSONValue {
        [
            "id": .string(id), "protocol": .string(transport.rawValue), "endpoint": .string(endpoint),
            "attributes": .object(settings.given),
        ]
    }

    init(id: String, topic: TopicAddress, transport: Transport, endpoint: String, settings: SubscriptionSettings) {
        self.id = id
        self.topic = topic
        self.transport = transport
        self.endpoint = endpoint
        self.settings = settings
    }

    init(json: JSONValue, topic: TopicAddress) throws(ServiceError) {
        guard let id = json["id"]?.stringValue,
            let transport = json["protocol"]?.stringValue.flatMap({ Transport(rawValue: $0) }),
            let endpoint = json["endpoint"]?.stringValue,
            let attributes = json["attributes"]?.objectValue
        else { throw .damaged("the row of a subscription of the topic \(topic.name)") }
        let settings: SubscriptionSettings
        do throws(ServiceError) {
            settings = try SubscriptionSettings(attributes, prefix: "")
        } catch {
            throw .damaged("a subscription of the topic \(topic.name): \(error.message)")
        }
        self.init(id: id, topic: topic, transport: transport, endpoint: endpoint, settings: settings)
    }

    /// Reads a subscription's row.
    init(row: [UInt8], topic: TopicAddress) throws(ServiceError) {
        guard let json = try? JSONValue.parse(bytes: row) else {
            throw .damaged("the row of a subscription of the topic \(topic.name)")
        }
        try self.init(json: json, topic: topic)
    }

    /// What lists of subscriptions show.
    var summary: JSONValue {
        [
            "SubscriptionArn": .string(arn), "Owner": .string(topic.scope.account),
            "Protocol": .string(transport.rawValue), "Endpoint": .string(endpoint), "TopicArn": .string(topic.arn),
        ]
    }
}
