import QuickstepServiceKit

/// Who wants a topic's messages: what of a subscription is settled for good.
struct Subscriber: Sendable, Equatable {
    let topic: TopicAddress
    let transport: Subscription.Transport
    let endpoint: String

    /// Whether it is one of a FIFO topic to a FIFO queue.
    var isFIFO: Bool { topic.isFIFO && endpoint.hasSuffix(".fifo") }

    init(topic: TopicAddress, transport: Subscription.Transport, endpoint: String) {
        self.topic = topic
        self.transport = transport
        self.endpoint = endpoint
    }

    init(_ subscription: Subscription) {
        self.init(topic: subscription.topic, transport: subscription.transport, endpoint: subscription.endpoint)
    }

    /// Reads protocol and endpoint of a request.
    ///
    /// Whether the endpoint is there shows at delivery, as on AWS.
    init(_ parameters: Parameters, topic: TopicAddress) throws(ServiceError) {
        let name = try parameters.requiredText("Protocol")
        guard let transport = Subscription.Transport(rawValue: name) else {
            guard !Subscription.Transport.unsupported.contains(name) else {
                throw .invalid("Quickstep does not support the protocol \(name)")
            }
            throw .invalid("Amazon SNS does not support this protocol string: \(name)")
        }
        self.init(topic: topic, transport: transport, endpoint: try parameters.requiredText("Endpoint"))
        try checkEndpoint()
        guard !topic.isFIFO || transport == .sqs else {
            throw .invalid(
                "Invalid parameter: Endpoint Reason: Please use an SQS queue: FIFO topics deliver to no other protocol"
            )
        }
    }

    private func checkEndpoint() throws(ServiceError) {
        let arn = ARN(endpoint)
        switch transport {
        case .sqs:
            guard let arn, arn.service == "sqs", arn.scope != nil else { throw .invalid("SQS endpoint ARN") }
            guard topic.isFIFO || !arn.resource.hasSuffix(".fifo") else {
                throw .invalid(
                    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
                )
            }
        case .lambda:
            guard let arn, arn.service == "lambda", arn.scope != nil, arn.resource.hasPrefix("function:") else {
                throw .invalid("Lambda endpoint ARN")
            }
        case .http, .https:
            guard endpoint.hasPrefix("\(transport.rawValue)://") else {
                throw .invalid("Endpoint must match the specified protocol")
            }
            guard HTTPEndpoint.isValid(endpoint) else { throw .invalid("Endpoint") }
        case .email, .emailJSON:
            let parts = endpoint.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts.contains(where: \.isEmpty), endpoint.utf8.count <= 256,
                endpoint.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
            else { throw .invalid("Email address") }
        case .sms:
            guard PhoneNumber.isValid(endpoint) else { throw .invalid("Invalid SMS endpoint: \(endpoint)") }
        }
    }
}

/// A URL to which messages are posted.
enum HTTPEndpoint {
    /// Whether a text is a URL with a host, without spaces or control characters.
    static func isValid(_ text: String) -> Bool {
        guard let scheme = text.firstRange(of: "://"), text.utf8.count <= 2048,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return false }
        let host = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return !host.isEmpty && !host.hasPrefix(":")
    }
}

/// Numbers as E.164 has them.
enum PhoneNumber {
    static func isValid(_ text: String) -> Bool {
        guard text.first == "+" else { return false }
        let digits = text.utf8.dropFirst()
        return (2...15).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
            && digits.first != 0x30
    }
}
