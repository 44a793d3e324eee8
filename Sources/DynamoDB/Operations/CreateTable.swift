import QuickstepJSON
import QuickstepServiceKit

/// `CreateTable`: makes a table, which can be used at once.
enum CreateTable {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        let schema = try TableDefinition.schema(&call.parameters)
        let billing = try TableDefinition.billing(&call.parameters)
        let isProtected = try call.parameters.flag("DeletionProtectionEnabled") ?? false
        try refuseIndexesAndStreams(&call.parameters)
        try call.parameters.finish()
        guard try OpenTable(ifExists: rows, turn) == nil else { throw .tableExists(rows.name) }
        let record = TableRecord(
            id: turn.uuid(),
            createdAt: turn.now,
            generation: try turn.sequence(),
            schema: schema,
            billing: billing,
            isProtected: isProtected
        )
        let ledger = TableLedger()
        turn.put(rows.table, record.json)
        turn.put(rows.ledger, ledger.bytes)
        // As on AWS the answer says CREATING, though whoever asks next is told ACTIVE.
        return ["TableDescription": record.description(rows, status: "CREATING", ledger)]
    }

    private static func refuseIndexesAndStreams(_ parameters: inout Parameters) throws(ServiceError) {
        for name in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
            guard try parameters.list(name)?.isEmpty ?? true else {
                throw .unsupported("secondary indexes (\(name)) of tables.")
            }
        }
        guard try parameters.object("StreamSpecification")?["StreamEnabled"]?.boolValue != true else {
            throw .unsupported("streams (StreamSpecification) of tables.")
        }
    }
}
