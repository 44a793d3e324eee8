import Foundation
import GRDB

/// One row of 1 KB in a transaction of its own, forced to the disk: what durability costs where nothing is grouped.
enum FullCommit {
    static let yardstick = Yardstick(name: "single-row FULL commit", run: unit)

    private static func unit() throws -> Duration {
        let count = 200
        let folder = try TemporaryFolder()
        let database = try DatabaseQueue(path: folder.path + "/commits.sqlite")
        try database.inDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    CREATE TABLE log (key BLOB NOT NULL UNIQUE, value BLOB NOT NULL)
                    """
            )
            guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                throw WrongOutcome(expected: "synchronous = FULL", found: "another level")
            }
        }
        let value = Data(repeating: 0x71, count: 1_000)
        let time = try ContinuousClock().measure {
            for number in 0..<count {
                try database.write { database in
                    try database.execute(
                        sql: "INSERT INTO log (key, value) VALUES (?, ?)",
                        arguments: ["key \(number)", value]
                    )
                }
            }
        }
        try database.close()
        return time / count
    }
}
