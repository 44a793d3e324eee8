import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The attributes of one message, in order of their names' bytes.
struct MessageAttributes: Sendable, Equatable {
    private(set) var members: [(name: String, attribute: MessageAttribute)] = []

    init() {}

    /// Reads the attributes of a message that is being sent.
    init(json: JSONObject) throws(ServiceError) {
        guard json.count <= SQSLimits.messageAttributesMax else {
            throw .invalidParameter(
                "Number of message attributes [\(json.count)] exceeds the allowed maximum "
                    + "[\(SQSLimits.messageAttributesMax)]."
            )
        }
        for (name, value) in json {
            try Self.check(name: name)
            members.append((name, try MessageAttribute(name: name, json: value)))
        }
        members.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Reads back what a row holds, or takes system attributes, whose names are not the sender's to choose.
    init(unchecked json: JSONObject) throws(ServiceError) {
        for (name, value) in json { members.append((name, try MessageAttribute(name: name, json: value))) }
        members.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    static func == (left: MessageAttributes, right: MessageAttributes) -> Bool {
        left.members.elementsEqual(right.members) { $0.name == $1.name && $0.attribute == $1.attribute }
    }

    var isEmpty: Bool { members.isEmpty }

    /// What the attributes count for in a message's size: names, types and values.
    var byteCount: Int {
        members.reduce(0) { $0 + $1.name.utf8.count + $1.attribute.byteCount }
    }

    var json: JSONObject {
        JSONObject(members.map { ($0.name, $0.attribute.json) })
    }

    /// Those that a receiver asks for: by name, by the prefix before `.*`, or all by `All`, `.*` or `*`.
    ///
    /// Names that no message has are ignored.
    func selected(by names: [String]) -> MessageAttributes {
        var result = self
        result.members.removeAll { member in
            !names.contains { name in
                switch name {
                case "All", ".*", "*": true
                case _ where name.hasSuffix(".*"): member.name.hasPrefix(name.dropLast(2))
                default: name == member.name
                }
            }
        }
        return result
    }

    /// The digest that clients check: over name, type, kind and value of each attribute, each with its length before it.
    ///
    /// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
    var md5: String? {
        guard !members.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for (name, attribute) in members {
            Self.append(Array(name.utf8), to: &bytes)
            Self.append(Array(attribute.dataType.utf8), to: &bytes)
            switch attribute.content {
            case .text(let text):
                bytes.append(1)
                Self.append(Array(text.utf8), to: &bytes)
            case .bytes(let content):
                bytes.append(2)
                Self.append(content, to: &bytes)
            }
        }
        return Hex.encode(DigestAlgorithm.md5.digest(bytes))
    }

    private static func append(_ content: [UInt8], to bytes: inout [UInt8]) {
        let length = UInt32(truncatingIfNeeded: content.count)
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        bytes.append(contentsOf: content)
    }

    private static func check(name: String) throws(ServiceError) {
        guard !name.isEmpty, name.utf8.count <= SQSLimits.attributeNameLengthMax else {
            throw .invalidParameter("Length of message attribute name must be between 1 and 256 bytes.")
        }
        guard name.unicodeScalars.allSatisfy(isNameScalar) else {
            throw .invalidParameter(
                "Message (user) attributes name can only contain upper and lower score characters, digits, periods, "
                    + "hyphens and underscores."
            )
        }
        let lower = name.lowercased()
        guard !lower.hasPrefix("aws."), !lower.hasPrefix("amazon."), !name.hasPrefix("."), !name.hasSuffix(".") else {
            throw .invalidParameter(
                "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved "
                    + "for internal use. Additionally, they cannot start or end with '.'."
            )
        }
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
        // Recorded: AWS accepts Latin letters with accents.
        case "\u{C0}"..."\u{17F}": true
        default: false
        }
    }
}
