import QuickstepJSON

extension Kernel {
    /// How many rows are read at a time.
    private static let chunkRows = 1000

    /// Looks at every row, and has every service compare its rows with each other.
    ///
    /// All of it is one turn: what reads a snapshot, or stands still, is seen as it was at one moment.
    ///
    /// - Returns: What was found.
    /// - Throws: `ServiceError` when the store cannot be read at all.
    package func inspect() async throws(ServiceError) -> Inspection {
        let services = inspected
        return try await sequencer.turn { (turn) throws(ServiceError) in
            var inspection = Inspection()
            try Self.checkRows(services.flatMap(\.rowShapes) + RowShape.ofKernel, turn, &inspection)
            try Self.checkWork(turn, &inspection)
            for service in services { try service.inspect(turn, &inspection) }
            return inspection
        }
    }

    /// Every row has the shape that some service documents, and can be read.
    private static func checkRows(
        _ shapes: [RowShape],
        _ turn: Turn,
        _ inspection: inout Inspection
    ) throws(ServiceError) {
        let shapesByKind = Dictionary(grouping: shapes) { $0.kind.rawValue }
        try forEachRow(in: StoreKey.everything, turn) { row in
            inspection.count("rows")
            let candidates = row.key.bytes.first.flatMap { shapesByKind[$0] } ?? []
            guard let shape = candidates.first(where: { $0.matches(row.key) }) else {
                let message = "No row has such a key. It is damaged, or a newer version of the program wrote it."
                inspection.add(Finding(.inconsistency, row.key.readable, message))
                return
            }
            inspection.count(shape.what)
            guard !shape.canRead(row) else { return }
            let message = "It is one of the \(shape.what), and what it holds cannot be read."
            inspection.add(Finding(.damage, row.key.readable, message))
        }
    }

    /// What is known of a dispatch belongs to work that is still to be done.
    private static func checkWork(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        try forEachRow(in: WorkID.index.prefixRange, turn) { (row) throws(ServiceError) in
            guard let record = DispatchRecord(row: row), try turn.get(record.work.rowKey) == nil else { return }
            inspection.add(
                Finding(
                    .inconsistency,
                    row.key.readable,
                    "A dispatch is on record of work that is not there any more.",
                    repair: [StoreBatch.Write(key: row.key, value: nil)]
                )
            )
        }
    }

    /// Hands over every row of a range, in order.
    package static func forEachRow(
        in range: Range<StoreKey>,
        _ turn: Turn,
        _ body: (StoreRow) throws(ServiceError) -> Void
    ) throws(ServiceError) {
        var lower = range.lowerBound
        while lower < range.upperBound {
            let rows = try turn.range(lower..<range.upperBound, limit: chunkRows)
            for row in rows { try body(row) }
            guard rows.count == chunkRows, let last = rows.last else { return }
            lower = last.key.successor
        }
    }
}

extension RowShape {
    /// The rows that belong to no service.
    fileprivate static let ofKernel: [RowShape] = [
        .json("runtime rows", of: .runtime, named: .fixed("sequence"), nil) { $0.intValue },
        .json("runtime rows", of: .runtime, named: .fixed("clock"), nil) { $0.numberValue?.int64 },
        RowShape("timers", of: .timers, named: .fixed(""), nil, [.integer, .owner, .integer]) {
            RuntimeTimer(row: $0) != nil
        },
        RowShape("calls of functions", of: .work, nil, [.integer]) { WorkItem(row: $0) != nil },
        RowShape("dispatches", of: .work, nil, [.integer, .byte(1)]) { DispatchRecord(row: $0) != nil },
    ]
}

extension StoreKey {
    /// The key for a person: the owner where it can be read, and the rest in hexadecimal.
    package var readable: String {
        var reader = StoreKeyReader(self)
        guard let owner = reader.owner() else { return "key \(Self.hex(bytes[...]))" }
        let rest = Self.hex(bytes.dropFirst(owner.key.bytes.count))
        let name = owner.name.isEmpty ? "" : " \(owner.name)"
        return "\(owner.kind)\(name) (\(owner.scope.account), \(owner.scope.region)), key …\(rest)"
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.prefix(64).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
