import QuickstepJSON
import QuickstepPrimitives

/// One attribute of a published message, checked.
package struct TopicAttribute: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case text(String)
        case bytes([UInt8])
    }

    /// `String`, `String.Array`, `Number` or `Binary`, with an optional label.
    package let dataType: String
    package let content: Content

    package init(dataType: String, content: Content) {
        self.dataType = dataType
        self.content = content
    }

    /// What the attribute counts for in a message's size, but for its name.
    var byteCount: Int {
        switch content {
        case .text(let text): dataType.utf8.count + text.utf8.count
        case .bytes(let bytes): dataType.utf8.count + bytes.count
        }
    }

    /// The value as envelopes show it.
    var shownValue: String {
        switch content {
        case .text(let text): text
        case .bytes(let bytes): Base64.encode(bytes)
        }
    }

    /// The attribute as SQS takes it.
    var queueAttribute: JSONValue {
        switch content {
        case .text(let text): ["DataType": .string(dataType), "StringValue": .string(text)]
        case .bytes(let bytes): ["DataType": .string(dataType), "BinaryValue": .string(Base64.encode(bytes))]
        }
    }

    /// The values that filters compare: none for bytes, the elements of a `String.Array`, the number of a `Number`.
    var filterValues: [JSONValue] {
        guard case .text(let text) = content else { return [] }
        if dataType == "String.Array" || dataType.hasPrefix("String.Array.") {
            let elements = (try? JSONValue.parse(text))?.arrayValue ?? []
            return elements.filter { $0.arrayValue == nil && $0.objectValue == nil }
        }
        if dataType == "Number" || dataType.hasPrefix("Number.") {
            let number = JSONNumber(literal: text) ?? Double(text).flatMap { JSONNumber($0) }
            return number.map { [.number($0)] } ?? []
        }
        return [.string(text)]
    }
}

/// The attributes of one published message, in the order in which they were given.
package struct TopicAttributes: Sendable, Equatable {
    private(set) var members: [Member] = []

    struct Member: Sendable, Equatable {
        let name: String
        let attribute: TopicAttribute
    }

    package init() {}

    package init(_ pairs: [(String, TopicAttribute)]) {
        members = pairs.map { Member(name: $0.0, attribute: $0.1) }
    }

    package var isEmpty: Bool { members.isEmpty }

    subscript(_ name: String) -> TopicAttribute? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.attribute
    }

    /// What the attributes count for in a message's size.
    var byteCount: Int {
        members.reduce(0) { $0 + $1.name.utf8.count + $1.attribute.byteCount }
    }

    /// The attributes as an envelope shows them.
    var envelope: JSONObject {
        JSONObject(
            members.map { member -> (String, JSONValue) in
                let attribute = member.attribute
                return (member.name, ["Type": .string(attribute.dataType), "Value": .string(attribute.shownValue)])
            }
        )
    }

    /// The attributes as a function gets them: it knows the types `String` and `Binary` only.
    var functionAttributes: JSONObject {
        JSONObject(
            members.map { member -> (String, JSONValue) in
                let attribute = member.attribute
                let type: JSONValue
                switch attribute.content {
                case .text: type = "String"
                case .bytes: type = "Binary"
                }
                return (member.name, ["Type": type, "Value": .string(attribute.shownValue)])
            }
        )
    }

    /// The attributes as a queue takes them.
    var queueAttributes: JSONObject {
        JSONObject(members.map { ($0.name, $0.attribute.queueAttribute) })
    }
}
