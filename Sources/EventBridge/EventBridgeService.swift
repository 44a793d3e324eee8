package import QuickstepServiceKit

/// The event buses: events that match the patterns of rules go to the rules' targets, with the semantics of Amazon EventBridge.
///
/// All state lies in the store. Events are delivered in the turn that puts them, so the events and what they bring about are one fact.
package final class EventBridgeService: Service {
    package let name = "events"
    package let ownerKinds: [Owner.Kind] = [.eventBus]

    private let patterns = CompiledPatterns()

    package init() {}

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        let call = OperationCall(
            parameters: Parameters(request.parameters, scope: request.scope),
            scope: request.scope,
            mayUseReservedSources: request.speaksForService,
            patterns: patterns
        )
        return ServiceResponse(try operation(call, &turn))
    }

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    /// The operations by name.
    private static let operations: [String: Operation] = [
        "CreateEventBus": CreateEventBus.run,
        "DeleteEventBus": DeleteEventBus.run,
        "DeleteRule": DeleteRule.run,
        "DescribeEventBus": DescribeEventBus.run,
        "DescribeRule": DescribeRule.run,
        "DisableRule": DisableRule.run,
        "EnableRule": EnableRule.run,
        "ListEventBuses": ListEventBuses.run,
        "ListRuleNamesByTarget": ListRuleNamesByTarget.run,
        "ListRules": ListRules.run,
        "ListTagsForResource": ListTagsForResource.run,
        "ListTargetsByRule": ListTargetsByRule.run,
        "PutEvents": PutEvents.run,
        "PutRule": PutRule.run,
        "PutTargets": PutTargets.run,
        "RemoveTargets": RemoveTargets.run,
        "TagResource": TagResource.run,
        "TestEventPattern": TestEventPattern.run,
        "UntagResource": UntagResource.run,
    ]
}
