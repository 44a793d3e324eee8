import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization
import Testing

@testable import QuickstepSQLiteStore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct FolderBackupTests {
    let folder: TemporaryFolder
    let data: DataFolder
    let file: String

    init() throws {
        folder = try TemporaryFolder()
        data = try DataFolder(folder.file("data"), time: .real)
        file = folder.file("backup")
    }

    /// Rows under the key 7 name a blob: its name, its size, and its digest.
    private static let index = BlobIndex(range: StoreKey(bytes: [7])..<StoreKey(bytes: [8])) { row in
        let parts = String(decoding: row.value, as: UTF8.self).split(separator: " ").map(String.init)
        guard parts.count == 3, let size = Int(parts[1]) else { return nil }
        return StoredBlob(id: BlobID(name: parts[0]), size: size, md5: parts[2])
    }

    /// Puts an object: the bytes first, then the row.
    @discardableResult
    private func put(_ number: UInt8, _ bytes: [UInt8]) async throws -> BlobID {
        let blob = try await data.blobs.write(bytes)
        let md5 = Hex.encode(DigestAlgorithm.md5.digest(bytes))
        try data.store.commit([([7, number], Array("\(blob.name) \(bytes.count) \(md5)".utf8))])
        return blob
    }

    /// Rows under the key 1.
    private static func rows(_ count: Int, _ value: (Int) -> [UInt8]?) -> [(key: [UInt8], value: [UInt8]?)] {
        (0..<count).map { number in
            let key: [UInt8] = [1, UInt8(number / 256), UInt8(number % 256)]
            return (key, value(number))
        }
    }

    private func restored(to name: String = "restored") throws -> DataFolder {
        let path = folder.file(name)
        _ = try FolderRestore.run(file, to: path)
        return try DataFolder(path, time: .real)
    }

    @Test func `what was saved is there after restoring, rows and bytes`() async throws {
        try data.store.commit(Self.rows(2500) { [UInt8($0 % 251)] })
        try data.store.commit([([2], [])])
        let small = try await put(1, [1, 2, 3])
        let empty = try await put(2, [])
        let large = [UInt8](repeating: 9, count: BackupFormat.pieceBytes * 2) + [1, 2, 3]
        let big = try await put(3, large)
        let summary = try FolderBackup.make(of: data.path, at: file, Self.index)
        #expect(summary.rows == 2504)
        #expect(summary.blobs == 3)
        #expect(permissions(file) == 0o600)
        let again = try restored()
        let everything = StoreKey.everything
        #expect(
            try again.store.range(everything, limit: .max, reversed: false)
                == data.store.range(everything, limit: .max, reversed: false)
        )
        #expect(try await again.blobs.read(small) == [1, 2, 3])
        #expect(try await again.blobs.read(empty) == [])
        #expect(try await again.blobs.read(big) == large)
        #expect(permissions(again.path) == 0o700)
        again.close()
        data.close()
    }

    @Test func `a folder of virtual time stays one`() throws {
        let path = folder.file("virtual")
        try DataFolder(path, time: .virtual).close()
        _ = try FolderBackup.make(of: path, at: file, Self.index)
        _ = try FolderRestore.run(file, to: folder.file("restored"))
        #expect(throws: StoreError.self) { try DataFolder(folder.file("restored"), time: .real) }
        try DataFolder(folder.file("restored"), time: .virtual).close()
    }

    @Test func `an object that is replaced while the backup runs is saved as it is afterwards`() async throws {
        let old = try await put(1, [1])
        let other = try await put(2, [2])
        let new = try await data.blobs.write([3, 3])
        let md5 = Hex.encode(DigestAlgorithm.md5.digest([3, 3]))
        let looks = Mutex(0)
        let data = data
        // When the snapshot's first row is read, the owner puts a new object in its place, and removes the old bytes.
        let index = BlobIndex(range: Self.index.range) { row throws(StoreError) in
            if looks.withLock({ looks in
                looks += 1
                return looks
            }) == 1 {
                try data.store.commit([([7, 1], Array("\(new.name) 2 \(md5)".utf8))])
                try reporting { () throws(SystemError) in
                    try Folder.remove(data.blobs.path + "/\(old.name.prefix(2))/\(old.name)")
                }
            }
            return try Self.index.blob(of: row)
        }
        #expect(try FolderBackup.make(of: data.path, at: file, index).blobs == 2)
        let again = try restored()
        #expect(try await again.blobs.read(new) == [3, 3])
        #expect(try await again.blobs.read(other) == [2])
        await #expect(throws: StoreError.self) { try await again.blobs.read(old) }
        #expect(try again.store.get([7, 1]) == data.store.get([7, 1]))
        again.close()
    }

    @Test func `what is committed after the snapshot is not in the backup`() async throws {
        try await put(1, [1])
        try data.store.commit([([8], [0]), ([9], [0])])
        let data = data
        // Both rows change together, after the snapshot and before they are copied.
        let index = BlobIndex(range: Self.index.range) { row throws(StoreError) in
            try data.store.commit([([8], [1]), ([9], [1])])
            return try Self.index.blob(of: row)
        }
        _ = try FolderBackup.make(of: data.path, at: file, index)
        let again = try restored()
        #expect(try again.store.get([8]) == [0])
        #expect(try again.store.get([9]) == [0])
        again.close()
    }

    @Test(arguments: [true, false])
    func `bytes that are missing or others make no backup`(isMissing: Bool) async throws {
        let blob = try await put(1, [1, 2, 3])
        let path = data.blobs.path + "/\(blob.name.prefix(2))/\(blob.name)"
        if isMissing { try Folder.remove(path) } else { try create(path, [1, 2, 4]) }
        let failure = #expect(throws: StoreError.self) { try FolderBackup.make(of: data.path, at: file, Self.index) }
        #expect(failure?.kind == .damaged)
        #expect(failure?.message.contains(blob.name) == true)
        #expect(try Folder.names(in: folder.path) == ["data"])
    }

    @Test func `a file that is there is not written over`() throws {
        try create(file, [1])
        let failure = #expect(throws: StoreError.self) { try FolderBackup.make(of: data.path, at: file, Self.index) }
        #expect(failure?.message.contains("exists already") == true)
        #expect(try content(file) == [1])
    }

    @Test func `a backup that cannot be begun leaves no file`() throws {
        // The system takes a path of this length, and SQLite does not.
        let place = ([folder.path] + Array(repeating: String(repeating: "d", count: 200), count: 3))
            .joined(separator: "/")
        try Folder.create(place)
        #expect(throws: StoreError.self) { try FolderBackup.make(of: data.path, at: place + "/backup", Self.index) }
        #expect(try Folder.names(in: place) == [])
    }

    @Test func `a folder that is there is not restored over, but an empty one is filled`() async throws {
        let blob = try await put(1, [1])
        _ = try FolderBackup.make(of: data.path, at: file, Self.index)
        let failure = #expect(throws: StoreError.self) { try FolderRestore.run(file, to: data.path) }
        #expect(failure?.message.contains("not empty") == true)
        #expect(try await data.blobs.read(blob) == [1])
        try Folder.create(folder.file("empty"))
        let again = try restored(to: "empty")
        #expect(try await again.blobs.read(blob) == [1])
        again.close()
    }

    @Test func `what an interrupted restore left is named, and not built upon`() async throws {
        try await put(1, [1])
        _ = try FolderBackup.make(of: data.path, at: file, Self.index)
        let target = folder.file("restored")
        try Folder.create(target + FolderRestore.unfinished)
        let failure = #expect(throws: StoreError.self) { try FolderRestore.run(file, to: target) }
        #expect(failure?.message.contains(".restoring") == true)
        #expect(try Folder.byteCount(target) == nil)
    }

    @Test func `whatever byte of a backup is changed, what is restored is what was saved or nothing`() async throws {
        for number in 0..<20 { try await put(UInt8(number), Array(repeating: UInt8(number), count: 300)) }
        try data.store.commit(Self.rows(200) { [UInt8](repeating: UInt8($0), count: 40) })
        _ = try FolderBackup.make(of: data.path, at: file, Self.index)
        let good = try content(file)
        let saved = try data.store.range(StoreKey.everything, limit: .max, reversed: false)
        var refused = 0
        for position in stride(from: 0, to: good.count, by: 997) {
            var bad = good
            bad[position] ^= 0x5A
            try create(file, bad)
            do {
                let again = try restored(to: "r\(position)")
                // The byte was one that holds nothing.
                #expect(
                    try again.store.range(StoreKey.everything, limit: .max, reversed: false) == saved,
                    "\(position)"
                )
                again.close()
            } catch {
                refused += 1
                #expect(try Folder.names(in: folder.file("r\(position)")) == [], "\(position)")
                #expect(try Folder.byteCount(folder.file("r\(position)\(FolderRestore.unfinished)")) == nil)
            }
        }
        #expect(refused > good.count / 997 / 3)
    }

    @Test func `a store is no backup, and a backup is no store`() throws {
        data.close()
        let failure = #expect(throws: StoreError.self) {
            try FolderRestore.run(folder.file("data/store.sqlite"), to: folder.file("restored"))
        }
        #expect(failure?.message.contains("is not a backup") == true)
        _ = try FolderBackup.make(of: data.path, at: file, Self.index)
        #expect(throws: StoreError.self) { try SQLiteStore(path: file, time: .real) }
    }

    @Test func `a store that holds a snapshot reads one state until it takes another`() throws {
        try data.store.commit([([1], [1])])
        let reader = try SQLiteStore(readingFrom: data.store.path)
        try reader.holdSnapshot()
        try data.store.commit([([1], [2])])
        #expect(try reader.get([1]) == [1])
        try reader.holdSnapshot()
        #expect(try reader.get([1]) == [2])
        try data.store.commit([([1], [3])])
        #expect(try reader.get([1]) == [2])
        try reader.releaseSnapshot()
        #expect(try reader.get([1]) == [3])
        reader.close()
    }

    @Test func `compacting gives space back and loses nothing`() throws {
        let value = [UInt8](repeating: 5, count: 1000)
        try data.store.commit(Self.rows(2000) { _ in value })
        try data.store.commit(Self.rows(1990) { _ in nil })
        let sizes = try data.store.compact()
        #expect(sizes.before > 1_000_000)
        #expect(sizes.after < 100_000)
        #expect(try data.store.keys().count == 10)
        #expect(try data.store.integrityProblems() == [])
    }
}
