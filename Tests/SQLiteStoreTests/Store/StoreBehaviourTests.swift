import QuickstepServiceKit
import Testing

@testable import QuickstepSQLiteStore

/// What every store does, the one in memory and the one on disk alike.
@Suite struct StoreBehaviourTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(arguments: StoreKind.allCases)
    func `a row that was put is found, another is not`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        try store.commit([([1], [10, 20])])
        #expect(try store.get([1]) == [10, 20])
        #expect(try store.get([2]) == nil)
        #expect(try store.get([]) == nil)
        #expect(try store.get([1, 0]) == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func `empty keys and empty values are rows like any other`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        try store.commit([([], [1]), ([5], [])])
        #expect(try store.get([]) == [1])
        #expect(try store.get([5]) == [])
        #expect(try store.keys() == [[], [5]])
        try store.commit([([], nil), ([5], [2])])
        #expect(try store.keys() == [[5]])
        #expect(try store.get([5]) == [2])
    }

    @Test(arguments: StoreKind.allCases)
    func `rows come in the order of their bytes, a prefix before what it begins`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        let ordered: [[UInt8]] = [
            [0], [0, 0], [0, 1], [0, 0xFF], [1], [0x7F], [0x80], [0xFE, 0xFF], [0xFF], [0xFF, 0],
        ]
        for key in ordered.reversed() { try store.commit([(key, key)]) }
        #expect(try store.keys() == ordered)
        #expect(try store.keys(reversed: true) == ordered.reversed())
        let rows = try store.range(StoreKey(bytes: [0])..<StoreKey(bytes: [1]), limit: 9, reversed: false)
        #expect(rows == ordered[0..<4].map { StoreRow(key: StoreKey(bytes: $0), value: $0) })
    }

    @Test(arguments: StoreKind.allCases)
    func `a range holds its lower bound and not its upper one`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        for byte in UInt8(1)...5 { try store.commit([([byte], [byte])]) }
        #expect(try store.keys([2], [4]) == [[2], [3]])
        #expect(try store.keys([2], [4], reversed: true) == [[3], [2]])
        #expect(try store.keys([2], [2]) == [])
        #expect(try store.keys([6], [9]) == [])
    }

    @Test(arguments: StoreKind.allCases)
    func `a limit counts from the end where reading begins`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        for byte in UInt8(1)...5 { try store.commit([([byte], [byte])]) }
        #expect(try store.keys(limit: 2) == [[1], [2]])
        #expect(try store.keys(limit: 2, reversed: true) == [[5], [4]])
        #expect(try store.keys(limit: 0) == [])
        #expect(try store.keys(limit: -1) == [])
    }

    @Test(arguments: StoreKind.allCases)
    func `a later value takes the place of an earlier one`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        try store.commit([([1], [1]), ([2], [2])])
        try store.commit([([1], [UInt8](repeating: 9, count: 20_000))])
        #expect(try store.get([1]) == [UInt8](repeating: 9, count: 20_000))
        #expect(try store.keys() == [[1], [2]])
        try store.commit([([1], [3])])
        #expect(try store.get([1]) == [3])
    }

    @Test(arguments: StoreKind.allCases)
    func `a deleted row is gone and deleting nothing is no error`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        try store.commit([([1], [1]), ([2], [2])])
        try store.commit([([1], nil), ([7], nil)])
        #expect(try store.get([1]) == nil)
        #expect(try store.keys() == [[2]])
        try store.commit([([1], [4])])
        #expect(try store.get([1]) == [4])
    }

    @Test(arguments: StoreKind.allCases)
    func `a batch puts and deletes together`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        try store.commit([([1], [1]), ([2], [2])])
        try store.commit([([1], nil), ([2], [9]), ([3], [3])])
        #expect(try store.keys() == [[2], [3]])
        #expect(try store.get([2]) == [9])
        try store.commit([])
        #expect(try store.keys() == [[2], [3]])
    }

    @Test(arguments: StoreKind.allCases)
    func `the keys of one owner are one run of rows`(_ kind: StoreKind) throws {
        let store = try kind.make(in: folder)
        let orders = Owner(kind: .queue, name: "orders")
        let neighbours = ["order", "orders\u{0}", "orders-2", "orders2"].map { Owner(kind: .queue, name: $0) }
        for owner in neighbours + [orders] {
            for number in [Int64.min, -1, 0, 1, Int64.max] {
                try store.commit([(owner.section(1).integer(number).bytes, [1])])
            }
        }
        let rows = try store.range(orders.key.prefixRange, limit: 100, reversed: false)
        #expect(rows.map(\.key) == [Int64.min, -1, 0, 1, .max].map { orders.section(1).integer($0) })
    }
}
