import QuickstepJSON
import QuickstepServiceKit

/// Reads what `CreateTable` says of a table.
enum TableDefinition {
    // MARK: The key

    static func schema(_ parameters: inout Parameters) throws(ServiceError) -> KeySchema {
        let definitions = try parameters.list("AttributeDefinitions")
        let keySchema = try parameters.list("KeySchema")
        let types = try attributeTypes(try parameters.required(definitions, "AttributeDefinitions"))
        let names = try keyNames(try parameters.required(keySchema, "KeySchema"))
        try checkCount(types.map(\.name), names)
        var elements: [KeySchema.Element] = []
        for name in names {
            guard let type = types.first(where: { $0.name.utf8.elementsEqual(name.utf8) })?.type else {
                throw .invalidValues(
                    "Some index key attributes are not defined in AttributeDefinitions. "
                        + "Keys: [\(names.joined(separator: ", "))], "
                        + "AttributeDefinitions: [\(types.map(\.name).joined(separator: ", "))]"
                )
            }
            elements.append(KeySchema.Element(name: name, type: type))
        }
        return KeySchema(hash: elements[0], range: elements.count > 1 ? elements[1] : nil)
    }

    private static func attributeTypes(_ list: [JSONValue]) throws(ServiceError) -> [KeySchema.Element] {
        var elements: [KeySchema.Element] = []
        for (index, value) in list.enumerated() {
            let place = "attributeDefinitions.\(index + 1).member"
            let name = try text(value, "AttributeName", at: "\(place).attributeName")
            let type = try text(value, "AttributeType", at: "\(place).attributeType")
            guard let type = KeyType(rawValue: type) else {
                throw .constraint(
                    "'\(type)'",
                    at: "\(place).attributeType",
                    "Member must satisfy enum value set: [B, N, S]"
                )
            }
            guard !elements.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                throw .validation("Cannot have two attributes with the same name")
            }
            elements.append(KeySchema.Element(name: name, type: type))
        }
        return elements
    }

    private static func keyNames(_ list: [JSONValue]) throws(ServiceError) -> [String] {
        guard !list.isEmpty else {
            throw .constraint("'[]'", at: "keySchema", "Member must have length greater than or equal to 1")
        }
        guard list.count <= 2 else {
            throw .constraint(
                "'\(JSONValue.array(list).compactText)'",
                at: "keySchema",
                "Member must have length less than or equal to 2"
            )
        }
        var names: [String] = []
        for (index, value) in list.enumerated() {
            let place = "keySchema.\(index + 1).member"
            let name = try text(value, "AttributeName", at: "\(place).attributeName")
            guard (1...DynamoDBLimits.keyAttributeNameBytesMax).contains(name.utf8.count) else {
                throw .constraint(
                    "'\(name)'",
                    at: "\(place).attributeName",
                    "Member must have length less than or equal to 255"
                )
            }
            switch (index, try text(value, "KeyType", at: "\(place).keyType")) {
            case (0, "HASH"), (1, "RANGE"): names.append(name)
            case (0, "RANGE"):
                throw .validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
            case (1, "HASH"):
                throw .validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
            case (_, let role):
                throw .constraint(
                    "'\(role)'",
                    at: "\(place).keyType",
                    "Member must satisfy enum value set: [HASH, RANGE]"
                )
            }
        }
        guard Set(names.map { Array($0.utf8) }).count == names.count else {
            throw .validation("Both the Hash Key and the Range Key element in the KeySchema have the same name")
        }
        return names
    }

    private static func checkCount(_ defined: [String], _ keys: [String]) throws(ServiceError) {
        guard defined.count <= keys.count else {
            throw .invalidValues(
                "Number of attributes in KeySchema does not exactly match number of attributes defined in "
                    + "AttributeDefinitions"
            )
        }
        guard defined.count >= keys.count else {
            throw .validation("Invalid KeySchema: Some index key attribute have no definition")
        }
    }

    private static func text(_ value: JSONValue, _ name: String, at place: String) throws(ServiceError) -> String {
        guard let member = value[name], !member.isNull else {
            throw .constraint("null", at: place, "Member must not be null")
        }
        guard let text = member.stringValue else { throw .mistyped(member, as: "String") }
        return text
    }

    // MARK: Billing

    static func billing(_ parameters: inout Parameters) throws(ServiceError) -> TableRecord.Billing {
        let both = ["PROVISIONED", "PAY_PER_REQUEST"]
        let mode = try parameters.choice("BillingMode", of: both, supported: both) ?? "PROVISIONED"
        let throughput = try parameters.object("ProvisionedThroughput")
        guard mode == "PROVISIONED" else {
            guard throughput == nil else {
                throw .invalidValues(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
                )
            }
            return .onDemand
        }
        guard let throughput else {
            throw .validation("No provisioned throughput specified for the table")
        }
        return .provisioned(
            read: try units(throughput, "ReadCapacityUnits", at: "provisionedThroughput.readCapacityUnits"),
            write: try units(throughput, "WriteCapacityUnits", at: "provisionedThroughput.writeCapacityUnits")
        )
    }

    private static func units(
        _ throughput: JSONObject,
        _ name: String,
        at place: String
    ) throws(ServiceError) -> Int {
        guard let value = throughput[name], !value.isNull else {
            throw .constraint("null", at: place, "Member must not be null")
        }
        guard let units = value.intValue else { throw .mistyped(value, as: "Long") }
        guard units >= 1 else {
            throw .constraint("'\(units)'", at: place, "Member must have value greater than or equal to 1")
        }
        return units
    }
}
