import QuickstepJSON
import QuickstepServiceKit

/// A table that exists, for the length of a turn.
struct OpenTable: Sendable {
    let rows: TableRows
    let record: TableRecord

    var schema: KeySchema { record.schema }

    /// `nil` where there is no such table.
    init?(ifExists rows: TableRows, _ turn: Turn) throws(ServiceError) {
        guard let json = try turn.json(rows.table) else { return nil }
        guard let record = TableRecord(json: json) else { throw .damaged("the table \(rows.name)") }
        self.rows = rows
        self.record = record
    }

    /// The table of a call that is about items.
    init(_ rows: TableRows, _ turn: Turn) throws(ServiceError) {
        guard let table = try OpenTable(ifExists: rows, turn) else { throw .noSuchResource() }
        self = table
    }

    func ledger(_ turn: Turn) throws(ServiceError) -> TableLedger {
        guard let bytes = try turn.get(rows.ledger), let ledger = TableLedger(bytes: bytes) else {
            throw .damaged("the ledger of the table \(rows.name)")
        }
        return ledger
    }

    func item(_ key: ItemKey, _ turn: Turn) throws(ServiceError) -> StoredItem? {
        try turn.get(rows.item(record.generation, key)).map { (row) throws(ServiceError) in try StoredItem(row: row) }
    }

    /// Puts an item in place of another, or removes one.
    func write(
        _ new: StoredItem?,
        insteadOf old: StoredItem?,
        at key: ItemKey,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let row = rows.item(record.generation, key)
        if let new { turn.put(row, new.row) } else { turn.delete(row) }
        var ledger = try ledger(turn)
        ledger.note(new, insteadOf: old)
        turn.put(rows.ledger, ledger.bytes)
    }
}
