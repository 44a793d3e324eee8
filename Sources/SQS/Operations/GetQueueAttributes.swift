import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `GetQueueAttributes`: settings, and how many messages there are.
enum GetQueueAttributes {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let names = try call.parameters.texts("AttributeNames")
        let queue = try OpenQueue(try call.parameters.queue(in: call.scope), &turn)
        guard !names.isEmpty else { return [:] }
        let all = try attributes(queue, &turn)
        for name in names where name != "All" && all[name] == nil && !QueueSettings.isKnown(name) {
            throw .unknownAttribute(name)
        }
        let chosen = names.contains("All") ? all : JSONObject(all.filter { names.contains($0.key) })
        return chosen.isEmpty ? [:] : ["Attributes": .object(chosen)]
    }

    private static func attributes(_ queue: OpenQueue, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let counts = try queue.counts(turn)
        var attributes: JSONObject = [
            "QueueArn": .string(queue.address.arn),
            "ApproximateNumberOfMessages": .string(String(counts.visible)),
            "ApproximateNumberOfMessagesNotVisible": .string(String(counts.inFlight)),
            "ApproximateNumberOfMessagesDelayed": .string(String(counts.delayed)),
            "CreatedTimestamp": .string(String(queue.record.createdAt.milliseconds / 1000)),
            "LastModifiedTimestamp": .string(String(queue.record.modifiedAt.milliseconds / 1000)),
        ]
        for (name, value) in queue.record.settings.attributes { attributes[name] = value }
        return attributes
    }
}
