import GRDB
package import QuickstepServiceKit

/// The durable store: one SQLite file in write-ahead-log mode, with every commit forced to the disk.
///
/// It keeps two connections, each a GRDB `DatabaseQueue`: one writes, one reads, so that a read and a commit may overlap.
/// A `DatabasePool` would be the usual choice, but the protocol has one reader at a time, and the pool relaxes
/// `synchronous` to `NORMAL` while it opens, which would lose committed steps in a power cut.
///
/// A read sees every batch that was committed before it began, and no part of any other. Calls block their thread.
package final class SQLiteStore: Store {
    /// Where the file is.
    package let path: String
    /// The time under which the store was made.
    package let time: StoreTime

    /// Nil where the store was opened for reading only.
    ///
    /// Tests reach through it to what SQLite really does.
    let writer: DatabaseQueue?
    let reader: DatabaseQueue

    /// Opens a store, or creates one where there is none.
    ///
    /// Only the header and the tables' shape are checked, whatever the size of the file; a page that is damaged further down
    /// is reported when it is read. A file that is not ours, is damaged or is newer is refused and left as it was.
    package init(path: String, time: StoreTime) throws(StoreError) {
        let opening = StoreOpening(path: path)
        (writer, reader) = try opening.forWriting(time: time)
        self.path = path
        self.time = time
    }

    /// Opens a store for reading, also while another process writes it.
    ///
    /// Nothing is created. Reads see what the other process commits meanwhile.
    package init(readingFrom path: String) throws(StoreError) {
        let opening = StoreOpening(path: path)
        (reader, time) = try opening.forReading()
        writer = nil
        self.path = path
    }

    /// Whether commits are refused because the store was opened for reading only.
    package var isReadOnly: Bool { writer == nil }

    package var commitsAtOnce: Bool { false }

    package func get(_ key: StoreKey) throws(StoreError) -> [UInt8]? {
        try access(reader, to: "read") { database in
            try RowStatement(StoreFormat.get, in: database).firstValue(key.bytes)
        }
    }

    package func range(_ range: Range<StoreKey>, limit: Int, reversed: Bool) throws(StoreError) -> [StoreRow] {
        guard limit > 0, !range.isEmpty else { return [] }
        return try access(reader, to: "read") { database in
            try RowStatement(reversed ? StoreFormat.descending : StoreFormat.ascending, in: database)
                .rows(range.lowerBound.bytes, range.upperBound.bytes, limit: limit)
                .map { StoreRow(key: StoreKey(bytes: $0.key), value: $0.value) }
        }
    }

    package func commit(_ batch: StoreBatch) throws(StoreError) {
        guard let writer else {
            throw StoreError(
                .notWritable,
                "The store \(path) was opened for reading only. Send the change to the process that owns the data folder."
            )
        }
        guard !batch.writes.isEmpty else { return }
        try access(writer, to: "write") { database in
            try database.beginTransaction(.immediate)
            do {
                let put = try RowStatement(StoreFormat.put, in: database)
                let delete = try RowStatement(StoreFormat.delete, in: database)
                for write in batch.writes {
                    if let value = write.value {
                        try put.execute(write.key.bytes, value)
                    } else {
                        try delete.execute(write.key.bytes)
                    }
                }
                try database.commit()
            } catch {
                // The reason is put into words first: the rollback would overwrite what SQLite knows about it.
                let failure = StoreError(error, to: "write", path: path, in: database)
                try? database.rollback()
                throw failure
            }
        }
    }

    /// Reads one state of the store from now on, whatever is committed meanwhile; called again, a later one.
    ///
    /// As long as it is held, the log cannot be folded beyond it and grows with what is committed.
    package func holdSnapshot() throws(StoreError) {
        try access(reader, to: "read") { database in
            if database.isInsideTransaction { try database.rollback() }
            try database.beginTransaction(.deferred)
            // The snapshot is that of the first read.
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM about")
        }
    }

    /// Reads what is committed, from now on.
    package func releaseSnapshot() throws(StoreError) {
        try access(reader, to: "read") { database in
            if database.isInsideTransaction { try database.rollback() }
        }
    }

    /// What SQLite finds wrong with its own structures: nothing in a sound file, at most a hundred lines.
    ///
    /// It reads the whole file.
    package func integrityProblems() throws(StoreError) -> [String] {
        let found = try access(reader, to: "read") { database in
            try String.fetchAll(database, sql: "PRAGMA integrity_check(100)")
        }
        return found == ["ok"] ? [] : found
    }

    /// Gives the space back that rows no longer need, and folds the log into the file.
    ///
    /// The file is written anew, which takes as much space again until it is done; where there is none, nothing changes.
    ///
    /// - Returns: The size of file and log before and after.
    package func compact() throws(StoreError) -> (before: Int, after: Int) {
        guard let writer else { throw StoreError(.notWritable, "The store \(path) was opened for reading only.") }
        let before = try byteCount()
        try access(writer, to: "write") { database in
            try database.execute(sql: "VACUUM")
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        return (before, try byteCount())
    }

    private func byteCount() throws(StoreError) -> Int {
        let path = path
        return try reporting { () throws(SystemError) in
            (try Folder.byteCount(path) ?? 0) + (try Folder.byteCount(path + "-wal") ?? 0)
        }
    }

    /// Closes the file, after folding its log into it where no other process reads it.
    ///
    /// Calls after this one fail.
    ///
    /// A store that is not closed loses nothing: the log is read at the next start.
    package func close() {
        try? reader.close()
        try? writer?.close()
    }

    private func access<Answer>(
        _ queue: DatabaseQueue,
        to attempt: String,
        _ body: (Database) throws -> Answer
    ) throws(StoreError) -> Answer {
        do {
            return try queue.unsafeRead { database in
                guard database.sqliteConnection != nil else {
                    throw StoreError(.other, "The store \(path) is closed.")
                }
                do {
                    return try body(database)
                } catch {
                    throw StoreError(error, to: attempt, path: path, in: database)
                }
            }
        } catch {
            throw StoreError(error, to: attempt, path: path, in: nil)
        }
    }
}
