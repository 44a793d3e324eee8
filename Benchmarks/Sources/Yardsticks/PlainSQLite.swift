import GRDBSQLite

/// SQLite as C knows it, set up as the store is: what it needs is what the machine needs for durable rows.
struct PlainSQLite: ~Copyable {
    private let connection: OpaquePointer
    private let put: OpaquePointer

    /// Makes a database with a table like the store's.
    init(path: String) throws {
        let opened = try Self.open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        let prepared: OpaquePointer
        do {
            try Self.check(sqlite3_exec(opened, Self.setUp, nil, nil, nil), opened)
            prepared = try Self.prepare(Self.upsert, on: opened)
        } catch {
            sqlite3_close(opened)
            throw error
        }
        connection = opened
        put = prepared
    }

    private static let setUp = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE rows (key BLOB NOT NULL, value BLOB NOT NULL);
        CREATE UNIQUE INDEX rows_by_key ON rows (key);
        """

    private static let upsert =
        "INSERT INTO rows (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"

    deinit {
        sqlite3_finalize(put)
        sqlite3_close(connection)
    }

    /// Does something in one transaction.
    func transaction(_ body: () throws -> Void) throws {
        try Self.check(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil), connection)
        try body()
        try Self.check(sqlite3_exec(connection, "COMMIT", nil, nil, nil), connection)
    }

    /// Puts one row.
    func put(_ key: [UInt8], _ value: [UInt8]) throws {
        try key.withUnsafeBytes { key in
            try value.withUnsafeBytes { value in
                sqlite3_bind_blob64(put, 1, key.baseAddress, UInt64(key.count), nil)
                sqlite3_bind_blob64(put, 2, value.baseAddress, UInt64(value.count), nil)
                let code = sqlite3_step(put)
                sqlite3_reset(put)
                guard code == SQLITE_DONE else { throw WrongOutcome(expected: "a row put", found: "code \(code)") }
            }
        }
    }

    /// Reads every row in the order of the keys, and answers how many there are.
    func readAll() throws -> Int {
        let statement = try Self.prepare("SELECT key, value FROM rows ORDER BY key", on: connection)
        defer { sqlite3_finalize(statement) }
        var count = 0
        var bytes = 0
        while sqlite3_step(statement) == SQLITE_ROW {
            count += 1
            for column in 0..<CInt(2) {
                let start = sqlite3_column_blob(statement, column)
                let copy = [UInt8](
                    UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
                )
                bytes += copy.count
            }
        }
        guard bytes > 0 else { throw WrongOutcome(expected: "rows", found: "none") }
        return count
    }

    /// What the store of a data folder holds that nobody has open.
    static func rows(ofStoreIn folder: String) throws -> StoredRows {
        let connection = try open(folder + "/store.sqlite", SQLITE_OPEN_READWRITE)
        defer { sqlite3_close(connection) }
        let statement = try prepare("SELECT count(*), avg(length(key)), avg(length(value)) FROM rows", on: connection)
        defer { sqlite3_finalize(statement) }
        guard sqlite3_step(statement) == SQLITE_ROW else { throw WrongOutcome(expected: "rows", found: "none") }
        return StoredRows(
            count: Int(sqlite3_column_int64(statement, 0)),
            keyBytes: Int(sqlite3_column_double(statement, 1)),
            valueBytes: Int(sqlite3_column_double(statement, 2))
        )
    }

    private static func open(_ path: String, _ flags: CInt) throws -> OpaquePointer {
        var connection: OpaquePointer?
        let code = sqlite3_open_v2(path, &connection, flags, nil)
        guard code == SQLITE_OK, let connection else {
            sqlite3_close(connection)
            throw WrongOutcome(expected: "a database at \(path)", found: "code \(code)")
        }
        return connection
    }

    private static func prepare(_ sql: String, on connection: OpaquePointer) throws -> OpaquePointer {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(connection, sql, -1, &statement, nil), connection)
        guard let statement else { throw WrongOutcome(expected: "a statement", found: sql) }
        return statement
    }

    private static func check(_ code: CInt, _ connection: OpaquePointer) throws {
        guard code == SQLITE_OK else {
            throw WrongOutcome(expected: "SQLite to do it", found: String(cString: sqlite3_errmsg(connection)))
        }
    }
}
