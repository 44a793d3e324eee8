import GRDB
import QuickstepServiceKit

/// Opens the connections of a store, and refuses what it should not touch before anything is written.
struct StoreOpening {
    let path: String

    /// How long SQLite waits where another process recovers or folds the log, in seconds.
    private static let busySeconds = 10.0

    /// How many pages (of 4 KiB) the log grows to before a commit folds it into the file: a fold costs two more waits for the
    /// disk, so it should be rare, and a start after a crash reads the whole log, so it should be small.
    private static let checkpointPages = 4000

    func forWriting(time: StoreTime) throws(StoreError) -> (writer: DatabaseQueue, reader: DatabaseQueue) {
        try refuseWhatSQLiteTakesForEmpty()
        do {
            let writer = try DatabaseQueue(path: path, configuration: configuration(readOnly: false))
            try writer.inDatabase { database in
                do {
                    let isNew = try identify(database)
                    // The log beside the file takes its mode from it.
                    if isNew { try Folder.restrict(path) }
                    try makeDurable(database)
                    if isNew { try create(database, time: time) }
                    try refuse(anotherTimeThan: time, checkShape(database))
                } catch {
                    throw StoreError(error, to: "open", path: path, in: database)
                }
            }
            return (writer, try DatabaseQueue(path: path, configuration: configuration(readOnly: true)))
        } catch {
            throw StoreError(error, to: "open", path: path, in: nil)
        }
    }

    func forReading() throws(StoreError) -> (reader: DatabaseQueue, time: StoreTime) {
        try refuseWhatSQLiteTakesForEmpty()
        do {
            guard let size = try Folder.byteCount(path), size > 0 else { throw missing }
            let reader = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
            let time = try reader.inDatabase { database in
                do {
                    // Another process may be about to create it.
                    if try identify(database) { throw missing }
                    return try checkShape(database)
                } catch {
                    throw StoreError(error, to: "open", path: path, in: database)
                }
            }
            return (reader, time)
        } catch {
            throw StoreError(error, to: "open", path: path, in: nil)
        }
    }

    private var missing: StoreError {
        StoreError(.other, "There is no store at \(path). Check the path of the data folder.")
    }

    private func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.label = "quickstep.store"
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(Self.busySeconds)
        // GRDB traps on a transaction that is left open. A rollback that fails on a broken disk must not end the process:
        // SQLite itself refuses the next begin, and that is an error like any other.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            // A file that someone hands us may define functions or views of its own; none of them is to run.
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// SQLite deletes a log beside a file that is missing or empty.
    ///
    /// The log may be all that is left of a store.
    ///
    /// A file of one byte is another program's, but SQLite (for the sake of an old file system) calls it empty.
    private func refuseWhatSQLiteTakesForEmpty() throws(StoreError) {
        let (bytes, logBytes) = try reporting { () throws(SystemError) in
            (try Folder.byteCount(path) ?? 0, try Folder.byteCount(path + "-wal") ?? 0)
        }
        guard bytes != 1 else { throw .foreign(path) }
        guard bytes == 0, logBytes > 0 else { return }
        throw StoreError(
            .damaged,
            """
            The store \(path) is missing or empty, but its log \(path)-wal is not: they belong together. Nothing was changed. \
            Put the store back where it was, or move the log away to begin with an empty store.
            """
        )
    }

    /// Whether the file is new and empty.
    ///
    /// Throws where it is not ours, or from a version to come. Writes nothing.
    ///
    /// The header is read by SQLite: opening the file beside it would drop SQLite's locks when it is closed.
    private func identify(_ database: Database) throws -> Bool {
        let applicationID = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if applicationID == StoreFormat.applicationID {
            if version > StoreFormat.version { throw StoreError.newer(path, version: version) }
            guard version == StoreFormat.version else {
                throw StoreError.damaged(path, "its format version is \(version), which never was")
            }
            return false
        }
        // A crash between the creation of the file and of its tables leaves an empty database. It holds nothing to lose.
        let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        guard applicationID == 0, version == 0, objects == 0 else { throw StoreError.foreign(path) }
        return true
    }

    /// Turns the log on, then has every commit wait for the disk, and makes sure of both.
    private func makeDurable(_ database: Database) throws {
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal" else {
            throw StoreError(
                .other,
                """
                The store \(path) cannot use a write-ahead log (its journal mode is \(mode ?? "unknown")). The file system under \
                it lacks shared memory, as network disks do. Choose a data folder on a local disk.
                """
            )
        }
        try database.execute(sql: "PRAGMA synchronous = FULL")
        #if canImport(Darwin)
        try database.execute(sql: "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON")
        #endif
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0
        guard synchronous >= 2 else {
            throw StoreError(
                .other,
                """
                The SQLite library does not let the store \(path) wait for the disk (synchronous is \(synchronous), not FULL). \
                Run with another build of SQLite: with this one, a power cut would lose what was reported as stored.
                """
            )
        }
        try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
        // The log is cut back to this size after a burst or a long read made it grow.
        try database.execute(sql: "PRAGMA journal_size_limit = \(Self.checkpointPages * 4096)")
        try database.execute(sql: "PRAGMA cache_size = -8192")
    }

    private func create(_ database: Database, time: StoreTime) throws {
        try database.inTransaction(.immediate) {
            try database.execute(sql: StoreFormat.creation)
            try database.execute(
                sql: "INSERT INTO about (name, value) VALUES (?, ?)",
                arguments: [StoreFormat.timeEntry, time.rawValue]
            )
            return .commit
        }
    }

    /// Checks that the tables are there, and reads under which time they were made.
    private func checkShape(_ database: Database) throws -> StoreTime {
        for sql in [StoreFormat.get, StoreFormat.ascending] {
            do {
                _ = try database.cachedStatement(sql: sql)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
                throw StoreError.damaged(path, error.message ?? "its tables are missing")
            }
        }
        let entry = "SELECT value FROM about WHERE name = ?"
        guard let text = try String.fetchOne(database, sql: entry, arguments: [StoreFormat.timeEntry]),
            let time = StoreTime(rawValue: text)
        else { throw StoreError.damaged(path, "it does not say under which time it was made") }
        return time
    }

    private func refuse(anotherTimeThan time: StoreTime, _ made: StoreTime) throws {
        guard made != time else { return }
        let clock = made == .real ? "the real clock" : "a virtual, scaled or manual clock"
        throw StoreError(
            .other,
            """
            The store \(path) was made under \(made.rawValue) time and cannot go on under \(time.rawValue) time: its timers and \
            timestamps would be wrong. Start with \(clock), or choose another data folder.
            """
        )
    }
}
