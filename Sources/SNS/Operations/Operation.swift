import QuickstepJSON
import QuickstepServiceKit

/// One operation of the service, inside a turn.
typealias Operation = @Sendable (OperationCall, inout Turn) throws(ServiceError) -> JSONObject

/// What an operation is given.
struct OperationCall: Sendable {
    let parameters: Parameters
    let surroundings: Surroundings
}

/// What an operation finds in this process, beside the rows.
struct Surroundings: Sendable {
    /// Topics ready for publishing.
    let boards: TopicBoards
    /// Who signs messages; `nil` where nobody does.
    let signing: (any MessageSigning)?
    /// Whether there is anybody who posts to the web.
    let canPost: Bool
    /// Where clients reach this runtime: what URLs in messages begin with.
    let endpoint: String
}

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
