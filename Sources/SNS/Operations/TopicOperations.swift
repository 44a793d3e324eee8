import QuickstepJSON
import QuickstepServiceKit

/// `CreateTopic`: makes a topic, or finds the one of that name.
enum CreateTopic {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let name = try parameters.requiredText("Name")
        let attributes = try parameters.object("Attributes")
        guard TopicAddress.isName(name) else { throw .invalid("Topic Name") }
        guard !name.hasSuffix(".fifo") else { throw .invalid("FIFO topics are not supported yet") }
        if let tags = parameters.members["Tags"]?.arrayValue, !tags.isEmpty {
            throw .invalid("Tags Reason: Quickstep does not support tags of topics")
        }
        let record = try TopicRecord(attributes: attributes)
        let address = TopicAddress(scope: parameters.scope, name: name)
        let rows = TopicRows(address)
        if let json = try turn.json(rows.topic) {
            let existing = try TopicRecord(json: json)
            guard attributes.isEmpty || existing == record else {
                throw .invalid("Attributes Reason: Topic already exists with different attributes")
            }
            return ["TopicArn": .string(address.arn)]
        }
        turn.put(rows.topic, record.json)
        turn.put(TopicRows.directory(address.scope).text(name), [])
        return ["TopicArn": .string(address.arn)]
    }
}

/// `DeleteTopic`: removes a topic with its subscriptions.
///
/// One that is not there is no error.
enum DeleteTopic {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let address = try parameters.topic()
        for row in try turn.range(TopicRows(address).owner.key.prefixRange) { turn.delete(row.key) }
        turn.delete(TopicRows.directory(address.scope).text(address.name))
        return [:]
    }
}

/// `ListTopics`: the topics of the caller's account and Region, by name, a hundred at a time.
enum ListTopics {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let page = try parameters.page().read(TopicRows.directory(parameters.scope), &turn)
        var output: JSONObject = [
            "Topics": .array(
                page.rows.map { row in
                    ["TopicArn": .string(TopicAddress(scope: parameters.scope, name: row.text).arn)]
                }
            )
        ]
        if let next = page.next { output["NextToken"] = .string(next) }
        return output
    }
}

/// `GetTopicAttributes`: what is known of a topic.
enum GetTopicAttributes {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let address = try parameters.topic()
        let rows = TopicRows(address)
        guard let json = try turn.json(rows.topic) else { throw .notFound("Topic") }
        let record = try TopicRecord(json: json)
        let confirmed = try turn.range(rows.subscriptions.prefixRange).count
        return [
            "Attributes": [
                "TopicArn": .string(address.arn),
                "Owner": .string(address.scope.account),
                "DisplayName": .string(record.displayName),
                "SubscriptionsConfirmed": .string(String(confirmed)),
                "SubscriptionsPending": "0",
                "SubscriptionsDeleted": "0",
            ]
        ]
    }
}
