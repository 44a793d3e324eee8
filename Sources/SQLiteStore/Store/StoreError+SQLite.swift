import GRDB
import GRDBSQLite
import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension StoreError {
    /// What SQLite said, in words for the person who runs the program.
    ///
    /// A `StoreError` stays what it is.
    ///
    /// - Parameters:
    ///   - error: What was thrown.
    ///   - attempt: `open`, `read` or `write`.
    ///   - path: The store file.
    ///   - database: The connection that failed, which knows the operating system's reason.
    init(_ error: any Error, to attempt: String, path: String, in database: Database?) {
        if let error = error as? StoreError {
            self = error
        } else if let error = error as? SystemError {
            self = error.storeError
        } else if let error = error as? DatabaseError {
            let systemCode = database?.sqliteConnection.map { sqlite3_system_errno($0) } ?? 0
            self = Self.from(error, systemCode: systemCode, to: attempt, path: path)
        } else {
            self = StoreError(.other, "Could not \(attempt) the store \(path): \(error)")
        }
    }

    private static func from(
        _ error: DatabaseError,
        systemCode: CInt,
        to attempt: String,
        path: String
    ) -> StoreError {
        let reason = "\(error.message ?? "no reason given") (SQLite code \(error.extendedResultCode.rawValue))"
        let begin = "Could not \(attempt) the store \(path): \(reason)."
        switch error.resultCode {
        case .SQLITE_NOTADB:
            return .foreign(path)
        case .SQLITE_CORRUPT:
            return .damaged(path, reason)
        case .SQLITE_FULL:
            return .full(begin)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            // SQLite does not say why a file cannot be opened; its folder may.
            let why = Folder.reasonAgainstWriting(in: Folder.parent(of: path)).map { " \($0)." } ?? ""
            let remedy = "The process needs the right to write this file, its -wal and -shm files and their folder."
            return StoreError(.notWritable, "\(begin)\(why) \(remedy) Grant it, or choose another data folder.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return StoreError(
                .inUse,
                "\(begin) Another program holds the file's lock. Close it (a database browser, a backup) and try again."
            )
        case .SQLITE_TOOBIG:
            return StoreError(.other, "\(begin) The value is larger than SQLite can keep in one row.")
        case .SQLITE_IOERR:
            // SQLite names a full quota or a disk that went read-only an I/O error; the operating system knows better.
            switch SystemError.kind(of: systemCode) {
            case .full: return .full(begin)
            case .notWritable where systemCode == EROFS || systemCode == EACCES || systemCode == EPERM:
                let why = SystemError.text(of: systemCode)
                return StoreError(.notWritable, "\(begin) \(why). Make it writable, or choose another data folder.")
            default: return StoreError(.other, "\(begin) Check the disk; what was committed before is safe.")
            }
        default:
            return StoreError(.other, begin)
        }
    }

    private static func full(_ begin: String) -> StoreError {
        StoreError(.full, "\(begin) Free some space on that disk and try again. What was committed before is safe.")
    }

    /// A file that no Quickstep wrote.
    static func foreign(_ path: String) -> StoreError {
        StoreError(
            .damaged,
            """
            \(path) is not a Quickstep store, or its first page is damaged. It was left as it is. If it is another program's \
            file, choose another data folder; if it was a store, put a copy of it back from a backup.
            """
        )
    }

    /// A store that SQLite cannot read.
    static func damaged(_ path: String, _ reason: String) -> StoreError {
        StoreError(
            .damaged,
            """
            The store \(path) is damaged: \(reason). Nothing was reset or removed. Stop every process that uses the data folder \
            and copy the whole folder before anything else; then put a backup back, or try "sqlite3 \(path) .recover" on the \
            copy. The bytes of objects, in the folder blobs beside it, are files of their own and are not affected.
            """
        )
    }

    /// A store of a version to come.
    static func newer(_ path: String, version: Int32) -> StoreError {
        StoreError(
            .newer,
            """
            The store \(path) has format version \(version); this program reads version \(StoreFormat.version). It was left as \
            it is. Run the newer version of the program that wrote it, or choose another data folder.
            """
        )
    }
}
