package import QuickstepPrimitives
package import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder with everything that a runtime keeps: the store, the bytes of objects, and the lock.
///
/// ```
/// .quickstep/
///   lock            who owns the folder: {"pid":…,"endpoint":…,"startedAt":…}, locked while it runs
///   format          says that there is a store: made after it, so that a store that went missing is noticed
///   store.sqlite    the rows (with -wal and -shm beside it while it is open)
///   blobs/3f/3f…    the bytes of objects
/// ```
///
/// One process at a time owns a folder. Others may read it meanwhile. Folders are made for this user alone.
package final class DataFolder: Sendable {
    /// The name of the folder where nobody gives another.
    package static let defaultName = ".quickstep"

    /// The folder, from the root.
    package let path: String
    package let store: SQLiteStore
    package let blobs: FileBlobStore
    private let lock: FolderLock?

    /// Takes a folder as its owner, and creates it where it is missing.
    ///
    /// - Parameters:
    ///   - path: The folder. A relative path starts at the working folder of this moment.
    ///   - time: Must be the time under which the folder was made.
    ///   - startedAt: What the lock file tells others. Default: now, by the machine's clock.
    /// - Throws: `inUse` where another process owns it; what `SQLiteStore` throws otherwise.
    package init(
        _ path: String = defaultName,
        time: StoreTime,
        startedAt: Timestamp = RuntimeClock.wallClock()
    ) throws(StoreError) {
        self.path = try reporting { () throws(SystemError) in
            let path = try Folder.absolute(path)
            try Folder.create(path)
            return path
        }
        let lock = try FolderLock(folder: self.path, startedAt: startedAt)
        try Self.refuseWithoutStore(self.path)
        store = try SQLiteStore(path: Self.storePath(self.path), time: time)
        blobs = try FileBlobStore(path: Self.blobsPath(self.path))
        self.lock = lock
        let folder = self.path
        try reporting { () throws(SystemError) in
            try Folder.synchronize(folder)
            guard try Folder.byteCount(Self.formatPath(folder)) == nil else { return }
            let file = try OpenFile(Self.formatPath(folder), flags: O_WRONLY | O_CREAT, attempt: "create")
            try file.replaceContent(with: Self.format)
            try file.synchronize()
            try Folder.synchronize(folder)
        }
    }

    /// Opens a folder for reading, whether or not a process owns it.
    ///
    /// Takes no lock and creates nothing.
    ///
    /// - Parameter path: The folder. A relative path starts at the working folder of this moment.
    /// - Throws: What `SQLiteStore` throws; `other` where there is no store.
    package init(readingFrom path: String = defaultName) throws(StoreError) {
        self.path = try reporting { () throws(SystemError) in try Folder.absolute(path) }
        store = try SQLiteStore(readingFrom: Self.storePath(self.path))
        blobs = FileBlobStore(readingFrom: Self.blobsPath(self.path))
        lock = nil
    }

    /// The process that owns a folder now, or nil.
    ///
    /// Its `pid` is 0 where it has only just taken it.
    package static func owner(of path: String = defaultName) throws(StoreError) -> LockRecord? {
        try FolderLock.holder(of: reporting { () throws(SystemError) in try Folder.absolute(path) })
    }

    /// Writes down where this process listens, so that commands find it; nil takes it back.
    package func announce(endpoint: String?) throws(StoreError) {
        try lock?.announce(endpoint: endpoint)
    }

    /// Closes the store and gives the folder free.
    ///
    /// A process that ends without it loses nothing.
    package func close() {
        store.close()
        lock?.release()
    }

    /// A new store in place of one that went missing would hide the loss, and have its objects' bytes swept as orphans.
    private static func refuseWithoutStore(_ folder: String) throws(StoreError) {
        let isBereft = try reporting { () throws(SystemError) in
            guard try (Folder.byteCount(storePath(folder)) ?? 0) == 0 else { return false }
            if try Folder.byteCount(formatPath(folder)) != nil { return true }
            for name in try Folder.names(in: blobsPath(folder)) where BlobName.isFolder(name) {
                if try !Folder.names(in: blobsPath(folder) + "/" + name).isEmpty { return true }
            }
            return false
        }
        guard isBereft else { return }
        throw StoreError(
            .damaged,
            """
            The data folder \(folder) was in use before, but its store.sqlite is missing or empty. Nothing was changed. Put \
            store.sqlite back, or move the folder away to begin anew.
            """
        )
    }

    /// What the file `format` says.
    private static let format = Array("Quickstep data folder, format 1\n".utf8)

    private static func formatPath(_ folder: String) -> String { folder + "/format" }

    private static func storePath(_ folder: String) -> String { folder + "/store.sqlite" }

    private static func blobsPath(_ folder: String) -> String { folder + "/blobs" }
}
