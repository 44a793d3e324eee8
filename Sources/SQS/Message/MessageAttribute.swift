import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The value of one message attribute, checked.
struct MessageAttribute: Sendable, Equatable {
    enum Content: Sendable, Equatable {
        case text(String)
        case bytes([UInt8])
    }

    /// `String`, `Number` or `Binary`, with an optional label after a period.
    let dataType: String
    let content: Content

    /// Reads an attribute as a request gives it: `{"DataType": …, "StringValue": …}` or `{…, "BinaryValue": base64}`.
    init(name: String, json: JSONValue) throws(ServiceError) {
        guard let dataType = json["DataType"]?.stringValue, !dataType.isEmpty else {
            throw .invalidParameter("Message (user) attribute '\(name)' must contain a non-empty attribute type.")
        }
        guard Self.isList(json["StringListValues"]) == false, Self.isList(json["BinaryListValues"]) == false else {
            throw .unsupported("Message attribute list values in SendMessage operation are not supported.")
        }
        self.dataType = dataType
        let kind = dataType.prefix { $0 != "." }
        guard ["String", "Number", "Binary"].contains(kind),
            dataType.utf8.count <= SQSLimits.attributeTypeLengthMax
        else {
            throw .invalidParameter(
                "Type for parameter MessageAttributes.Attribute_name.DataType must be prefixed"
                    + "with \"String\", \"Binary\", or \"Number\", but was: \(dataType)"
            )
        }
        if kind == "Binary" {
            guard let text = json["BinaryValue"]?.stringValue, let bytes = Base64.decode(text), !bytes.isEmpty else {
                throw Self.empty(name, type: dataType)
            }
            content = .bytes(bytes)
            return
        }
        guard let text = json["StringValue"]?.stringValue, !text.isEmpty else {
            throw Self.empty(name, type: dataType)
        }
        guard MessageText.isValid(text) else {
            throw .invalidParameter("Invalid characters found in the value of message (user) attribute '\(name)'.")
        }
        if kind == "Number", !Self.isNumber(text) {
            throw .invalidParameter("Can't cast the value of message (user) attribute '\(name)' to a number.")
        }
        content = .text(text)
    }

    /// Whether a value is a list with something in it.
    private static func isList(_ value: JSONValue?) -> Bool {
        !(value?.arrayValue?.isEmpty ?? true)
    }

    private static func isNumber(_ text: String) -> Bool {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        return allowed && Double(text) != nil
    }

    private static func empty(_ name: String, type: String) -> ServiceError {
        .invalidParameter("Message (user) attribute '\(name)' must contain a non-empty value of type '\(type)'.")
    }

    /// What the attribute counts for in a message's size, but for its name.
    var byteCount: Int {
        switch content {
        case .text(let text): dataType.utf8.count + text.utf8.count
        case .bytes(let bytes): dataType.utf8.count + bytes.count
        }
    }

    /// The attribute as `ReceiveMessage` shows it, and as it is stored.
    var json: JSONValue {
        switch content {
        case .text(let text): ["StringValue": .string(text), "DataType": .string(dataType)]
        case .bytes(let bytes): ["BinaryValue": .string(Base64.encode(bytes)), "DataType": .string(dataType)]
        }
    }
}
