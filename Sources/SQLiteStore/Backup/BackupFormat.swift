/// What a backup file looks like, written down for good (format version 1).
///
/// It is one SQLite file, so that any SQLite can look into it:
///
/// ```
/// PRAGMA application_id = 0x5173626B ("Qsbk"), so that it is never taken for a store
/// PRAGMA user_version   = 1
/// about  (name TEXT, value TEXT)                       "time" of the store, "store": its format version,
///                                                      "rows": how many, "digest": their SHA-256, "blobs": how many
/// rows   (key BLOB, value BLOB)                        the rows of the store, as they were at one moment
/// blobs  (id INTEGER, name TEXT, size INTEGER,
///         sha256 TEXT)                                 the bytes of objects, as the rows name them
/// pieces (blob INTEGER, number INTEGER, bytes BLOB)    their bytes, in pieces of a mebibyte from number 0
/// ```
///
/// The digest of the rows is that of all rows in the order of their keys, each as the length of its key (8 bytes, big-endian), the
/// key, the length of its value, and the value.
enum BackupFormat {
    static let applicationID: Int32 = 0x5173_626B
    static let version: Int32 = 1

    /// SQLite keeps no value of more than a gigabyte, and nobody wants one in memory.
    static let pieceBytes = 1 << 20

    static let creation = """
        CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE rows (key BLOB NOT NULL, value BLOB NOT NULL);
        CREATE UNIQUE INDEX rows_by_key ON rows (key);
        CREATE TABLE blobs (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, sha256 TEXT NOT NULL);
        CREATE TABLE pieces (
            blob INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (blob, number));
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        """

    static let putPiece = "INSERT INTO pieces (bytes, blob, number) VALUES (?, ?, ?)"
    static let getPiece = "SELECT bytes FROM pieces WHERE blob = ? AND number = ?"

    /// The names of what `about` says.
    enum Entry {
        static let time = "time"
        static let store = "store"
        static let rows = "rows"
        static let digest = "digest"
        static let blobs = "blobs"
    }
}
