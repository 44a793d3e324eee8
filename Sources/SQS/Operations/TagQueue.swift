import QuickstepJSON
import QuickstepServiceKit

/// `TagQueue`: adds tags, or replaces those of the same key.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html
enum TagQueue {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        guard let added = try call.parameters.object("Tags") else { throw .missingParameter("Tags") }
        return try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            var tags = queue.record.tags
            for (key, value) in added { tags[key] = value }
            queue.record.tags = try Self.tags(tags)
            return [:]
        }
    }

    /// Checks the tags of a queue.
    static func tags(_ tags: JSONObject) throws(ServiceError) -> JSONObject {
        guard tags.count <= SQSLimits.tagsMax else {
            throw .invalidParameter("Too many tags added for the queue. At most \(SQSLimits.tagsMax) are allowed.")
        }
        for (key, value) in tags {
            guard (1...SQSLimits.tagKeyLengthMax).contains(key.unicodeScalars.count) else {
                throw .invalidParameter("Tags", value: key, reason: "The key of a tag has 1 to 128 characters.")
            }
            guard let text = value.stringValue else {
                throw .invalidParameter("Tags", value: key, reason: "The value of a tag must be a string.")
            }
            guard text.unicodeScalars.count <= SQSLimits.tagValueLengthMax else {
                throw .invalidParameter("Tags", value: key, reason: "The value of a tag has at most 256 characters.")
            }
        }
        return tags
    }
}

/// `UntagQueue`: removes tags; keys that the queue does not have are ignored.
enum UntagQueue {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let keys = try call.parameters.texts("TagKeys")
        return try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            for key in keys { queue.record.tags.removeValue(forKey: key) }
            return [:]
        }
    }
}

/// `ListQueueTags`: the tags of a queue.
enum ListQueueTags {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let queue = try OpenQueue(try call.parameters.queue(in: call.scope), &turn)
        return queue.record.tags.isEmpty ? [:] : ["Tags": .object(queue.record.tags)]
    }
}
