/// One row of 1 KB in a transaction of its own, forced to the disk: what durability costs where nothing is grouped, in the median.
enum FullCommit {
    static let yardstick = Yardstick(name: "single-row FULL commit", run: unit)

    private static func unit() throws -> Duration {
        let count = 200
        let folder = try TemporaryFolder()
        let database = try PlainSQLite(path: folder.path + "/commits.sqlite")
        let rows = StoredRows(count: count, keyBytes: 12, valueBytes: 1_000)
        return try database.fill(count, of: rows, commits: count).median
    }
}
