import GRDB
import QuickstepServiceKit

/// An open backup file: what writing and reading one have in common.
struct BackupFile {
    let path: String
    let queue: DatabaseQueue

    /// Opens a file for reading, or a new one for writing.
    ///
    /// A new one is written without a journal and without waiting for the disk: it is nothing until it is complete, and is forced to the
    /// disk then.
    init(_ path: String, isNew: Bool) throws(StoreError) {
        var configuration = Configuration()
        configuration.label = "quickstep.backup"
        configuration.readonly = !isNew
        configuration.foreignKeysEnabled = false
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        self.path = path
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw Self.error(error, to: isNew ? "create" : "open", path, in: nil)
        }
    }

    func access<Answer>(
        to attempt: String,
        _ body: (Database) throws -> Answer
    ) throws(StoreError) -> Answer {
        do {
            return try queue.unsafeRead { database in
                do {
                    return try body(database)
                } catch {
                    throw Self.error(error, to: attempt, path, in: database)
                }
            }
        } catch {
            throw Self.error(error, to: attempt, path, in: nil)
        }
    }

    func close() {
        try? queue.close()
    }

    /// What SQLite said of a backup, in words.
    private static func error(_ error: any Error, to attempt: String, _ path: String, in database: Database?)
        -> StoreError
    {
        guard let failure = error as? DatabaseError else {
            return StoreError(error, to: attempt, path: path, in: database)
        }
        switch failure.resultCode {
        case .SQLITE_NOTADB: return foreign(path)
        case .SQLITE_CORRUPT: return damaged(path, failure.message ?? "SQLite cannot read it")
        default:
            let kind = StoreError(error, to: attempt, path: path, in: database).kind
            let reason = "\(failure.message ?? "no reason given") (SQLite code \(failure.extendedResultCode.rawValue))"
            return StoreError(kind, "Could not \(attempt) the backup \(path): \(reason).")
        }
    }

    static func foreign(_ path: String) -> StoreError {
        StoreError(.damaged, "\(path) is not a backup of a Quickstep data folder, or its first page is damaged.")
    }

    static func damaged(_ path: String, _ reason: String) -> StoreError {
        StoreError(
            .damaged,
            "The backup \(path) is damaged: \(reason). Nothing was put in place of anything. Take another backup."
        )
    }
}
