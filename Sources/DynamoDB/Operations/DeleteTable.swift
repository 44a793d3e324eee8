import QuickstepJSON
import QuickstepServiceKit

/// `DeleteTable`: removes a table with all its items.
///
/// The items are out of reach with this turn; their rows are swept after it, a few at a time.
enum DeleteTable {
    static func run(_ call: inout OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = try call.table()
        try call.parameters.finish()
        guard let table = try OpenTable(ifExists: rows, turn) else { throw .noSuchTable(rows.name) }
        guard !table.record.isProtected else {
            throw .validation(
                "1 validation error detected: Table '\(rows.name)' can't be deleted while DeletionProtectionEnabled is "
                    + "set to True"
            )
        }
        let ledger = try table.ledger(turn)
        turn.delete(rows.table)
        turn.delete(rows.ledger)
        let abandoned = rows.abandoned(table.record.generation)
        turn.put(abandoned, [])
        turn.afterCommit { [sweep = call.sweep] in sweep(abandoned) }
        return ["TableDescription": table.record.description(rows, status: "DELETING", ledger)]
    }
}
