import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension TableRecord {
    /// What is told of a table: `TableDescription`.
    func description(_ rows: TableRows, status: String, _ ledger: TableLedger) -> JSONValue {
        let arn = ARN(service: "dynamodb", scope: rows.scope, resource: "table/\(rows.name)")
        var description: JSONObject = [
            "AttributeDefinitions": .array(
                schema.elements.map {
                    ["AttributeName": .string($0.name), "AttributeType": .string($0.type.rawValue)]
                }
            ),
            "TableName": .string(rows.name),
            "KeySchema": .array(
                zip(schema.elements, ["HASH", "RANGE"]).map { element, role in
                    ["AttributeName": .string(element.name), "KeyType": .string(role)]
                }
            ),
            "TableStatus": .string(status),
            "CreationDateTime": Self.seconds(createdAt),
            "ProvisionedThroughput": throughput,
            "TableSizeBytes": .number(JSONNumber(ledger.byteCount)),
            "ItemCount": .number(JSONNumber(ledger.items)),
            "TableArn": .string(arn.description),
            "TableId": .string(id),
        ]
        if billing == .onDemand {
            description["BillingModeSummary"] = [
                "BillingMode": "PAY_PER_REQUEST",
                "LastUpdateToPayPerRequestDateTime": Self.seconds(createdAt),
            ]
        }
        description["DeletionProtectionEnabled"] = .bool(isProtected)
        return .object(description)
    }

    private var throughput: JSONValue {
        let (read, write) =
            switch billing {
            case .onDemand: (0, 0)
            case .provisioned(let read, let write): (read, write)
            }
        return [
            "NumberOfDecreasesToday": 0,
            "ReadCapacityUnits": .number(JSONNumber(read)),
            "WriteCapacityUnits": .number(JSONNumber(write)),
        ]
    }

    /// Seconds since 1970, as the API writes times.
    private static func seconds(_ time: Timestamp) -> JSONValue {
        JSONNumber(Double(time.milliseconds) / 1000).map { .number($0) } ?? .null
    }
}
