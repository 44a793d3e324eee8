import GRDB
import QuickstepPrimitives
import QuickstepServiceKit

/// Reads a backup file, and trusts nothing of it.
struct BackupReader {
    /// What the file says of itself.
    struct Contents {
        let time: StoreTime
        let rows: Int
        let digest: String
        let blobs: Int
    }

    /// A blob as the file lists it.
    struct Blob {
        let id: Int64
        let name: String
        let size: Int
        let sha256: String
    }

    let contents: Contents
    private let file: BackupFile

    init(_ path: String) throws(StoreError) {
        let size = try reporting { () throws(SystemError) in try Folder.byteCount(path) }
        guard let size else { throw StoreError(.notWritable, "There is no backup at \(path). Check the path.") }
        guard size > 1 else { throw BackupFile.foreign(path) }
        file = try BackupFile(path, isNew: false)
        do throws(StoreError) {
            contents = try Self.contents(of: file)
        } catch {
            file.close()
            throw error
        }
    }

    private static func contents(of file: BackupFile) throws(StoreError) -> Contents {
        let path = file.path
        return try file.access(to: "read") { database in
            let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            guard application == BackupFormat.applicationID else { throw BackupFile.foreign(path) }
            func entry(_ name: String) throws -> String? {
                try String.fetchOne(database, sql: "SELECT value FROM about WHERE name = ?", arguments: [name])
            }
            guard version <= BackupFormat.version else { throw newer(path, "backup format", version) }
            guard version == BackupFormat.version else {
                throw BackupFile.damaged(path, "its format version is \(version), which never was")
            }
            guard let store = try entry(BackupFormat.Entry.store).flatMap({ Int32($0) }),
                let time = try entry(BackupFormat.Entry.time).flatMap({ StoreTime(rawValue: $0) }),
                let rows = try entry(BackupFormat.Entry.rows).flatMap({ Int($0) }),
                let digest = try entry(BackupFormat.Entry.digest),
                let blobs = try entry(BackupFormat.Entry.blobs).flatMap({ Int($0) })
            else { throw BackupFile.damaged(path, "it does not say what it holds") }
            guard store <= StoreFormat.version else { throw newer(path, "store format", store) }
            return Contents(time: time, rows: rows, digest: digest, blobs: blobs)
        }
    }

    private static func newer(_ path: String, _ what: String, _ version: Int32) -> StoreError {
        StoreError(
            .newer,
            "The backup \(path) has \(what) \(version), which this program does not know. Restore it with a newer version."
        )
    }

    /// Hands over all rows in order, a thousand at a time.
    func forEachChunk(_ body: ([StoreRow]) throws(StoreError) -> Void) throws(StoreError) {
        var lower = StoreKey.everything.lowerBound
        let upper = StoreKey.everything.upperBound
        while true {
            let start = lower
            let rows = try file.access(to: "read") { database in
                try RowStatement(StoreFormat.ascending, in: database)
                    .rows(start.bytes, upper.bytes, limit: Self.chunkRows)
                    .map { StoreRow(key: StoreKey(bytes: $0.key), value: $0.value) }
            }
            if !rows.isEmpty { try body(rows) }
            guard rows.count == Self.chunkRows, let last = rows.last else { return }
            lower = last.key.successor
        }
    }

    private static let chunkRows = 1000

    var blobs: [Blob] {
        get throws(StoreError) {
            try file.access(to: "read") { database in
                try Row.fetchAll(database, sql: "SELECT id, name, size, sha256 FROM blobs ORDER BY name").map {
                    Blob(id: $0["id"], name: $0["name"], size: $0["size"], sha256: $0["sha256"])
                }
            }
        }
    }

    /// Hands over the bytes of a blob, piece by piece.
    ///
    /// - Throws: `damaged` where they are not those that were written.
    func forEachPiece(of blob: Blob, _ body: ([UInt8]) throws(StoreError) -> Void) throws(StoreError) {
        guard BlobName.isValid(blob.name) else {
            throw BackupFile.damaged(file.path, "it names a blob that cannot be one: \"\(blob.name)\"")
        }
        var digest = Digest(.sha256)
        var size = 0
        var number = 0
        while true {
            let next = number
            let piece = try file.access(to: "read") { database in
                try RowStatement(BackupFormat.getPiece, in: database).firstValue(numbers: blob.id, Int64(next))
            }
            guard let piece else { break }
            digest.update(piece)
            size += piece.count
            number += 1
            try body(piece)
        }
        guard size == blob.size, Hex.encode(digest.finalize()) == blob.sha256 else {
            throw BackupFile.damaged(file.path, "the bytes of the blob \(blob.name) are not those that were saved")
        }
    }

    /// Reads everything, and compares it with what the file says of itself.
    func verify() throws(StoreError) {
        let path = file.path
        let problems = try file.access(to: "read") { database in
            try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
        }
        guard problems == ["ok"] else { throw BackupFile.damaged(path, problems.first ?? "SQLite cannot check it") }
        var digest = RowDigest()
        try forEachChunk { (rows) throws(StoreError) in for row in rows { digest.add(row) } }
        try check(digest)
        let blobs = try self.blobs
        guard blobs.count == contents.blobs else {
            throw BackupFile.damaged(path, "it holds \(blobs.count) blobs instead of \(contents.blobs)")
        }
        for blob in blobs { try forEachPiece(of: blob) { (_) throws(StoreError) in } }
    }

    /// Compares rows with those that were saved.
    func check(_ digest: RowDigest) throws(StoreError) {
        guard digest.count == contents.rows, digest.text == contents.digest else {
            throw BackupFile.damaged(file.path, "its rows are not those that were saved")
        }
    }

    func close() {
        file.close()
    }
}
