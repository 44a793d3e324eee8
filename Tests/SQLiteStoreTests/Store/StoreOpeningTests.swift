import GRDB
import QuickstepServiceKit
import Testing

@testable import QuickstepSQLiteStore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What opening refuses, and that it leaves what it refuses alone.
@Suite struct StoreOpeningTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("store.sqlite")
    }

    private func failure(time: StoreTime = .real) -> StoreError? {
        #expect(throws: StoreError.self) { try SQLiteStore(path: path, time: time) }
    }

    /// A closed store with enough rows for several levels of tree.
    private func makeStore() throws {
        let store = try SQLiteStore(path: path, time: .real)
        for byte in UInt8(0)...99 { try store.commit([([byte], [UInt8](repeating: byte, count: 3000))]) }
        store.close()
    }

    private func change(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test func `a newer version is refused and left as it was`() throws {
        try makeStore()
        try change("PRAGMA user_version = 2")
        let before = try content(path)
        let failure = failure()
        #expect(failure?.kind == .newer)
        #expect(failure?.message.contains("format version 2") == true)
        #expect(failure?.message.contains(path) == true)
        #expect(throws: StoreError.self) { try SQLiteStore(readingFrom: path) }
        #expect(try content(path) == before)
    }

    @Test func `a version that never was is damage`() throws {
        try makeStore()
        try change("PRAGMA user_version = 0")
        #expect(failure()?.kind == .damaged)
    }

    @Test(arguments: [1, 15, 16, 99, 100, 511, 4096, 10_000])
    func `a file of something else is refused and left as it was`(_ count: Int) throws {
        let garbage = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        try create(path, garbage)
        let failure = failure()
        #expect(failure?.kind == .damaged)
        #expect(failure?.message.contains(path) == true)
        #expect(failure?.message.contains("left as it is") == true)
        #expect(throws: StoreError.self) { try SQLiteStore(readingFrom: path) }
        #expect(try content(path) == garbage)
    }

    @Test func `another program's database is refused and left as it was`() throws {
        try change("CREATE TABLE songs (title TEXT)")
        let before = try content(path)
        #expect(failure()?.kind == .damaged)
        #expect(try content(path) == before)
    }

    @Test func `an empty file becomes a store`() throws {
        try create(path, [])
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [1])])
        #expect(try store.get([1]) == [1])
    }

    @Test func `an empty database that a crash left becomes a store`() throws {
        try change("PRAGMA journal_mode = WAL")
        #expect(try Folder.byteCount(path) ?? 0 > 0)
        let store = try SQLiteStore(path: path, time: .real)
        try store.commit([([1], [1])])
        #expect(try store.get([1]) == [1])
    }

    @Test(arguments: [true, false])
    func `a log without its store is not thrown away`(_ hasEmptyFile: Bool) throws {
        let log = [UInt8](repeating: 7, count: 5000)
        try create(path + "-wal", log)
        if hasEmptyFile { try create(path, []) }
        let failure = failure()
        #expect(failure?.kind == .damaged)
        #expect(failure?.message.contains(path + "-wal") == true)
        #expect(try content(path + "-wal") == log)
    }

    @Test func `a store whose tables are gone is damaged`() throws {
        try makeStore()
        try change("DROP TABLE rows")
        let failure = failure()
        #expect(failure?.kind == .damaged)
        #expect(failure?.message.contains("Nothing was reset") == true)
    }

    @Test func `a damaged page is reported when it is read`() throws {
        try makeStore()
        var bytes = try content(path)
        try #require(bytes.count > 100_000)
        for index in 4096..<bytes.count { bytes[index] = 0xAA }
        try create(path, bytes)
        let failure = #expect(throws: StoreError.self) {
            let store = try SQLiteStore(path: path, time: .real)
            _ = try store.keys()
        }
        #expect(failure?.kind == .damaged)
        #expect(failure?.message.contains(path) == true)
        #expect(failure?.message.contains("copy the whole folder") == true)
        #expect(try content(path).count == bytes.count)
    }

    @Test func `a store that was cut short is damaged`() throws {
        try makeStore()
        let bytes = try content(path)
        try create(path, Array(bytes.prefix(40_960)))
        let failure = #expect(throws: StoreError.self) {
            let store = try SQLiteStore(path: path, time: .real)
            _ = try store.keys()
        }
        #expect(failure?.kind == .damaged)
    }

    @Test(arguments: StoreTime.allCases)
    func `a store keeps to the time it was made under`(_ time: StoreTime) throws {
        try SQLiteStore(path: path, time: time).close()
        let other: StoreTime = time == .real ? .virtual : .real
        let failure = failure(time: other)
        #expect(failure?.kind == .other)
        #expect(failure?.message.contains("made under \(time) time") == true)
        let clock = time == .real ? "the real clock" : "a virtual, scaled or manual clock"
        #expect(failure?.message.contains("Start with \(clock), or choose another data folder.") == true)
        let again = try SQLiteStore(path: path, time: time)
        #expect(again.time == time)
    }

    @Test func `reading a store that is not there creates nothing`() throws {
        let failure = #expect(throws: StoreError.self) { try SQLiteStore(readingFrom: path) }
        #expect(failure?.message.contains("no store at \(path)") == true)
        #expect(try Folder.names(in: folder.path) == [])
    }

    @Test func `a path below a file is refused`() throws {
        try create(path, [1])
        let below = path + "/store.sqlite"
        let failure = #expect(throws: StoreError.self) { try SQLiteStore(path: below, time: .real) }
        #expect(failure?.kind == .notWritable)
        #expect(failure?.message.contains(below) == true)
    }

    @Test func `a missing folder is refused`() throws {
        let below = folder.file("missing/store.sqlite")
        let failure = #expect(throws: StoreError.self) { try SQLiteStore(path: below, time: .real) }
        #expect(failure?.kind == .notWritable)
    }

    @Test(.enabled(if: getuid() != 0, "The superuser may write anywhere."))
    func `a folder that must not be written is refused`() throws {
        chmod(folder.path, 0o500)
        defer { chmod(folder.path, 0o700) }
        #expect(failure()?.kind == .notWritable)
    }
}
