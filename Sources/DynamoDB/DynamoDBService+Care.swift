import QuickstepJSON
package import QuickstepServiceKit

extension DynamoDBService {
    package var rowShapes: [RowShape] {
        [
            .json("tables", of: .table, named: .fixed(""), 1, [.text]) { TableRecord(json: $0) },
            RowShape("table sweeps", of: .table, named: .fixed(""), 2, [.text, .text, .text, .integer]),
            RowShape("table ledgers", of: .table, 2) { TableLedger(bytes: $0.value) != nil },
            RowShape("items", of: .table, 3, [.integer, .rest]) { (try? StoredItem(row: $0.value)) != nil },
        ]
    }

    /// Every table counts its items right.
    package func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        var tables: [(rows: TableRows, record: TableRecord)] = []
        try Kernel.forEachRow(in: StoreKey(bytes: [Owner.Kind.table.rawValue]).prefixRange, turn) { row in
            var reader = StoreKeyReader(row.key)
            guard let owner = reader.owner(), owner.name.isEmpty, reader.byte() == 1, let name = reader.text(),
                let json = try? JSONValue.parse(bytes: row.value), let record = TableRecord(json: json)
            else { return }
            tables.append((TableRows(scope: owner.scope, name: name), record))
        }
        for (rows, record) in tables {
            guard let ledger = try turn.get(rows.ledger).flatMap({ TableLedger(bytes: $0) }) else { continue }
            var items: Int64 = 0
            try Kernel.forEachRow(in: rows.items(record.generation).prefixRange, turn) { _ in items += 1 }
            inspection.expect(
                ledger.items == items,
                .inconsistency,
                "table \(rows.name)",
                "Its ledger counts \(ledger.items) items, and \(items) are there."
            )
        }
    }
}
