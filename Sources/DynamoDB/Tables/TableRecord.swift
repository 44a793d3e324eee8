import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What is stored of a table itself.
struct TableRecord: Sendable, Equatable {
    /// How a table's capacity is paid for, which is only repeated when it is described.
    enum Billing: Sendable, Equatable {
        case onDemand
        case provisioned(read: Int, write: Int)
    }

    let id: String
    let createdAt: Timestamp
    /// Tells the items of this table from those of earlier tables of its name.
    let generation: Int64
    let schema: KeySchema
    let billing: Billing
    let isProtected: Bool

    init(
        id: String,
        createdAt: Timestamp,
        generation: Int64,
        schema: KeySchema,
        billing: Billing,
        isProtected: Bool
    ) {
        self.id = id
        self.createdAt = createdAt
        self.generation = generation
        self.schema = schema
        self.billing = billing
        self.isProtected = isProtected
    }

    // MARK: The row

    init?(json: JSONValue) {
        guard let id = json["id"]?.stringValue,
            let createdAt = json["createdAt"]?.numberValue?.int64,
            let generation = json["generation"]?.numberValue?.int64,
            let hash = json["hash"].flatMap(Self.element),
            let isProtected = json["isProtected"]?.boolValue
        else { return nil }
        let billing: Billing
        if let read = json["read"]?.intValue, let write = json["write"]?.intValue {
            billing = .provisioned(read: read, write: write)
        } else {
            billing = .onDemand
        }
        self.init(
            id: id,
            createdAt: Timestamp(milliseconds: createdAt),
            generation: generation,
            schema: KeySchema(hash: hash, range: json["range"].flatMap(Self.element)),
            billing: billing,
            isProtected: isProtected
        )
    }

    private static func element(_ json: JSONValue) -> KeySchema.Element? {
        guard let name = json["name"]?.stringValue, let type = json["type"]?.stringValue.flatMap(KeyType.init)
        else { return nil }
        return KeySchema.Element(name: name, type: type)
    }

    var json: JSONValue {
        var json: JSONObject = [
            "id": .string(id),
            "createdAt": .number(JSONNumber(createdAt.milliseconds)),
            "generation": .number(JSONNumber(generation)),
            "hash": Self.json(schema.hash),
            "isProtected": .bool(isProtected),
        ]
        if let range = schema.range { json["range"] = Self.json(range) }
        if case .provisioned(let read, let write) = billing {
            json["read"] = .number(JSONNumber(read))
            json["write"] = .number(JSONNumber(write))
        }
        return .object(json)
    }

    private static func json(_ element: KeySchema.Element) -> JSONValue {
        ["name": .string(element.name), "type": .string(element.type.rawValue)]
    }
}
