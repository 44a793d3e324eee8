import Synchronization
import Testing

@testable import QuickstepServiceKit

/// What a turn reads of a range while writes wait to be stored.
struct OverlaidRangeTests {
    /// The store and the pending writes say the same as one map that has both.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func `a range is what the store will have`(seed: UInt64) throws {
        var random = SeededGenerator(seed)
        let store = InMemoryStore()
        var expected: [Int: [UInt8]] = [:]
        let span = [40, 200, 1500][Int(seed % 3)]
        var writes: [StoreBatch.Write] = []
        for number in 0..<span where random.next(below: 3) > 0 {
            expected[number] = [1, UInt8(truncatingIfNeeded: number)]
            writes.append(StoreBatch.Write(key: Self.key(number), value: expected[number]))
        }
        store.commit(StoreBatch(number: 1, writes: writes))
        var pending = OrderedMap<PendingWrite>()
        // Runs of deletions, as at the head of a queue, beside writes here and there.
        let deleted = random.next(below: span)
        for number in 0..<span {
            switch random.next(below: 8) {
            case 0:
                expected[number] = [2, UInt8(truncatingIfNeeded: number)]
                pending[Self.key(number)] = PendingWrite(value: expected[number], batch: 2)
            case 1...(number < deleted ? 5 : 1):
                expected[number] = nil
                pending[Self.key(number)] = PendingWrite(value: nil, batch: 2)
            default: break
            }
        }
        for _ in 0..<40 {
            let lower = random.next(below: span)
            let upper = lower + random.next(below: span)
            let limit = [1, 2, 10, 40, 500, .max][random.next(below: 6)]
            let reversed = random.next(below: 2) == 0
            let rows = try OverlaidRange.rows(
                Self.key(lower)..<Self.key(upper),
                limit: limit,
                reversed: reversed,
                in: store,
                under: pending
            )
            var wanted = expected.filter { $0.key >= lower && $0.key < upper }.sorted { $0.key < $1.key }
            if reversed { wanted.reverse() }
            #expect(
                rows == wanted.prefix(limit).map { StoreRow(key: Self.key($0.key), value: $0.value) },
                "seed \(seed): \(lower)..<\(upper), limit \(limit), reversed \(reversed)"
            )
        }
    }

    /// The rows that are looked at follow from those that are asked for, and not from those that wait.
    @Test(arguments: [false, true])
    func `the first rows are found without a walk over all that waits`(reversed: Bool) throws {
        let store = CountingStore()
        var pending = OrderedMap<PendingWrite>()
        for number in 0..<10_000 { pending[Self.key(number)] = PendingWrite(value: [1], batch: 1) }
        let rows = try OverlaidRange.rows(
            Self.key(0)..<Self.key(10_000),
            limit: 3,
            reversed: reversed,
            in: store,
            under: pending
        )
        #expect(rows.map(\.key) == (reversed ? [9999, 9998, 9997] : [0, 1, 2]).map(Self.key))
        #expect(store.limits.allSatisfy { $0 <= 3 + OverlaidRange.pieceMin }, "\(store.limits)")
        #expect(store.limits.count == 1)
    }

    private static func key(_ number: Int) -> StoreKey {
        StoreKey(bytes: [7]).integer(Int64(number))
    }
}

/// An empty store that notes how many rows were asked for.
private final class CountingStore: Store {
    private let asked = Mutex<[Int]>([])

    var limits: [Int] { asked.withLock { $0 } }
    var commitsAtOnce: Bool { true }

    func get(_: StoreKey) throws(StoreError) -> [UInt8]? { nil }

    func range(_: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        asked.withLock { $0.append(limit) }
        return []
    }

    func commit(_: StoreBatch) throws(StoreError) {}
}
