import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `ListSubscriptionsByTopic`: a hundred at a time.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
enum ListSubscriptionsByTopic {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let topic = try call.parameters.topic()
        try turn.require(topic)
        let page = try call.parameters.page().read(TopicRows(topic).subscriptions, &turn)
        var subscriptions: [JSONValue] = []
        for row in page.rows {
            subscriptions.append(try Subscription(row: row.value, topic: topic).summary)
        }
        var output: JSONObject = ["Subscriptions": .array(subscriptions)]
        if let next = page.next { output["NextToken"] = .string(next) }
        return output
    }
}

/// `ListSubscriptions`: those of all topics of the caller's account and Region, by topic, a hundred at a time.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html
enum ListSubscriptions {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let scope = call.parameters.scope
        let last = try lastShown(call.parameters)
        var found: [Subscription] = []
        let directory = TopicRows.directory(scope)
        // The topic at which the page before ended is begun again, behind what was shown of it.
        var start = last.map { directory.text($0.topic) } ?? directory.prefixRange.lowerBound
        while found.count <= SNSLimits.pageSize {
            let names = try turn.range(start..<directory.prefixRange.upperBound, limit: SNSLimits.pageSize)
            guard let end = names.last else { break }
            for row in names where found.count <= SNSLimits.pageSize {
                var reader = StoreKeyReader(row.key, skipping: directory.bytes.count)
                guard let name = reader.text() else { throw .damaged("the list of topics") }
                let after = last?.topic == name ? last?.id : nil
                found += try subscriptions(
                    of: TopicAddress(scope: scope, name: name),
                    after: after,
                    limit: SNSLimits.pageSize + 1 - found.count,
                    &turn
                )
            }
            start = end.key.successor
        }
        let isFull = found.count > SNSLimits.pageSize
        if isFull { found.removeLast() }
        var output: JSONObject = ["Subscriptions": .array(found.map(\.summary))]
        if isFull, let end = found.last {
            output["NextToken"] = .string(Base64.encode(Array("\(end.topic.name)/\(end.id)".utf8)))
        }
        return output
    }

    private static func lastShown(_ parameters: Parameters) throws(ServiceError) -> (topic: String, id: String)? {
        guard let token = try parameters.text("NextToken") else { return nil }
        guard let bytes = Base64.decode(token), let text = String(validating: bytes, as: UTF8.self) else {
            throw .invalid("NextToken")
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, TopicAddress.isName(String(parts[0])) else { throw .invalid("NextToken") }
        return (String(parts[0]), String(parts[1]))
    }

    private static func subscriptions(
        of topic: TopicAddress,
        after id: String?,
        limit: Int,
        _ turn: inout Turn
    ) throws(ServiceError) -> [Subscription] {
        let prefix = TopicRows(topic).subscriptions
        let start = id.map { prefix.text($0).successor } ?? prefix.prefixRange.lowerBound
        var found: [Subscription] = []
        for row in try turn.range(start..<prefix.prefixRange.upperBound, limit: limit) {
            found.append(try Subscription(row: row.value, topic: topic))
        }
        return found
    }
}
