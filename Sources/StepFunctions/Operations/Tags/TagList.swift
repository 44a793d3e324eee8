import QuickstepJSON
import QuickstepServiceKit

/// A label of a resource.
struct Tag: Sendable, Equatable {
    let key: String
    let value: String
}

/// The tags of a resource, in the order in which their keys came.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#concepts-tagging
struct TagList: Sendable, Equatable {
    private(set) var tags: [Tag]

    /// Tags of which a later one takes the place of an earlier one with its key.
    init(_ tags: [Tag]) {
        self.tags = []
        for tag in tags { set(tag) }
    }

    mutating func set(_ tag: Tag) {
        if let index = tags.firstIndex(where: { $0.key == tag.key }) {
            tags[index] = tag
        } else {
            tags.append(tag)
        }
    }

    mutating func remove(_ key: String) {
        tags.removeAll { $0.key == key }
    }

    // MARK: Requests

    /// Reads the member `tags` of a request; `nil` where it is not given.
    static func read(_ input: inout OperationInput) throws(ServiceError) -> [Tag]? {
        try input.list("tags") { (tag) throws(ServiceError) -> Tag in
            Tag(
                key: try tag.optionalText("key", 1...StatesLimits.tagKeyLengthMax) ?? "",
                value: try tag.optionalText("value", 0...StatesLimits.tagValueLengthMax) ?? ""
            )
        }
    }

    /// Checks what the model's constraints do not say.
    ///
    /// - Throws: `ValidationException` for characters that tags may not have, `TooManyTags`.
    static func check(_ tags: [Tag], on arn: String) throws(ServiceError) {
        for tag in tags {
            guard !tag.key.isEmpty, !tag.key.hasPrefix("aws:"), isPlain(tag.key), isPlain(tag.value) else {
                throw Parameters.validation(
                    "The tag '\(tag.key)' is not valid: keys and values consist of letters, digits, whitespace and the "
                        + "characters _ . : / = + - @, and a key does not begin with aws:."
                )
            }
        }
        guard TagList(tags).tags.count <= StatesLimits.tagsMax else {
            throw ServiceError(
                code: "TooManyTags",
                message: "The resource '\(arn)' cannot have more than \(StatesLimits.tagsMax) tags."
            )
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar.properties.isWhitespace
                || "_.:/=+-@".unicodeScalars.contains(scalar)
        }
    }

    // MARK: Rows

    /// Reads the row of a resource's tags; where there is none, it has no tags.
    static func read(_ key: StoreKey, _ turn: borrowing Turn) throws(ServiceError) -> TagList {
        guard let pairs = try turn.json(key)?.arrayValue else { return TagList([]) }
        return TagList(
            try pairs.map { (pair) throws(ServiceError) in
                guard let key = pair[0]?.stringValue, let value = pair[1]?.stringValue else {
                    throw .damaged("the tags of a resource")
                }
                return Tag(key: key, value: value)
            }
        )
    }

    func write(_ key: StoreKey, _ turn: inout Turn) {
        guard !tags.isEmpty else {
            turn.delete(key)
            return
        }
        turn.put(key, .array(tags.map { [.string($0.key), .string($0.value)] }))
    }
}
