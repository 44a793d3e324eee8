import QuickstepJSON
import QuickstepServiceKit

/// One operation of the service, inside a turn.
typealias Operation = @Sendable (Parameters, inout Turn) throws(ServiceError) -> JSONObject

extension Turn {
    /// Refuses where there is no such topic.
    mutating func require(_ topic: TopicAddress) throws(ServiceError) {
        guard try get(TopicRows(topic).topic) != nil else { throw .notFound("Topic") }
    }

    /// The subscription that an ARN names.
    mutating func subscription(_ arn: SubscriptionARN) throws(ServiceError) -> Subscription? {
        guard let row = try get(TopicRows(arn.topic).subscription(arn.id)) else { return nil }
        return try Subscription(row: row, topic: arn.topic)
    }
}
