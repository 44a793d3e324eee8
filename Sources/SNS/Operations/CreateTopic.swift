import QuickstepJSON
import QuickstepServiceKit

/// `CreateTopic`: makes a topic, or finds the one of that name.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
enum CreateTopic {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        let name = try parameters.requiredText("Name")
        var attributes = try parameters.object("Attributes")
        let tags = try TopicTags.merged([:], with: try TopicTags.read(parameters))
        let isFIFO = attributes.removeValue(forKey: "FifoTopic")?.stringValue == "true"
        guard TopicAddress.isName(name), name.hasSuffix(".fifo") == isFIFO else { throw .invalid("Topic Name") }
        var settings = TopicSettings()
        for (name, value) in attributes {
            guard let text = value.stringValue else { throw .invalid("Attributes Reason: \(name) must be a string") }
            try settings.set(name, text, isFIFO: isFIFO, prefix: "Attributes Reason: ")
        }
        let protection = try parameters.text("DataProtectionPolicy")
        let address = TopicAddress(scope: parameters.scope, name: name)
        if let topic = try OpenTopic(ifExists: address, &turn) {
            guard topic.record.settings.agree(with: settings) else {
                throw .invalid("Attributes Reason: Topic already exists with different attributes")
            }
            guard tags.allSatisfy({ topic.record.tags[$0.key] == $0.value }) else {
                throw .invalid("Tags Reason: Topic already exists with different tags")
            }
        } else {
            let record = TopicRecord(isFIFO: isFIFO, settings: settings, tags: tags, protection: protection)
            var topic = OpenTopic(new: address, record, &turn)
            try topic.save(&turn)
        }
        return ["TopicArn": .string(address.arn)]
    }
}

/// `DeleteTopic`: removes a topic with its subscriptions, and with what was still to be delivered.
///
/// One that is not there is no error.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
enum DeleteTopic {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let address = try call.parameters.topic()
        // Timers that are left find nothing, and go.
        for row in try turn.range(TopicRows(address).owner.key.prefixRange) { turn.delete(row.key) }
        turn.delete(TopicRows.directory(address.scope).text(address.name))
        return [:]
    }
}

/// `ListTopics`: the topics of the caller's account and Region, by name, a hundred at a time.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html
enum ListTopics {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
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
