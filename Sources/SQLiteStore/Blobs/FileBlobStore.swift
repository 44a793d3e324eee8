package import QuickstepServiceKit
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Keeps the bytes of objects in files of their own, under random names, 256 folders beside each other.
///
/// A blob is written under an unfinished name, forced to the disk, renamed, and its folder forced too: a name that exists
/// always has all its bytes, and a name that was returned survives a power cut.
package final class FileBlobStore: BlobStore {
    /// The folder with the blobs.
    package let path: String
    /// The largest blob, in bytes.
    ///
    /// Default 1 GiB: a blob is one array in memory.
    package let byteCountMax: Int

    private let isReadOnly: Bool
    private let session = BlobName.session()
    private let lanes = FileLanes(count: 4)
    /// The subfolders whose names are known to survive a power cut.
    private let durableFolders = Mutex<Set<String>>([])

    /// Opens the folder, and creates it where it is missing.
    package init(path: String, byteCountMax: Int = 1 << 30) throws(StoreError) {
        self.path = try reporting { () throws(SystemError) in
            let path = try Folder.absolute(path)
            try Folder.create(path)
            return path
        }
        self.byteCountMax = byteCountMax
        isReadOnly = false
    }

    /// Opens the folder for reading; it need not exist.
    package init(readingFrom path: String, byteCountMax: Int = 1 << 30) {
        self.path = path
        self.byteCountMax = byteCountMax
        isReadOnly = true
    }

    package func write(_ bytes: [UInt8]) async throws(StoreError) -> BlobID {
        try refuseReadOnly()
        guard bytes.count <= byteCountMax else { throw tooLarge(bytes.count) }
        let name = BlobName.make(session: session)
        let blobs = path
        return try await lanes.run { () throws(SystemError) in
            let folder = blobs + "/" + BlobName.folder(of: name)
            let finished = folder + "/" + name
            let unfinished = finished + BlobName.unfinished
            try self.makeDurable(folder)
            do throws(SystemError) {
                try Self.writeDurably(bytes, to: unfinished)
                try Folder.rename(unfinished, to: finished)
                try Folder.synchronize(folder)
            } catch {
                try? Folder.remove(unfinished)
                try? Folder.remove(finished)
                throw error
            }
            return BlobID(name: name)
        }
    }

    package func read(_ id: BlobID) async throws(StoreError) -> [UInt8] {
        let file = try filePath(id)
        let limit = byteCountMax
        return try await bytes(of: file) { () throws(SystemError) -> Found in
            guard try Folder.byteCount(file) != nil else { return .missing }
            let opened = try OpenFile(file, flags: O_RDONLY, attempt: "open the blob")
            guard let count = try opened.byteCount() else { return .missing }
            guard count <= limit else { return .tooLarge(count) }
            let bytes = try opened.content(limit: count)
            return bytes.count == count ? .bytes(bytes) : .missing
        }
    }

    package func read(_ id: BlobID, from offset: Int, count: Int) async throws(StoreError) -> [UInt8] {
        let file = try filePath(id)
        return try await bytes(of: file) { () throws(SystemError) -> Found in
            guard try Folder.byteCount(file) != nil else { return .missing }
            let opened = try OpenFile(file, flags: O_RDONLY, attempt: "open the blob")
            try opened.seek(to: max(0, offset))
            return .bytes(try opened.content(limit: count))
        }
    }

    private func bytes(
        of file: String,
        _ read: @escaping @Sendable () throws(SystemError) -> Found
    ) async throws(StoreError) -> [UInt8] {
        let found = try await lanes.run(read)
        switch found {
        case .bytes(let bytes):
            return bytes
        case .tooLarge(let count):
            throw tooLarge(count)
        case .missing:
            throw StoreError(
                .damaged,
                """
                The bytes of an object are gone: \(file) is missing or cut short. Put the file back from a backup, or delete \
                the object.
                """
            )
        }
    }

    package func remove(_ id: BlobID) async {
        guard !isReadOnly, let file = try? filePath(id) else { return }
        // What cannot be removed now is an orphan, and the next start sweeps it.
        _ = try? await lanes.run { () throws(SystemError) in try Folder.remove(file) }
    }

    /// Removes every blob that is not named, and every unfinished one, except those that this process wrote.
    ///
    /// It may run beside writers. Files whose names are not a blob's are none of ours and stay.
    package func sweep(keeping named: Set<BlobID>) async throws(StoreError) {
        try refuseReadOnly()
        let blobs = path
        let session = session
        try await lanes.run { () throws(SystemError) in
            for folder in try Folder.names(in: blobs) where BlobName.isFolder(folder) {
                for file in try Folder.names(in: blobs + "/" + folder) {
                    let isUnfinished = file.hasSuffix(BlobName.unfinished)
                    let name = isUnfinished ? String(file.dropLast(BlobName.unfinished.count)) : file
                    guard BlobName.isValid(name), !name.hasSuffix(session) else { continue }
                    guard isUnfinished || !named.contains(BlobID(name: name)) else { continue }
                    try Folder.remove(blobs + "/" + folder + "/" + file)
                }
            }
        }
    }

    private enum Found: Sendable {
        case bytes([UInt8])
        case missing
        case tooLarge(Int)
    }

    /// Makes a subfolder whose name survives a power cut.
    ///
    /// One that is there already may have been made a moment ago, by another thread that has not forced it to the disk yet.
    private func makeDurable(_ folder: String) throws(SystemError) {
        guard !durableFolders.withLock({ $0.contains(folder) }) else { return }
        if try !Folder.createOne(folder) { try Folder.synchronize(path) }
        durableFolders.withLock { _ = $0.insert(folder) }
    }

    private static func writeDurably(_ bytes: [UInt8], to path: String) throws(SystemError) {
        let file = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_EXCL, attempt: "create")
        try file.append(bytes)
        try file.synchronize()
    }

    /// Where the bytes of a blob lie.
    ///
    /// - Throws: `damaged` for a name that cannot be a blob's.
    func filePath(_ id: BlobID) throws(StoreError) -> String {
        guard BlobName.isValid(id.name) else {
            throw StoreError(
                .damaged,
                "The store names a blob of \(path) that cannot be one: \"\(id.name)\". No file was touched."
            )
        }
        return path + "/" + BlobName.folder(of: id.name) + "/" + id.name
    }

    private func tooLarge(_ count: Int) -> StoreError {
        StoreError(.other, "A blob of \(count) bytes is larger than the \(byteCountMax) bytes that \(path) takes.")
    }

    private func refuseReadOnly() throws(StoreError) {
        guard isReadOnly else { return }
        throw StoreError(
            .notWritable,
            "The blobs in \(path) were opened for reading only. Send the change to the process that owns the data folder."
        )
    }
}
