import QuickstepPrimitives
import QuickstepServiceKit

/// The digest of rows in the order of their keys, and how many they are.
struct RowDigest {
    private var digest = Digest(.sha256)
    private(set) var count = 0

    mutating func add(_ row: StoreRow) {
        count += 1
        add(row.key.bytes)
        add(row.value)
    }

    var text: String { Hex.encode(digest.finalize()) }

    private mutating func add(_ bytes: [UInt8]) {
        let length = UInt64(bytes.count)
        digest.update((0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * UInt64($0))) })
        digest.update(bytes)
    }
}

extension SQLiteStore {
    /// Hands over every row of a range, in order, a thousand at a time.
    func forEachChunk(
        in range: Range<StoreKey> = StoreKey.everything,
        _ body: ([StoreRow]) throws(StoreError) -> Void
    ) throws(StoreError) {
        var lower = range.lowerBound
        while lower < range.upperBound {
            let rows = try self.range(lower..<range.upperBound, limit: Self.chunkRows, reversed: false)
            if !rows.isEmpty { try body(rows) }
            guard rows.count == Self.chunkRows, let last = rows.last else { return }
            lower = last.key.successor
        }
    }

    private static let chunkRows = 1000
}
