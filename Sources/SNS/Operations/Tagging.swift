import QuickstepJSON
import QuickstepServiceKit

/// `TagResource`: adds tags to a topic, or replaces those of the same key.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html
enum TagResource {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let tags = try TopicTags.read(call.parameters)
        var topic = try call.taggedTopic(&turn)
        topic.record.tags = try TopicTags.merged(topic.record.tags, with: tags)
        try topic.save(&turn)
        return [:]
    }
}

/// `UntagResource`: removes tags; keys that the topic does not have are ignored.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html
enum UntagResource {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let keys = try call.parameters.texts("TagKeys")
        var topic = try call.taggedTopic(&turn)
        for key in keys { topic.record.tags.removeValue(forKey: key) }
        try topic.save(&turn)
        return [:]
    }
}

/// `ListTagsForResource`: the tags of a topic.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html
enum ListTagsForResource {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        ["Tags": TopicTags.list(try call.taggedTopic(&turn).record.tags)]
    }
}

extension OperationCall {
    /// The topic that `ResourceArn` names.
    fileprivate func taggedTopic(_ turn: inout Turn) throws(ServiceError) -> OpenTopic {
        let address = try parameters.topic("ResourceArn")
        guard let topic = try OpenTopic(ifExists: address, &turn) else { throw .resourceNotFound }
        return topic
    }
}
