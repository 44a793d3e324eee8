/// As many rows of the same size in as many commits as the benchmark's first run was counted writing, by SQLite alone.
enum SameWrites {
    static let yardstick = Yardstick(name: "the same writes by plain SQLite", ofRun: { try times($0).reduce(.zero, +) })

    /// For benchmarks whose time is that of one commit among many.
    static let oneCommit = Yardstick(
        name: "one commit of the same writes by plain SQLite",
        ofRun: { try times($0).median }
    )

    private static func times(_ sample: Sample) throws -> [Duration] {
        guard let writes = sample.writes, let stored = sample.stored, writes.commits > 0, writes.rows > 0 else {
            throw WrongOutcome(expected: "writes", found: "none")
        }
        let folder = try TemporaryFolder()
        let database = try PlainSQLite(path: folder.path + "/writes.sqlite")
        return try database.fill(writes.rows, of: stored, commits: writes.commits)
    }
}
