/// What a store file looks like, written down for good (format version 1).
///
/// ```
/// PRAGMA application_id = 0x51737470 ("Qstp")
/// PRAGMA user_version   = 1
/// rows  (key BLOB, value BLOB)   one row a key, in the grammar of StoreKey; unique by key
/// about (name TEXT, value TEXT)  "time": "real" or "virtual"
/// ```
///
/// `rows` is an ordinary table with a unique index: with rows of a kilobyte, `WITHOUT ROWID` moves whole values about when
/// its tree splits and has a quarter of the throughput.
enum StoreFormat {
    static let applicationID: Int32 = 0x5173_7470
    static let version: Int32 = 1

    static let creation = """
        CREATE TABLE rows (key BLOB NOT NULL, value BLOB NOT NULL);
        CREATE UNIQUE INDEX rows_by_key ON rows (key);
        CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        """

    static let timeEntry = "time"

    static let get = "SELECT value FROM rows WHERE key = ?"
    static let ascending = "SELECT key, value FROM rows WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
    static let descending = "SELECT key, value FROM rows WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT ?"
    static let put = """
        INSERT INTO rows (key, value) VALUES (?, ?)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        """
    static let delete = "DELETE FROM rows WHERE key = ?"
}
