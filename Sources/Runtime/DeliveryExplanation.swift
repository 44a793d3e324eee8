package import QuickstepJSON

/// Whether a subscription would get a message, and why not.
public struct DeliveryExplanation: Sendable, Equatable {
    /// The subscription's ARN.
    public let subscription: String
    /// How its messages travel, such as `sqs`.
    public let transport: String
    /// Where they go: an ARN, a URL, an address.
    public let endpoint: String
    /// Whether it would get the message.
    public let matches: Bool
    /// Why not, one sentence for each thing that its filter policy wanted and did not find; empty where it matches.
    public let reasons: [String]

    /// Reads an element of what `ExplainPublish` answers.
    package init(json: JSONValue) {
        subscription = json["SubscriptionArn"]?.stringValue ?? ""
        transport = json["Protocol"]?.stringValue ?? ""
        endpoint = json["Endpoint"]?.stringValue ?? ""
        matches = json["Matches"]?.boolValue ?? false
        reasons = json["Reasons"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}
