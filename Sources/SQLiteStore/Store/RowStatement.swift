import GRDB
import GRDBSQLite

/// A cached statement whose parameters are bytes, stepped without GRDB's argument and row layers.
///
/// A batch is hundreds of rows of a kilobyte: boxing each value costs more than SQLite's own work. GRDB still opens, caches,
/// begins and commits.
struct RowStatement {
    private let statement: OpaquePointer
    private let database: Database

    init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql).sqliteStatement
        self.database = database
    }

    /// Runs a statement that answers nothing.
    func execute(_ first: [UInt8], _ second: [UInt8]? = nil) throws {
        try with(first, second) { _ = try step() }
    }

    /// The first column of the first row.
    func firstValue(_ first: [UInt8]) throws -> [UInt8]? {
        try with(first) { try step() ? try column(0) : nil }
    }

    /// Runs a statement that answers nothing, with numbers from the second parameter on.
    func execute(_ first: [UInt8], numbers: Int64...) throws {
        try with(first) {
            for (index, number) in numbers.enumerated() {
                try check(sqlite3_bind_int64(statement, CInt(index + 2), number))
            }
            _ = try step()
        }
    }

    /// The first column of the first row, where all parameters are numbers.
    func firstValue(numbers: Int64...) throws -> [UInt8]? {
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (index, number) in numbers.enumerated() {
            try check(sqlite3_bind_int64(statement, CInt(index + 1), number))
        }
        return try step() ? try column(0) : nil
    }

    /// All rows' two columns.
    func rows(_ first: [UInt8], _ second: [UInt8], limit: Int) throws -> [(key: [UInt8], value: [UInt8])] {
        try with(first, second) {
            try check(sqlite3_bind_int64(statement, 3, Int64(limit)))
            var rows: [(key: [UInt8], value: [UInt8])] = []
            while try step() { try rows.append((column(0), column(1))) }
            return rows
        }
    }

    /// Binds without copying: the bytes stay where they are until `body` returns, and the statement forgets them then.
    ///
    /// The reset also ends the read: a statement left on its row would pin an old snapshot and keep the log from being
    /// checkpointed.
    private func with<Answer>(
        _ first: [UInt8],
        _ second: [UInt8]? = nil,
        _ body: () throws -> Answer
    ) throws -> Answer {
        try first.withUnsafeBytes { first in
            try (second ?? []).withUnsafeBytes { bytes in
                defer {
                    sqlite3_reset(statement)
                    sqlite3_clear_bindings(statement)
                }
                try bind(first, at: 1)
                if second != nil { try bind(bytes, at: 2) }
                return try body()
            }
        }
    }

    private func bind(_ bytes: UnsafeRawBufferPointer, at index: CInt) throws {
        guard !bytes.isEmpty, let start = bytes.baseAddress else {
            // A null pointer would bind NULL, which is no empty value.
            try check(sqlite3_bind_zeroblob(statement, index, 0))
            return
        }
        try check(sqlite3_bind_blob64(statement, index, start, UInt64(bytes.count), nil))
    }

    private func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW:
            return true
        case SQLITE_DONE:
            return false
        case let code:
            throw error(code)
        }
    }

    private func column(_ index: CInt) throws -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, index) else {
            // An empty value and a failed allocation look the same; the latter must not pass for the former.
            guard database.lastErrorCode != .SQLITE_NOMEM else { throw error(SQLITE_NOMEM) }
            return []
        }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index))))
    }

    private func check(_ code: CInt) throws {
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func error(_ code: CInt) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
    }
}
