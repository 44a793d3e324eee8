/// What a topic sends to a function.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
public struct SNSEvent: Sendable, Hashable, Codable {
    /// One record for each message; in practice there is one.
    public var records: [Record]

    /// Makes an event.
    ///
    /// - Parameter records: One record for each message.
    public init(records: [Record]) {
        self.records = records
    }

    private enum CodingKeys: String, CodingKey {
        case records = "Records"
    }

    /// One delivery.
    public struct Record: Sendable, Hashable, Codable {
        /// `aws:sns`.
        public var eventSource: String
        /// The version of this structure: `1.0`.
        public var eventVersion: String?
        /// The subscription that the delivery is for.
        public var eventSubscriptionARN: String?
        /// The message.
        public var sns: Message

        private enum CodingKeys: String, CodingKey {
            case eventSource = "EventSource"
            case eventVersion = "EventVersion"
            case eventSubscriptionARN = "EventSubscriptionArn"
            case sns = "Sns"
        }
    }

    /// One attribute of a message.
    public struct Attribute: Sendable, Hashable, Codable {
        /// `String`, `Binary`, and so on.
        public var type: String
        /// The value; Base64 for `Binary`.
        public var value: String

        private enum CodingKeys: String, CodingKey {
            case type = "Type"
            case value = "Value"
        }
    }
}
