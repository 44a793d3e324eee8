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

@Suite struct FileBlobStoreTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("blobs")
    }

    /// All files below the folder, as paths in it.
    private func files() throws -> [String] {
        try Folder.names(in: path).flatMap { name in
            try Folder.names(in: path + "/" + name).map { name + "/" + $0 }
        }
    }

    @Test(arguments: [0, 1, 4096, 3_000_001])
    func `what was written is read back`(_ count: Int) async throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let blobs = try FileBlobStore(path: path)
        let id = try await blobs.write(bytes)
        #expect(try await blobs.read(id) == bytes)
        #expect(try await FileBlobStore(path: path).read(id) == bytes)
    }

    @Test func `a blob lies in a folder of its first two digits, and nothing else is left`() async throws {
        let blobs = try FileBlobStore(path: path)
        let id = try await blobs.write([1])
        #expect(try files() == ["\(id.name.prefix(2))/\(id.name)"])
        #expect(permissions(path + "/" + id.name.prefix(2)) == 0o700)
        #expect(permissions(path + "/\(id.name.prefix(2))/\(id.name)") == 0o600)
    }

    @Test func `equal bytes get different names`() async throws {
        let blobs = try FileBlobStore(path: path)
        var names: Set<BlobID> = []
        for _ in 0..<20 { names.insert(try await blobs.write([1])) }
        #expect(names.count == 20)
        #expect(names.allSatisfy { BlobName.isValid($0.name) })
    }

    @Test func `many writers at once get what they wrote`() async throws {
        let blobs = try FileBlobStore(path: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for byte in UInt8(0)..<40 {
                group.addTask {
                    let bytes = [UInt8](repeating: byte, count: 10_000)
                    let id = try await blobs.write(bytes)
                    #expect(try await blobs.read(id) == bytes)
                }
            }
            try await group.waitForAll()
        }
        #expect(try files().count == 40)
    }

    @Test func `a removed blob is gone, and removing it again is no error`() async throws {
        let blobs = try FileBlobStore(path: path)
        let id = try await blobs.write([1])
        await blobs.remove(id)
        await blobs.remove(id)
        let failure = await #expect(throws: StoreError.self) { try await blobs.read(id) }
        #expect(failure?.kind == .damaged)
        #expect(failure?.message.contains(id.name) == true)
        #expect(try files() == [])
    }

    @Test(arguments: [
        "", ".", "..", "../store.sqlite", "/etc/passwd", "../../../../../../etc/passwd",
        "3f/../../../../../../../../../../aa", "3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3", "3F3F3F3F3F3F3F3F3F3F3F3F3F3F3F3F",
        "3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f\u{0}", "3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f.part", "memory-1",
    ])
    func `a name that is no blob's reaches no file`(_ name: String) async throws {
        let blobs = try FileBlobStore(path: path)
        try create(folder.file("store.sqlite"), [1])
        let failure = await #expect(throws: StoreError.self) { try await blobs.read(BlobID(name: name)) }
        #expect(failure?.message.contains("No file was touched") == true)
        await blobs.remove(BlobID(name: name))
        #expect(try content(folder.file("store.sqlite")) == [1])
    }

    @Test func `a link in a blob's place is not followed`() async throws {
        let blobs = try FileBlobStore(path: path)
        let id = try await blobs.write([1])
        let file = path + "/\(id.name.prefix(2))/\(id.name)"
        try create(folder.file("secret"), [9])
        try Folder.remove(file)
        symlink(folder.file("secret"), file)
        await #expect(throws: StoreError.self) { try await blobs.read(id) }
    }

    @Test func `a blob beyond the bound is neither written nor read`() async throws {
        let id = try await FileBlobStore(path: path).write([1, 2, 3, 4])
        let small = try FileBlobStore(path: path, byteCountMax: 3)
        let failure = await #expect(throws: StoreError.self) { try await small.read(id) }
        #expect(failure?.message.contains("4 bytes") == true)
        await #expect(throws: StoreError.self) { try await small.write([1, 2, 3, 4]) }
        #expect(try files().count == 1)
    }

    @Test func `a sweep removes orphans and unfinished files, and keeps what is named`() async throws {
        let old = try FileBlobStore(path: path)
        let kept = try await old.write([1])
        let orphan = try await old.write([2])
        let unfinished = "aa/" + BlobName.make(session: BlobName.session()) + ".part"
        try Folder.create(path + "/aa")
        try create(path + "/" + unfinished, [3])
        try create(path + "/aa/notes.txt", [4])
        try create(path + "/README", [5])

        let blobs = try FileBlobStore(path: path)
        try await blobs.sweep(keeping: [kept, BlobID(name: "../README")])
        #expect(try await blobs.read(kept) == [1])
        await #expect(throws: StoreError.self) { try await blobs.read(orphan) }
        #expect(try content(path + "/aa/notes.txt") == [4])
        #expect(try content(path + "/README") == [5])
        #expect(try Folder.byteCount(path + "/" + unfinished) == nil)
    }

    @Test func `a sweep leaves alone what this process wrote`() async throws {
        let blobs = try FileBlobStore(path: path)
        let fresh = try await blobs.write([1])
        try await blobs.sweep(keeping: [])
        #expect(try await blobs.read(fresh) == [1])
        try await FileBlobStore(path: path).sweep(keeping: [])
        await #expect(throws: StoreError.self) { try await blobs.read(fresh) }
    }

    @Test func `a sweep of an empty folder is no error`() async throws {
        try await FileBlobStore(path: path).sweep(keeping: [])
        #expect(try files() == [])
    }

    @Test func `a blob that cannot be written leaves nothing behind and says why`() async throws {
        let blobs = try FileBlobStore(path: path)
        // Files stand where all the subfolders should be, which stops the superuser too.
        for byte in UInt8.min...UInt8.max {
            let digits = String(byte, radix: 16)
            try create(path + "/" + (digits.count == 1 ? "0" + digits : digits), [])
        }
        let failure = await #expect(throws: StoreError.self) { try await blobs.write([1]) }
        #expect(failure?.kind == .notWritable)
        #expect(failure?.message.contains(path) == true)
    }
}
