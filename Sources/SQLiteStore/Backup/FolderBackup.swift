package import QuickstepServiceKit

/// A copy of a data folder as it was at one moment, in one file, made while its owner goes on.
///
/// The rows are read from one snapshot. The bytes of objects lie beside the store, and the owner may remove some that the snapshot
/// names. So the snapshot is taken first and the blobs that it names are copied at once, before the rows; where one of them is gone, a
/// later snapshot is taken, which no longer names it. Blobs are never changed and never named twice, so those that were copied already
/// stay copied, and each try has only what changed since the last one. A blob that is gone *and* is named by a later snapshot was not
/// removed in order, because the row of an object goes before its bytes: the folder is damaged, and there is no backup.
package enum FolderBackup {
    /// What was saved or restored.
    package struct Summary: Sendable, Equatable {
        package let rows: Int
        package let blobs: Int
        /// The size of the backup file.
        package let byteCount: Int
    }

    /// How many snapshots are taken before a folder is said to change too fast.
    private static let snapshotsMax = 50

    /// Makes a backup, and reads it back.
    ///
    /// - Parameters:
    ///   - folder: The data folder. Whether a process owns it does not matter.
    ///   - file: The backup, which must not be there yet.
    ///   - index: Which rows name blobs.
    /// - Returns: What was saved.
    /// - Throws: `damaged` where the folder cannot be read whole; `notWritable` where there is such a file.
    package static func make(of folder: String, at file: String, _ index: BlobIndex) throws(StoreError) -> Summary {
        let path = try reporting { () throws(SystemError) in try Folder.absolute(file) }
        guard try reporting({ () throws(SystemError) in try Folder.byteCount(path) }) == nil else {
            throw StoreError(.notWritable, "\(path) exists already. Choose another name, or remove it.")
        }
        let source = try DataFolder(readingFrom: folder)
        defer { source.close() }
        let unfinished = path + ".part"
        let writer = try BackupWriter(creating: unfinished)
        do throws(StoreError) {
            try fill(writer, from: source, index)
            let reader = try BackupReader(unfinished)
            defer { reader.close() }
            try reader.verify()
            try reporting { () throws(SystemError) in
                try Folder.rename(unfinished, to: path)
                try Folder.synchronize(Folder.parent(of: path))
            }
            let size = try reporting { () throws(SystemError) in try Folder.byteCount(path) }
            return Summary(rows: reader.contents.rows, blobs: reader.contents.blobs, byteCount: size ?? 0)
        } catch {
            writer.abandon()
            throw error
        }
    }

    private static func fill(
        _ writer: BackupWriter,
        from source: DataFolder,
        _ index: BlobIndex
    ) throws(StoreError) {
        let named = try copyBlobs(to: writer, from: source, index)
        try writer.keepOnly(named)
        var digest = RowDigest()
        try source.store.forEachChunk { (rows) throws(StoreError) in
            for row in rows { digest.add(row) }
            try writer.add(rows)
        }
        try writer.finish(digest, blobs: named.count, time: source.store.time)
    }

    /// Copies the blobs of a snapshot, which is held when this returns.
    ///
    /// - Returns: The names of the blobs that the snapshot names.
    private static func copyBlobs(
        to writer: BackupWriter,
        from source: DataFolder,
        _ index: BlobIndex
    ) throws(StoreError) -> Set<String> {
        var copied: Set<String> = []
        var goneBefore: Set<String> = []
        for _ in 0..<snapshotsMax {
            try source.store.holdSnapshot()
            var named: Set<String> = []
            var gone: Set<String> = []
            try source.store.forEachChunk(in: index.range) { (rows) throws(StoreError) in
                for row in rows {
                    guard let blob = try index.blob(of: row), named.insert(blob.id.name).inserted,
                        !copied.contains(blob.id.name)
                    else { continue }
                    let file = try source.blobs.filePath(blob.id)
                    if try writer.add(blob, from: file) {
                        copied.insert(blob.id.name)
                    } else if goneBefore.contains(blob.id.name) {
                        throw StoreError(
                            .damaged,
                            """
                            The bytes of an object are gone: \(file) is missing. No backup was made. Put the file back from an \
                            earlier backup, or delete the object; doctor tells which it is.
                            """
                        )
                    } else {
                        gone.insert(blob.id.name)
                    }
                }
            }
            if gone.isEmpty { return named }
            goneBefore = gone
        }
        throw StoreError(
            .other,
            "Objects were removed faster than they could be copied, \(snapshotsMax) times over. Try again when less is going on."
        )
    }
}
