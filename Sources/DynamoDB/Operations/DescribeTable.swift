import QuickstepJSON
import QuickstepServiceKit

/// `DescribeTable`: tells what is known of a table.
enum DescribeTable {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        try call.parameters.finish()
        guard let table = try OpenTable(ifExists: rows, turn) else { throw .noSuchTable(rows.name) }
        return ["Table": table.record.description(rows, status: "ACTIVE", try table.ledger(turn))]
    }
}
