/// Rows of a range as a turn sees them: what the store has, and over it what is not durable yet.
///
/// It goes forward piece by piece: some of the pending writes, the stored rows between them, and no further than the rows that were
/// asked for. So the first ten messages of a queue cost the same whether ten or ten thousand of its rows wait to be stored.
struct OverlaidRange {
    /// What was not looked at yet.
    private var rest: Range<StoreKey>
    private let limit: Int
    private let reversed: Bool
    private var rows: [StoreRow] = []

    /// The least pending writes that one piece has; a piece of its own costs a query of the store.
    static let pieceMin = 32

    private init(_ range: Range<StoreKey>, limit: Int, reversed: Bool) {
        rest = range
        self.limit = limit
        self.reversed = reversed
    }

    /// Up to `limit` rows of a range.
    static func rows(
        _ range: Range<StoreKey>,
        limit: Int,
        reversed: Bool,
        in store: any Store,
        under pending: OrderedMap<PendingWrite>
    ) throws(StoreError) -> [StoreRow] {
        guard limit > 0, range.lowerBound < range.upperBound else { return [] }
        var reading = OverlaidRange(range, limit: limit, reversed: reversed)
        while try reading.readPiece(store, pending) {}
        return reading.rows
    }

    /// Reads up to the last of the next pending writes, or to the end where there are few.
    ///
    /// Returns whether there is more to read.
    private mutating func readPiece(
        _ store: any Store,
        _ pending: OrderedMap<PendingWrite>
    ) throws(StoreError) -> Bool {
        let missing = limit - rows.count
        let size = max(Self.pieceMin, missing > Int.max / 2 ? Int.max : missing * 2)
        var overlay: [(key: StoreKey, value: [UInt8]?)] = []
        pending.forEach(in: rest, reversed: reversed) { key, entry in
            overlay.append((key, entry.value))
            return overlay.count < size
        }
        var piece = rest
        var isLast = true
        if overlay.count == size, let last = overlay.last {
            let next = reversed ? rest.lowerBound..<last.key : last.key.successor..<rest.upperBound
            piece = reversed ? last.key..<rest.upperBound : rest.lowerBound..<last.key.successor
            isLast = next.isEmpty
            rest = next
        }
        // Each pending write can hide at most one stored row.
        let storedLimit = missing > Int.max - overlay.count ? Int.max : missing + overlay.count
        let stored = try store.range(piece, limit: storedLimit, reversed: reversed)
        if overlay.isEmpty, rows.isEmpty { rows = stored } else { merge(stored, overlay) }
        return !isLast && rows.count < limit
    }

    private mutating func merge(_ stored: [StoreRow], _ overlay: [(key: StoreKey, value: [UInt8]?)]) {
        var storedIndex = 0
        var overlayIndex = 0
        while rows.count < limit, storedIndex < stored.count || overlayIndex < overlay.count {
            guard overlayIndex < overlay.count else {
                rows.append(stored[storedIndex])
                storedIndex += 1
                continue
            }
            let newer = overlay[overlayIndex]
            if storedIndex < stored.count, stored[storedIndex].key != newer.key,
                (stored[storedIndex].key < newer.key) != reversed
            {
                rows.append(stored[storedIndex])
                storedIndex += 1
                continue
            }
            if storedIndex < stored.count, stored[storedIndex].key == newer.key { storedIndex += 1 }
            if let value = newer.value { rows.append(StoreRow(key: newer.key, value: value)) }
            overlayIndex += 1
        }
    }
}
