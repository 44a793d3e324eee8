import QuickstepJSON
import QuickstepServiceKit

/// One subscription of a topic.
struct Subscription: Sendable, Equatable {
    let id: String
    let topic: TopicAddress
    let transport: Transport
    /// The ARN of a queue or of a function, a URL, an e-mail address, a phone number.
    let endpoint: String
    var settings: SubscriptionSettings
    /// With what it can be confirmed; `nil` when it is.
    var token: String?
    /// Whether who confirmed it wants nobody else to end it.
    var isAuthenticated = true

    var arn: String { "\(topic.arn):\(id)" }
    var isPending: Bool { token != nil }

    /// Whether it is one of a FIFO topic to a FIFO queue.
    var isFIFO: Bool { topic.isFIFO && endpoint.hasSuffix(".fifo") }

    var json: JSONValue {
        var row: JSONObject = [
            "id": .string(id), "protocol": .string(transport.rawValue), "endpoint": .string(endpoint),
            "attributes": .object(settings.given),
        ]
        if let token { row["token"] = .string(token) }
        if !isAuthenticated { row["authenticated"] = false }
        return .object(row)
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
            settings = try SubscriptionSettings(stored: attributes)
        } catch {
            throw .damaged("a subscription of the topic \(topic.name): \(error.message)")
        }
        self.init(id: id, topic: topic, transport: transport, endpoint: endpoint, settings: settings)
        token = json["token"]?.stringValue
        isAuthenticated = json["authenticated"]?.boolValue ?? true
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
            "SubscriptionArn": .string(isPending ? "PendingConfirmation" : arn),
            "Owner": .string(topic.scope.account),
            "Protocol": .string(transport.rawValue), "Endpoint": .string(endpoint), "TopicArn": .string(topic.arn),
        ]
    }
}
