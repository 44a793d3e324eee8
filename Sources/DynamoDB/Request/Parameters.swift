import QuickstepJSON
import QuickstepServiceKit

/// The parameters of a request, read with DynamoDB's own errors.
///
/// Each name that is read is ticked off, so that ``finish()`` can refuse what nobody understood.
struct Parameters: Sendable {
    private let operation: String
    private let members: JSONObject
    private var unread: JSONObject

    init(_ members: JSONObject, operation: String) {
        self.operation = operation
        self.members = members
        unread = members
    }

    /// A member; `null` counts as absent, as in the SDKs.
    mutating func value(_ name: String) -> JSONValue? {
        unread.removeValue(forKey: name)
        guard let value = members[name], !value.isNull else { return nil }
        return value
    }

    mutating func text(_ name: String) throws(ServiceError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.stringValue else { throw .mistyped(value, as: "String") }
        return text
    }

    mutating func integer(_ name: String) throws(ServiceError) -> Int? {
        guard let value = value(name) else { return nil }
        guard let number = value.intValue else { throw .mistyped(value, as: "Integer") }
        return number
    }

    mutating func flag(_ name: String) throws(ServiceError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard let flag = value.boolValue else { throw .mistyped(value, as: "Boolean") }
        return flag
    }

    mutating func object(_ name: String) throws(ServiceError) -> JSONObject? {
        guard let value = value(name) else { return nil }
        guard let object = value.objectValue else { throw .mistyped(value, as: "Map") }
        return object
    }

    mutating func list(_ name: String) throws(ServiceError) -> [JSONValue]? {
        guard let value = value(name) else { return nil }
        guard let list = value.arrayValue else { throw .mistyped(value, as: "List") }
        return list
    }

    /// A member that must be there.
    func required<Value>(_ value: Value?, _ name: String) throws(ServiceError) -> Value {
        guard let value else {
            throw .constraint("null", at: Self.memberName(name), "Member must not be null")
        }
        return value
    }

    /// An integer of at least 1.
    mutating func limit() throws(ServiceError) -> Int? {
        guard let limit = try integer("Limit") else { return nil }
        guard limit >= 1 else {
            throw .constraint("'\(limit)'", at: "limit", "Member must have value greater than or equal to 1")
        }
        return limit
    }

    /// A choice: of all that DynamoDB knows, some are supported here.
    mutating func choice(
        _ name: String,
        of all: [String],
        supported: [String]
    ) throws(ServiceError) -> String? {
        guard let text = try text(name) else { return nil }
        guard all.contains(text) else {
            throw .constraint(
                "'\(text)'",
                at: Self.memberName(name),
                "Member must satisfy enum value set: [\(all.joined(separator: ", "))]"
            )
        }
        guard supported.contains(text) else { throw .unsupported("the value \(text) of \(name).") }
        return text
    }

    /// Reads the parameters that ask for figures in the answer.
    ///
    /// There are none to give, so only `NONE` is taken.
    mutating func noFigures() throws(ServiceError) {
        _ = try choice("ReturnConsumedCapacity", of: ["INDEXES", "TOTAL", "NONE"], supported: ["NONE"])
        _ = try choice("ReturnItemCollectionMetrics", of: ["SIZE", "NONE"], supported: ["NONE"])
    }

    /// Refuses the first parameter that was not read: what is not understood is never ignored.
    func finish() throws(ServiceError) {
        for (name, value) in unread where !value.isNull {
            throw .unsupported("the parameter '\(name)' of dynamodb:\(operation).")
        }
    }

    /// The spelling of a member in the service's texts: `TableName` is `tableName`.
    private static func memberName(_ name: String) -> String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}

extension ServiceError {
    /// A value of a wrong JSON type, in the words of the service's deserializer.
    static func mistyped(_ value: JSONValue, as type: String) -> ServiceError {
        switch value {
        case .object: serialization("Start of structure or map found where not expected")
        case .array: serialization("Start of list found where not expected")
        case .string: serialization("STRING_VALUE cannot be converted to \(type)")
        case .number: serialization("NUMBER_VALUE cannot be converted to \(type)")
        case .bool(true): serialization("TRUE_VALUE cannot be converted to \(type)")
        case .bool(false): serialization("FALSE_VALUE cannot be converted to \(type)")
        case .null: serialization("NULL_VALUE cannot be converted to \(type)")
        }
    }
}
