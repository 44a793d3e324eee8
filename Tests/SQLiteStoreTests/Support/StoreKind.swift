import QuickstepSQLiteStore
import QuickstepServiceKit

/// The stores that must behave alike.
enum StoreKind: String, CaseIterable, Sendable {
    case inMemory
    case sqlite

    func make(in folder: TemporaryFolder) throws -> any Store {
        switch self {
        case .inMemory: InMemoryStore()
        case .sqlite: try SQLiteStore(path: folder.file("store.sqlite"), time: .real)
        }
    }
}

extension Store {
    /// Commits rows; nil deletes.
    func commit(_ rows: [(key: [UInt8], value: [UInt8]?)]) throws(StoreError) {
        let writes = rows.map { StoreBatch.Write(key: StoreKey(bytes: $0.key), value: $0.value) }
        try commit(StoreBatch(number: 1, writes: writes.sorted { $0.key < $1.key }))
    }

    func get(_ key: [UInt8]) throws(StoreError) -> [UInt8]? {
        try get(StoreKey(bytes: key))
    }

    func keys(
        _ lower: [UInt8] = [],
        _ upper: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF],
        limit: Int = .max,
        reversed: Bool = false
    ) throws(StoreError) -> [[UInt8]] {
        let range = StoreKey(bytes: lower)..<StoreKey(bytes: upper)
        return try self.range(range, limit: limit, reversed: reversed).map(\.key.bytes)
    }
}
