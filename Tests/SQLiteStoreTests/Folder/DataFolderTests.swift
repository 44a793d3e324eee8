import QuickstepPrimitives
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

@Suite struct DataFolderTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("deep/below/.quickstep")
    }

    @Test func `a new folder is made for this user alone`() throws {
        let data = try DataFolder(path, time: .real)
        #expect(data.path == path)
        for name in ["deep", "deep/below", "deep/below/.quickstep", "deep/below/.quickstep/blobs"] {
            #expect(permissions(folder.file(name)) == 0o700)
        }
        try data.store.commit([([1], [1])])
        for name in ["store.sqlite", "store.sqlite-wal", "lock"] {
            #expect(permissions(path + "/" + name) == 0o600)
        }
    }

    @Test func `rows and blobs are there after closing and opening again`() async throws {
        let data = try DataFolder(path, time: .real)
        let blob = try await data.blobs.write([1, 2, 3])
        try data.store.commit([([1], Array(blob.name.utf8))])
        data.close()
        let again = try DataFolder(path, time: .real)
        #expect(try again.store.get([1]) == Array(blob.name.utf8))
        #expect(try await again.blobs.read(blob) == [1, 2, 3])
        again.close()
    }

    @Test func `the lock file says who owns the folder`() throws {
        let start = Timestamp(milliseconds: 1_735_689_600_000)
        let data = try DataFolder(path, time: .real, startedAt: start)
        let text = String(decoding: try content(path + "/lock"), as: UTF8.self)
        #expect(text == "{\"pid\":\(getpid()),\"endpoint\":null,\"startedAt\":\"2025-01-01T00:00:00.000Z\"}\n")
        try data.announce(endpoint: "http://127.0.0.1:8083")
        let endpoint = "http://127.0.0.1:8083"
        #expect(try DataFolder.owner(of: path) == LockRecord(pid: Int(getpid()), endpoint: endpoint, startedAt: start))
        try data.announce(endpoint: nil)
        #expect(try DataFolder.owner(of: path) == LockRecord(pid: Int(getpid()), endpoint: nil, startedAt: start))
        data.close()
        #expect(try DataFolder.owner(of: path) == nil)
    }

    @Test func `nobody owns a folder that is not there`() throws {
        #expect(try DataFolder.owner(of: path) == nil)
        #expect(try Folder.names(in: folder.path) == [])
    }

    @Test func `a second owner is told who the first is and what to do`() throws {
        let data = try DataFolder(path, time: .real)
        let failure = #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        #expect(failure?.kind == .inUse)
        #expect(failure?.message.contains(path) == true)
        #expect(failure?.message.contains("\(getpid())") == true)
        #expect(failure?.message.contains("Close it first") == true)
        data.close()
        try DataFolder(path, time: .real).close()
    }

    @Test(arguments: [nil, "http://127.0.0.1:8083"])
    func `another process is named with its endpoint`(_ endpoint: String?) throws {
        let data = try DataFolder(path, time: .real)
        // The first owner is this process; what it wrote is replaced by what another would have written.
        let record = LockRecord(pid: 424_242, endpoint: endpoint, startedAt: Timestamp(milliseconds: 0))
        try create(path + "/lock", record.bytes)
        let failure = #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        #expect(failure?.kind == .inUse)
        #expect(failure?.message.contains("in use by process 424242") == true)
        #expect(failure?.message.contains("kill 424242") == true)
        if let endpoint { #expect(failure?.message.contains("Send commands to that endpoint") == true, "\(endpoint)") }
        data.close()
    }

    @Test func `a folder is refused even where its owner has not written who it is`() throws {
        let data = try DataFolder(path, time: .real)
        try create(path + "/lock", [])
        let failure = #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        #expect(failure?.kind == .inUse)
        #expect(try DataFolder.owner(of: path)?.pid == 0)
        data.close()
    }

    @Test func `what a killed owner left in the lock file stops nobody`() throws {
        try DataFolder(path, time: .real).close()
        let record = LockRecord(pid: 1, endpoint: "http://127.0.0.1:1", startedAt: Timestamp(milliseconds: 0))
        try create(path + "/lock", record.bytes)
        #expect(try DataFolder.owner(of: path) == nil)
        let data = try DataFolder(path, time: .real)
        #expect(try DataFolder.owner(of: path)?.pid == Int(getpid()))
        data.close()
    }

    @Test func `a folder that fails to open is free again`() throws {
        try DataFolder(path, time: .virtual).close()
        #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        try DataFolder(path, time: .virtual).close()
    }

    @Test(arguments: StoreTime.allCases)
    func `virtual and real time do not mix`(_ time: StoreTime) throws {
        try DataFolder(path, time: time).close()
        let failure = #expect(throws: StoreError.self) { try DataFolder(path, time: time == .real ? .virtual : .real) }
        let clock = time == .real ? "the real clock" : "a virtual, scaled or manual clock"
        #expect(failure?.message.contains("Start with \(clock), or choose another data folder.") == true)
    }

    @Test func `a command that only reads needs no lock`() async throws {
        let data = try DataFolder(path, time: .virtual)
        let blob = try await data.blobs.write([7])
        try data.store.commit([([1], [1])])
        let reading = try DataFolder(readingFrom: path)
        #expect(try reading.store.get([1]) == [1])
        #expect(try await reading.blobs.read(blob) == [7])
        #expect(reading.store.time == .virtual)
        await #expect(throws: StoreError.self) { try await reading.blobs.write([1]) }
        await #expect(throws: StoreError.self) { try await reading.blobs.sweep(keeping: []) }
        await reading.blobs.remove(blob)
        #expect(try await reading.blobs.read(blob) == [7])
        reading.close()
        #expect(try DataFolder.owner(of: path)?.pid == Int(getpid()))
        try data.store.commit([([1], [2])])
        data.close()
    }

    @Test func `reading a folder that is not there creates nothing`() throws {
        #expect(throws: StoreError.self) { try DataFolder(readingFrom: path) }
        #expect(try Folder.names(in: folder.path) == [])
    }

    @Test func `blobs without their store are not swept away`() async throws {
        let data = try DataFolder(path, time: .real)
        let blob = try await data.blobs.write([1])
        data.close()
        try Folder.remove(path + "/store.sqlite")
        let failure = #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        #expect(failure?.kind == .damaged)
        #expect(failure?.message.contains(path) == true)
        #expect(try await FileBlobStore(readingFrom: path + "/blobs").read(blob) == [1])
    }

    @Test(arguments: [true, false])
    func `a store that went missing is not silently begun anew`(isEmptied: Bool) throws {
        try DataFolder(path, time: .real).close()
        let store = path + "/store.sqlite"
        let good = try content(store)
        for name in ["", "-wal", "-shm"] where try Folder.byteCount(store + name) != nil {
            try Folder.remove(store + name)
        }
        if isEmptied { try create(store, []) }
        let failure = #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        #expect(failure?.kind == .damaged)
        try create(store, good)
        try DataFolder(path, time: .real).close()
    }

    @Test func `a folder whose store was never made is begun, even where its file is there`() throws {
        try Folder.create(path)
        try create(path + "/store.sqlite", [])
        try DataFolder(path, time: .real).close()
        #expect(try Folder.byteCount(path + "/store.sqlite") != 0)
    }

    @Test(arguments: ["", "a\u{0}b"])
    func `a path that is none is refused`(_ path: String) {
        #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        #expect(throws: StoreError.self) { try DataFolder(readingFrom: path) }
    }

    @Test func `a file in the folder's place is refused`() throws {
        let file = folder.file("file")
        try create(file, [1])
        for path in [file, file + "/below"] {
            let failure = #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
            #expect(failure?.kind == .notWritable)
            #expect(failure?.message.contains(file) == true)
        }
    }

    @Test(.enabled(if: getuid() != 0, "The superuser may write anywhere."))
    func `a folder that must not be written is refused`() throws {
        chmod(folder.path, 0o500)
        defer { chmod(folder.path, 0o700) }
        let failure = #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        #expect(failure?.kind == .notWritable)
    }

    @Test func `a lock file that is a link is not followed`() throws {
        let target = folder.file("target")
        try create(target, [1, 2, 3])
        try Folder.create(path)
        symlink(target, path + "/lock")
        #expect(throws: StoreError.self) { try DataFolder(path, time: .real) }
        #expect(try content(target) == [1, 2, 3])
    }
}
