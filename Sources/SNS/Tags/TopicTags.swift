import QuickstepJSON
import QuickstepServiceKit

/// Tags as requests give them: a list of keys and values.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Tag.html
enum TopicTags {
    static let countMax = 50

    /// Reads a list of tags, in which no key may come twice.
    static func read(_ parameters: Parameters) throws(ServiceError) -> JSONObject {
        var tags: JSONObject = [:]
        for tag in try parameters.list("Tags") {
            guard let key = tag["Key"]?.stringValue, let value = (tag["Value"] ?? "").stringValue,
                (1...128).contains(key.unicodeScalars.count), value.unicodeScalars.count <= 256
            else { throw .invalid("Tags Reason: a tag has a Key of 1 to 128 characters and a Value of up to 256") }
            guard tags[key] == nil else { throw .invalid("Duplicated keys are not allowed.") }
            tags[key] = .string(value)
        }
        return tags
    }

    /// Tags with others added, or in the place of those of the same key.
    static func merged(_ tags: JSONObject, with added: JSONObject) throws(ServiceError) -> JSONObject {
        var merged = tags
        for (key, value) in added { merged[key] = value }
        guard merged.count <= countMax else {
            throw ServiceError(
                code: "TagLimitExceeded",
                message: "Could not complete request: tag quota of per resource exceeded"
            )
        }
        return merged
    }

    static func list(_ tags: JSONObject) -> JSONValue {
        .array(tags.map { ["Key": .string($0.key), "Value": $0.value] })
    }
}
