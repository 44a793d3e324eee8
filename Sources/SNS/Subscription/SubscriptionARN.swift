import QuickstepServiceKit

/// A subscription's ARN, taken apart: its topic's, and the id after one more colon.
struct SubscriptionARN: Sendable, Equatable {
    let topic: TopicAddress
    let id: String

    init(_ text: String) throws(ServiceError) {
        let arn = try TopicAddress.parse("SubscriptionArn", text)
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false)
        guard arn.service == "sns", let scope = arn.scope, parts.count == 2, !parts[1].isEmpty else {
            throw .invalid("SubscriptionId")
        }
        topic = TopicAddress(scope: scope, name: String(parts[0]))
        id = String(parts[1])
    }
}
