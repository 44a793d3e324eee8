import GRDB
import QuickstepPrimitives
import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Fills a new backup file.
struct BackupWriter {
    private let file: BackupFile

    /// Makes the file.
    ///
    /// There must be none of that name.
    init(creating path: String) throws(StoreError) {
        try reporting { () throws(SystemError) in
            // For this user alone, as the data folder is.
            _ = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_EXCL, attempt: "create")
        }
        do throws(StoreError) {
            file = try BackupFile(path, isNew: true)
            do throws(StoreError) {
                try file.access(to: "create") { database in
                    try database.execute(
                        sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE"
                    )
                    try database.execute(sql: BackupFormat.creation)
                    try database.beginTransaction(.immediate)
                }
            } catch {
                file.close()
                throw error
            }
        } catch {
            // A disk that is full takes the file's name and nothing more.
            try? Folder.remove(path)
            throw error
        }
    }

    func add(_ rows: [StoreRow]) throws(StoreError) {
        try file.access(to: "write") { database in
            let put = try RowStatement(StoreFormat.put, in: database)
            for row in rows { try put.execute(row.key.bytes, row.value) }
        }
    }

    /// Copies a blob.
    ///
    /// - Returns: Whether there is such a file.
    /// - Throws: `damaged` where it is not what the row says.
    func add(_ blob: StoredBlob, from source: String) throws(StoreError) -> Bool {
        guard let opened = try Self.open(source) else { return false }
        let id = try file.access(to: "write") { database in
            try database.execute(
                sql: "INSERT INTO blobs (name, size, sha256) VALUES (?, 0, '')",
                arguments: [blob.id.name]
            )
            return database.lastInsertedRowID
        }
        var digests = (sha256: Digest(.sha256), md5: Digest(.md5))
        var size = 0
        var number = 0
        while true {
            let piece = try reporting { () throws(SystemError) in
                try opened.content(limit: BackupFormat.pieceBytes)
            }
            guard !piece.isEmpty else { break }
            digests.sha256.update(piece)
            digests.md5.update(piece)
            size += piece.count
            try add(piece, number, of: id)
            number += 1
        }
        guard size == blob.size, Hex.encode(digests.md5.finalize()) == blob.md5 else {
            throw StoreError(
                .damaged,
                """
                \(source) is not what its object's row says: \(size) bytes instead of \(blob.size), or other ones. No backup was \
                made. Put the file back from an earlier backup, or delete the object; doctor tells which it is.
                """
            )
        }
        try file.access(to: "write") { database in
            try database.execute(
                sql: "UPDATE blobs SET size = ?, sha256 = ? WHERE id = ?",
                arguments: [size, Hex.encode(digests.sha256.finalize()), id]
            )
        }
        return true
    }

    /// Opens a blob's file; `nil` where it is gone.
    private static func open(_ path: String) throws(StoreError) -> OpenFile? {
        do throws(SystemError) {
            return try OpenFile(path, flags: O_RDONLY, attempt: "open the blob")
        } catch {
            guard error.code == ENOENT else { throw error.storeError }
            return nil
        }
    }

    private func add(_ piece: [UInt8], _ number: Int, of id: Int64) throws(StoreError) {
        try file.access(to: "write") { database in
            try RowStatement(BackupFormat.putPiece, in: database).execute(piece, numbers: id, Int64(number))
        }
    }

    /// Forgets blobs that no row names.
    func keepOnly(_ names: Set<String>) throws(StoreError) {
        try file.access(to: "write") { database in
            for name in try String.fetchAll(database, sql: "SELECT name FROM blobs") where !names.contains(name) {
                try database.execute(
                    sql: "DELETE FROM pieces WHERE blob = (SELECT id FROM blobs WHERE name = ?)",
                    arguments: [name]
                )
                try database.execute(sql: "DELETE FROM blobs WHERE name = ?", arguments: [name])
            }
        }
    }

    /// Completes the file, which is durable then but for its name.
    func finish(_ rows: RowDigest, blobs: Int, time: StoreTime) throws(StoreError) {
        try file.access(to: "write") { database in
            let entries = [
                (BackupFormat.Entry.time, time.rawValue),
                (BackupFormat.Entry.store, String(StoreFormat.version)),
                (BackupFormat.Entry.rows, String(rows.count)),
                (BackupFormat.Entry.digest, rows.text),
                (BackupFormat.Entry.blobs, String(blobs)),
            ]
            for (name, value) in entries {
                try database.execute(sql: "INSERT INTO about (name, value) VALUES (?, ?)", arguments: [name, value])
            }
            try database.commit()
        }
        file.close()
        // SQLite is done with the file: another descriptor takes no lock of its away.
        let path = file.path
        try reporting { () throws(SystemError) in
            try OpenFile(path, flags: O_RDWR, attempt: "open the backup").synchronize()
        }
    }

    /// Gives up.
    func abandon() {
        file.close()
        try? Folder.remove(file.path)
        try? Folder.remove(file.path + "-journal")
    }
}
