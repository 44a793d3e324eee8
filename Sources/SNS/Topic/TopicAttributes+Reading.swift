import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension TopicAttributes {
    /// Reads the attributes of a message as a request gives them, with the checks of SNS.
    init(json: JSONObject) throws(ServiceError) {
        var pairs: [(String, TopicAttribute)] = []
        for (name, value) in json {
            try Self.check(name: name)
            pairs.append((name, try TopicAttribute(name: name, json: value)))
        }
        self.init(pairs)
    }

    private static func check(name: String) throws(ServiceError) {
        guard !name.isEmpty, name.utf8.count <= 256 else {
            throw .invalidValue("Length of message attribute name must be less than 256 bytes.")
        }
        for scalar in name.unicodeScalars where !isNameScalar(scalar) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            throw .invalidValue(
                "Invalid non-alphanumeric character '#x\(code)' was found in the message attribute name. "
                    + "Can only include alphanumeric characters, hyphens, underscores, or dots."
            )
        }
        guard !name.hasPrefix(".") else {
            throw .invalidValue("Invalid message attribute name starting with character '.' was found.")
        }
        guard !name.hasSuffix(".") else {
            throw .invalidValue("Invalid message attribute name ending with character '.' was found.")
        }
        guard !name.utf8.elementsEqual("..".utf8), !Self.hasAdjacentDots(name) else {
            throw .invalidValue("Message attribute name can not have successive '.' character.")
        }
    }

    private static func hasAdjacentDots(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: ".") && $1 == UInt8(ascii: ".") }
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
        default: false
        }
    }
}

extension TopicAttribute {
    /// Reads `{"DataType": …, "StringValue": …}` or `{"DataType": "Binary", "BinaryValue": base64}`.
    init(name: String, json: JSONValue) throws(ServiceError) {
        guard let dataType = json["DataType"]?.stringValue, !dataType.isEmpty else {
            throw ServiceError(
                code: "ValidationError",
                message: "1 validation error detected: Value null at 'messageAttributes.\(name).member.dataType' "
                    + "failed to satisfy constraint: Member must not be null"
            )
        }
        let kind = String(dataType.prefix { $0 != "." })
        switch kind {
        case "Binary":
            try Self.checkField(name, dataType, field: "Binary", json["BinaryValue"], other: json["StringValue"])
            guard let text = json["BinaryValue"]?.stringValue, let bytes = Base64.decode(text), !bytes.isEmpty else {
                throw Self.empty(name, dataType)
            }
            self.init(dataType: dataType, content: .bytes(bytes))
        case "String", "Number":
            try Self.checkField(name, dataType, field: "String", json["StringValue"], other: json["BinaryValue"])
            guard let text = json["StringValue"]?.stringValue, !text.isEmpty else {
                throw Self.empty(name, dataType)
            }
            if kind == "Number", JSONNumber(literal: text) == nil, Double(text)?.isFinite != true {
                throw .invalidValue("Could not cast message attribute '\(name)' value to number.")
            }
            self.init(dataType: dataType, content: .text(text))
        default:
            throw .invalidValue(
                "The message attribute '\(name)' has an invalid message attribute type, the set of supported type "
                    + "prefixes is Binary, Number, and String."
            )
        }
    }

    private static func checkField(
        _ name: String,
        _ dataType: String,
        field: String,
        _ value: JSONValue?,
        other: JSONValue?
    ) throws(ServiceError) {
        guard value == nil, other != nil else { return }
        throw .invalidValue("The message attribute '\(name)' with type '\(dataType)' must use field '\(field)'.")
    }

    private static func empty(_ name: String, _ dataType: String) -> ServiceError {
        .invalidValue(
            "The message attribute '\(name)' must contain non-empty message attribute value for message attribute "
                + "type '\(dataType)'."
        )
    }
}
