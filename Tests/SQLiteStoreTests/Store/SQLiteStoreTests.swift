import Dispatch
import GRDB
import QuickstepServiceKit
import Testing

@testable import QuickstepSQLiteStore

/// What only the store on disk does.
@Suite struct SQLiteStoreTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("store.sqlite")
    }

    @Test func `rows are there after closing and opening again`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [1]), ([2], [2])])
        store.close()
        let again = try SQLiteStore(path: path, time: .real)
        #expect(try again.keys() == [[1], [2]])
        #expect(try again.get([2]) == [2])
    }

    @Test func `rows are there where the last process never closed the store`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [1])])
        let copy = folder.file("copy.sqlite")
        for suffix in ["", "-wal"] { try create(copy + suffix, content(path + suffix)) }
        #expect(try SQLiteStore(path: copy, time: .real).get([1]) == [1])
        store.close()
    }

    @Test func `every commit waits for the disk`() throws {
        for _ in 1...2 {
            let store = try SQLiteStore(path: path, time: .real)
            let writer = try #require(store.writer)
            let (mode, synchronous) = try writer.inDatabase { database in
                (
                    try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                    try Int.fetchOne(database, sql: "PRAGMA synchronous")
                )
            }
            #expect(mode == "wal")
            #expect(synchronous == 2)
            store.close()
        }
    }

    @Test func `the file says what it is`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        let marks = try store.reader.inDatabase { database in
            try ["application_id", "user_version"].map { try Int.fetchOne(database, sql: "PRAGMA \($0)") }
        }
        #expect(marks == [0x5173_7470, 1])
    }

    @Test func `the range is read along the index`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        for sql in [StoreFormat.ascending, StoreFormat.descending] {
            let plan = try store.reader.inDatabase { database in
                try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: [0, 0, 0])
            }
            #expect(plan.map { $0["detail"] as String } == ["SEARCH rows USING INDEX rows_by_key (key>? AND key<?)"])
        }
    }

    @Test func `a full disk refuses the whole batch and the store goes on`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [1])])
        let writer = try #require(store.writer)
        try writer.inDatabase { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 3)")
        }
        let failure = #expect(throws: StoreError.self) {
            try store.commit([([1], [9]), ([2], [2]), ([3], [UInt8](repeating: 1, count: 100_000))])
        }
        #expect(failure?.kind == .full)
        #expect(failure?.message.contains(path) == true)
        #expect(failure?.message.contains("Free some space") == true)
        #expect(try store.keys() == [[1]])
        #expect(try store.get([1]) == [1])
        try store.commit([([1], nil), ([4], [4])])
        #expect(try store.keys() == [[4]])
    }

    @Test func `a store that must not be written says so and stays as it was`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [1])])
        try #require(store.writer).inDatabase { try $0.execute(sql: "PRAGMA query_only = ON") }
        let failure = #expect(throws: StoreError.self) { try store.commit([([1], [2])]) }
        #expect(failure?.kind == .notWritable)
        #expect(failure?.message.contains(path) == true)
        #expect(try store.get([1]) == [1])
    }

    @Test func `a program that holds the file's lock is reported`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        let other = try DatabaseQueue(path: path)
        try #require(store.writer).inDatabase { try $0.execute(sql: "PRAGMA busy_timeout = 1") }
        try other.inDatabase { database in
            try database.beginTransaction(.immediate)
            let failure = #expect(throws: StoreError.self) { try store.commit([([1], [1])]) }
            #expect(failure?.kind == .inUse)
            #expect(failure?.message.contains(path) == true)
            try database.rollback()
        }
        try store.commit([([1], [1])])
        #expect(try store.get([1]) == [1])
    }

    @Test func `a closed store refuses reads and commits`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        store.close()
        store.close()
        #expect(throws: StoreError.self) { try store.get([1]) }
        #expect(throws: StoreError.self) { try store.keys() }
        #expect(throws: StoreError.self) { try store.commit([([1], [1])]) }
    }

    @Test func `closing folds the log into the file`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [1])])
        #expect(try Folder.byteCount(path + "-wal") ?? 0 > 0)
        store.close()
        #expect(try Folder.byteCount(path + "-wal") == nil)
        #expect(try Folder.byteCount(path + "-shm") == nil)
    }

    @Test func `a reader beside the writer sees each commit and no half of one`() async throws {
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [0]), ([2], [0])])
        let other = try SQLiteStore(readingFrom: path)
        async let written: Void = onThread {
            for round in UInt8(1)...200 {
                try store.commit([([1], [round]), ([2], [round])])
                // What was committed is seen by a read that begins afterwards, by either reader.
                #expect(try store.get([1]) == [round])
                #expect(try other.get([2]) == [round])
            }
        }
        async let read: Void = onThread {
            var last: UInt8 = 0
            while last < 200 {
                let rows = try other.range(StoreKey(bytes: [1])..<StoreKey(bytes: [3]), limit: 9, reversed: false)
                let values = rows.map { $0.value.first ?? 255 }
                try #require(values.count == 2 && values[0] == values[1] && values[0] >= last)
                last = values[0]
            }
        }
        _ = try await (written, read)
    }

    @Test func `a store opened for reading refuses commits and names the remedy`() throws {
        let store = try SQLiteStore(path: path, time: .virtual)
        try store.commit([([1], [1])])
        let reader = try SQLiteStore(readingFrom: path)
        #expect(reader.isReadOnly)
        #expect(reader.time == .virtual)
        let failure = #expect(throws: StoreError.self) { try reader.commit([([1], [2])]) }
        #expect(failure?.kind == .notWritable)
        #expect(try reader.get([1]) == [1])
        try store.commit([([1], [3])])
        #expect(try reader.get([1]) == [3])
    }

    @Test func `a store that nobody has open can be read`() throws {
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [1])])
        store.close()
        #expect(try SQLiteStore(readingFrom: path).get([1]) == [1])
    }
}

/// Runs blocking calls on a thread of their own, as the runtime does.
func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        DispatchQueue(label: "test").async {
            continuation.resume(with: Result { try body() })
        }
    }
}
