import QuickstepPrimitives
import QuickstepSQLiteStore
import QuickstepServiceKit
import Testing

/// Random batches and reads on the store on disk, beside the one in memory.
@Suite struct StoreModelTests {
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `the store on disk does what the one in memory does`(_ seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("store.sqlite")
        var random = KeyedRandom(seed: seed, event: 0)
        let model = InMemoryStore()
        var store = try SQLiteStore(path: path, time: .virtual)
        for step in 0..<150 {
            let batch = Self.batch(number: step, &random)
            model.commit(batch)
            try store.commit(batch)
            let lower = Self.key(&random)
            let upper = Self.key(&random)
            let limit = Int(random.integer(below: 12))
            let isReversed = random.integer(below: 2) == 0
            let range = min(lower, upper)..<max(lower, upper)
            #expect(try store.get(lower) == model.get(lower), "seed \(seed), step \(step)")
            #expect(
                try store.range(range, limit: limit, reversed: isReversed)
                    == model.range(range, limit: limit, reversed: isReversed),
                "seed \(seed), step \(step)"
            )
            if random.integer(below: 40) == 0 {
                // Without closing the old one: what a crash leaves is a log that nobody folded into the file.
                if random.integer(below: 2) == 0 { store.close() }
                store = try SQLiteStore(path: path, time: .virtual)
            }
        }
        let all = StoreKey(bytes: [])..<StoreKey(bytes: [UInt8](repeating: 0xFF, count: 8))
        #expect(
            try store.range(all, limit: .max, reversed: false) == model.range(all, limit: .max, reversed: false),
            "seed \(seed)"
        )
        #expect(model.range(all, limit: .max, reversed: false).count > 10, "seed \(seed)")
    }

    private static func batch(number: Int, _ random: inout KeyedRandom) -> StoreBatch {
        var writes: [StoreKey: [UInt8]?] = [:]
        for _ in 0...random.integer(below: 8) {
            let isDelete = random.integer(below: 3) == 0
            writes.updateValue(isDelete ? nil : value(&random), forKey: key(&random))
        }
        let ordered = writes.sorted { $0.key < $1.key }
        return StoreBatch(number: number, writes: ordered.map { StoreBatch.Write(key: $0.key, value: $0.value) })
    }

    /// Few and short keys, so that they meet often, of the bytes where orders differ.
    private static func key(_ random: inout KeyedRandom) -> StoreKey {
        let bytes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]
        let count = random.integer(below: 4)
        return StoreKey(bytes: (0..<count).map { _ in bytes[Int(random.integer(below: 5))] })
    }

    private static func value(_ random: inout KeyedRandom) -> [UInt8] {
        let count = [0, 1, 30, 1200, 9000][Int(random.integer(below: 5))]
        return [UInt8](repeating: UInt8(truncatingIfNeeded: random.next()), count: count)
    }
}
