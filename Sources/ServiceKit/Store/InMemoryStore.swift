import Synchronization

/// A store that lives as long as the process: for tests, simulation and `--ephemeral`.
package final class InMemoryStore: Store {
    private let rows = Mutex(OrderedMap<[UInt8]>())

    package init() {}

    package var commitsAtOnce: Bool { true }

    package func get(_ key: StoreKey) -> [UInt8]? {
        rows.withLock { $0[key] }
    }

    package func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) -> [StoreRow] {
        rows.withLock { rows in
            var found: [StoreRow] = []
            guard limit > 0 else { return found }
            rows.forEach(in: range, reversed: reversed) { key, value in
                found.append(StoreRow(key: key, value: value))
                return found.count < limit
            }
            return found
        }
    }

    package func commit(_ batch: StoreBatch) {
        rows.withLock { rows in
            for write in batch.writes { rows[write.key] = write.value }
        }
    }

    /// A second store with the same rows: what a restart after a crash would find.
    package func copy() -> InMemoryStore {
        let copy = InMemoryStore()
        let content = rows.withLock { $0 }
        copy.rows.withLock { $0 = content }
        return copy
    }
}
