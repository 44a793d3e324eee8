package import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Makes a data folder of a backup.
///
/// It is made beside its place, checked, and then given its name: there is never half a folder under the name.
package enum FolderRestore {
    /// The end of a folder's name while it is being made.
    static let unfinished = ".restoring"

    /// Restores.
    ///
    /// - Parameters:
    ///   - file: The backup.
    ///   - folder: The data folder, which must not be there yet, or be empty.
    /// - Returns: What was restored.
    /// - Throws: `notWritable` where the folder is there; `damaged` where the backup cannot be trusted.
    package static func run(_ file: String, to folder: String) throws(StoreError) -> FolderBackup.Summary {
        let (source, target) = try reporting { () throws(SystemError) in
            (try Folder.absolute(file), try Folder.absolute(folder))
        }
        guard try reporting({ () throws(SystemError) in try Folder.names(in: target) }).isEmpty else {
            throw StoreError(
                .notWritable,
                "\(target) exists already and is not empty. Nothing was changed. Choose another folder, or move this one away."
            )
        }
        let reader = try BackupReader(source)
        defer { reader.close() }
        try reader.verify()
        let staging = target + unfinished
        try begin(staging)
        do throws(StoreError) {
            try fill(staging, from: reader)
            try reporting { () throws(SystemError) in
                try Folder.rename(staging, to: target)
                try Folder.synchronize(Folder.parent(of: target))
            }
        } catch {
            Folder.removeTree(staging)
            throw error
        }
        let size = try reporting { () throws(SystemError) in try Folder.byteCount(source) }
        return FolderBackup.Summary(rows: reader.contents.rows, blobs: reader.contents.blobs, byteCount: size ?? 0)
    }

    private static func begin(_ staging: String) throws(StoreError) {
        guard try reporting({ () throws(SystemError) in try Folder.byteCount(staging) }) == nil else {
            throw StoreError(
                .notWritable,
                "\(staging) is there: another restore runs, or was interrupted. Remove that folder if none does."
            )
        }
        try reporting { () throws(SystemError) in try Folder.create(staging) }
    }

    private static func fill(_ staging: String, from reader: BackupReader) throws(StoreError) {
        let made = try DataFolder(staging, time: reader.contents.time)
        defer { made.close() }
        var number = 0
        try reader.forEachChunk { (rows) throws(StoreError) in
            number += 1
            let writes = rows.map { StoreBatch.Write(key: $0.key, value: $0.value) }
            try made.store.commit(StoreBatch(number: number, writes: writes))
        }
        for blob in try reader.blobs { try copy(blob, to: made, from: reader) }
        // What counts is what was written, not what was read.
        var digest = RowDigest()
        try made.store.forEachChunk { (rows) throws(StoreError) in for row in rows { digest.add(row) } }
        try reader.check(digest)
    }

    private static func copy(
        _ blob: BackupReader.Blob,
        to made: DataFolder,
        from reader: BackupReader
    ) throws(StoreError) {
        let path = try made.blobs.filePath(BlobID(name: blob.name))
        let folder = Folder.parent(of: path)
        let file = try reporting { () throws(SystemError) in
            try Folder.createOne(folder)
            return try OpenFile(path, flags: O_WRONLY | O_CREAT | O_EXCL, attempt: "create")
        }
        try reader.forEachPiece(of: blob) { (piece) throws(StoreError) in
            try reporting { () throws(SystemError) in try file.append(piece) }
        }
        try reporting { () throws(SystemError) in
            try file.synchronize()
            try Folder.synchronize(folder)
        }
    }
}
