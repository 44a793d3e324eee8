package import QuickstepServiceKit

/// The topic service: standard topics that deliver to queues and functions, with the semantics of Amazon SNS.
///
/// All state lies in the store; the service itself holds nothing.
package final class SNSService: Service {
    package let name = "sns"
    package let ownerKinds: [Owner.Kind] = [.topic]

    package init() {}

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        let parameters = Parameters(members: request.parameters, scope: request.scope)
        return ServiceResponse(try operation(parameters, &turn))
    }

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    /// The operations by name.
    private static let operations: [String: Operation] = [
        "CreateTopic": CreateTopic.run,
        "DeleteTopic": DeleteTopic.run,
        "ListTopics": ListTopics.run,
        "GetTopicAttributes": GetTopicAttributes.run,
        "Subscribe": Subscribe.run,
        "Unsubscribe": Unsubscribe.run,
        "ListSubscriptionsByTopic": ListSubscriptionsByTopic.run,
        "GetSubscriptionAttributes": GetSubscriptionAttributes.run,
        "SetSubscriptionAttributes": SetSubscriptionAttributes.run,
        "Publish": Publish.run,
    ]
}
