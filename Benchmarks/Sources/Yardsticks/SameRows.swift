/// Reading as many rows of the same size as the benchmark's folder holds, by SQLite alone.
enum SameRows {
    static let yardstick = Yardstick(name: "plain SQLite reads all rows", ofRun: run)

    private static func run(_ sample: Sample) throws -> Duration {
        guard let stored = sample.stored else { throw WrongOutcome(expected: "rows", found: "none") }
        let folder = try TemporaryFolder()
        let database = try PlainSQLite(path: folder.path + "/rows.sqlite")
        try database.fill(stored.count, of: stored, commits: 1)
        let (count, time) = try measured { try database.readAll() }
        guard count == stored.count else { throw WrongOutcome(expected: "\(stored.count) rows", found: "\(count)") }
        return time
    }
}
