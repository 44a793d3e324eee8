import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension AttributeValue {
    /// Reads a value in the shape of the API: an object with one member, whose name is the type.
    ///
    /// `level` says how many lists and maps lie around it.
    init(_ json: JSONValue, level: Int = 0) throws(ServiceError) {
        guard let members = json.objectValue else { throw .mistyped(json, as: "AttributeValue") }
        let given = members.filter { !$0.value.isNull }
        guard let (type, content) = given.first else { throw Self.empty }
        guard given.count == 1 else {
            throw .validation(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
                    + "datatypes"
            )
        }
        switch type {
        case "S": self = .string(try Self.text(content))
        case "N": self = .number(try DecimalNumber(try Self.text(content)))
        case "B": self = .binary(try Self.bytes(content))
        case "BOOL": self = .bool(try Self.flag(content))
        case "NULL":
            guard try Self.flag(content) else {
                throw .invalidValues("Null attribute value types must have the value of true")
            }
            self = .null
        case "SS", "NS", "BS": self = try Self.set(type, try Self.elements(content))
        case "L":
            try Self.checkLevel(level)
            var elements: [AttributeValue] = []
            for element in try Self.elements(content) {
                elements.append(try AttributeValue(element, level: level + 1))
            }
            self = .list(elements)
        case "M":
            try Self.checkLevel(level)
            guard let members = content.objectValue else { throw .mistyped(content, as: "Map") }
            self = .map(try Attribute.list(members, level: level + 1))
        default: throw Self.empty
        }
    }

    private static let empty = ServiceError.validation(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
    )

    private static func checkLevel(_ level: Int) throws(ServiceError) {
        guard level < DynamoDBLimits.nestingMax else {
            throw .invalidValues(
                "Nesting Levels have exceeded supported limits: "
                    + "Attributes in the item have nested levels beyond supported limit"
            )
        }
    }

    private static func text(_ content: JSONValue) throws(ServiceError) -> String {
        guard let text = content.stringValue else { throw .mistyped(content, as: "String") }
        return text
    }

    private static func flag(_ content: JSONValue) throws(ServiceError) -> Bool {
        guard let flag = content.boolValue else { throw .mistyped(content, as: "Boolean") }
        return flag
    }

    private static func elements(_ content: JSONValue) throws(ServiceError) -> [JSONValue] {
        guard let elements = content.arrayValue else { throw .mistyped(content, as: "List") }
        return elements
    }

    private static func bytes(_ content: JSONValue) throws(ServiceError) -> [UInt8] {
        guard let text = content.stringValue else { throw .mistyped(content, as: "Blob") }
        guard let bytes = Base64.decode(text) else {
            throw .serialization("Base64 encoded length is expected a multiple of 4 bytes, or has invalid characters")
        }
        return bytes
    }

    // MARK: Sets

    private static func set(_ type: String, _ elements: [JSONValue]) throws(ServiceError) -> AttributeValue {
        switch type {
        case "SS":
            guard !elements.isEmpty else { throw .invalidValues("An string set  may not be empty") }
            let texts = try elements.map { (element) throws(ServiceError) in try text(element) }
            try checkUnique(texts.map { Array($0.utf8) }, shown: texts)
            return .stringSet(texts)
        case "NS":
            guard !elements.isEmpty else { throw .invalidValues("An number set  may not be empty") }
            let numbers = try elements.map { (element) throws(ServiceError) in
                try DecimalNumber(try text(element))
            }
            try checkUnique(numbers, shown: numbers.map(\.text))
            return .numberSet(numbers)
        default:
            guard !elements.isEmpty else { throw .invalidValues("Binary sets should not be empty") }
            let values = try elements.map { (element) throws(ServiceError) in try bytes(element) }
            try checkUnique(values, shown: values.map { Base64.encode($0) })
            return .binarySet(values)
        }
    }

    private static func checkUnique(_ elements: [some Hashable], shown: [String]) throws(ServiceError) {
        guard Set(elements).count == elements.count else {
            throw .invalidValues("Input collection [\(shown.joined(separator: ", "))] contains duplicates.")
        }
    }
}

extension Attribute {
    /// Reads the members of a map or an item.
    static func list(_ members: JSONObject, level: Int = 0) throws(ServiceError) -> [Attribute] {
        var attributes: [Attribute] = []
        attributes.reserveCapacity(members.count)
        for (name, value) in members {
            guard (1...DynamoDBLimits.attributeNameBytesMax).contains(name.utf8.count) else {
                throw .invalidValues("Attribute names must have 1 to 65535 bytes of UTF-8")
            }
            attributes.append(Attribute(name: name, value: try AttributeValue(value, level: level)))
        }
        return attributes
    }
}
