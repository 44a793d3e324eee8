import QuickstepEventPatterns
import QuickstepJSON
import QuickstepServiceKit

/// `ExplainPublish`, ours: who would get a message, and for everybody else why not.
///
/// Nothing is published. It takes what `Publish` takes, and a `SubscriptionArn` to ask about one subscription alone.
enum ExplainPublish {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let address = try call.parameters.topic()
        let publication = try Publication(call.parameters, for: address)
        let wanted = try call.parameters.text("SubscriptionArn")
        try turn.require(address)
        var found: [JSONValue] = []
        for row in try turn.range(TopicRows(address).subscriptions.prefixRange) {
            let subscription = try Subscription(row: row.value, topic: address)
            guard wanted == nil || wanted == subscription.arn else { continue }
            found.append(explanation(subscription, publication))
        }
        guard wanted == nil || !found.isEmpty else { throw .notFound("Subscription") }
        return ["Subscriptions": .array(found)]
    }

    private static func explanation(_ subscription: Subscription, _ publication: Publication) -> JSONValue {
        let mismatches =
            subscription.settings.filter?.mismatches(
                attributes: publication.attributes,
                body: publication.message(for: subscription.transport)
            ) ?? []
        var reasons = mismatches.map(\.text)
        if subscription.isPending { reasons.insert("the subscription is not confirmed", at: 0) }
        var explanation: JSONObject = [
            "SubscriptionArn": .string(subscription.arn),
            "Protocol": .string(subscription.transport.rawValue),
            "Endpoint": .string(subscription.endpoint),
            "Matches": .bool(reasons.isEmpty),
            "Reasons": .array(reasons.map { .string($0) }),
            "Mismatches": .array(mismatches.map(json)),
        ]
        if let policy = subscription.settings.filterText { explanation["FilterPolicy"] = .string(policy) }
        return .object(explanation)
    }

    private static func json(_ mismatch: PatternMismatch) -> JSONValue {
        switch mismatch {
        case .key(let path, let wanted, let found):
            var members: JSONObject = ["Key": .string(path), "Wanted": .array(wanted)]
            if let found { members["Found"] = .array(found) }
            return .object(members)
        case .alternatives(let alternatives):
            return ["Alternatives": .array(alternatives.map { .array($0.map(json)) })]
        case .noObject:
            return ["Message": .string(mismatch.text)]
        }
    }
}
