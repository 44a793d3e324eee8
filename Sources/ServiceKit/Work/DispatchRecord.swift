import QuickstepJSON

/// What is known of the dispatches of a piece of work: a row beside the work's own, durable before the handler is called.
///
/// Work without one was never called. The row is small and apart from the payload, so that a dispatch does not write that again.
///
/// ```
/// key    the work's key, one byte 0x01
/// value  {"crashes": how many processes ended during a call, "inFlight": whether a call may be under way}
/// ```
package struct DispatchRecord: Sendable, Equatable {
    package let work: WorkID
    /// How many processes ended during a call.
    package var crashes: Int
    /// Whether a call may be under way, or was when the process ended.
    package var isInFlight: Bool

    package init(work: WorkID, crashes: Int, isInFlight: Bool) {
        self.work = work
        self.crashes = crashes
        self.isInFlight = isInFlight
    }

    private static let section: UInt8 = 0x01

    package static func key(of work: WorkID) -> StoreKey {
        StoreKey(bytes: work.rowKey.bytes + [section])
    }

    package var rowKey: StoreKey { Self.key(of: work) }

    package var rowValue: [UInt8] {
        let row: JSONValue = ["crashes": .number(JSONNumber(crashes)), "inFlight": .bool(isInFlight)]
        return row.compactBytes
    }

    /// Reads a row back.
    package init?(row: StoreRow) {
        var reader = StoreKeyReader(row.key)
        guard let owner = reader.owner(), owner.kind == .work, let number = reader.integer(),
            reader.byte() == Self.section, reader.isAtEnd,
            let value = try? JSONValue.parse(bytes: row.value),
            let crashes = value["crashes"]?.intValue, crashes >= 0,
            let isInFlight = value["inFlight"]?.boolValue
        else { return nil }
        self.init(
            work: WorkID(scope: owner.scope, function: owner.name, number: number),
            crashes: crashes,
            isInFlight: isInFlight
        )
    }
}
