import QuickstepServiceKit

/// What changes with every write to a table, in one small row: how many items there are, and their size.
struct TableLedger: Sendable, Equatable {
    private(set) var items: Int64 = 0
    private(set) var byteCount: Int64 = 0

    init() {}

    init?(bytes: [UInt8]) {
        var reader = StoreKeyReader(StoreKey(bytes: bytes))
        guard let items = reader.integer(), let byteCount = reader.integer() else { return nil }
        self.items = items
        self.byteCount = byteCount
    }

    var bytes: [UInt8] {
        StoreKey(bytes: []).integer(items).integer(byteCount).bytes
    }

    /// Notes that one item took the place of another; either may be missing.
    mutating func note(_ new: StoredItem?, insteadOf old: StoredItem?) {
        items += (new == nil ? 0 : 1) - (old == nil ? 0 : 1)
        byteCount += Int64(new?.byteCount ?? 0) - Int64(old?.byteCount ?? 0)
    }
}
