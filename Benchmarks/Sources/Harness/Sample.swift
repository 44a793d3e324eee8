/// What one run of a benchmark came to.
struct Sample: Sendable {
    /// How long the part took that is measured; of many that are alike, the one in the middle.
    let time: Duration
    /// What ninety-nine of a hundred that are alike stayed within; `nil` where there is one alone.
    let p99: Duration?
    /// What was written meanwhile; `nil` where nobody counted.
    var writes: Writes?
    /// What the folder held in the end; `nil` where there was none.
    var stored: StoredRows?

    init(_ time: Duration) {
        self.time = time
        p99 = nil
    }

    init(of times: [Duration]) {
        time = times.median
        p99 = times.percentile(99)
    }
}

/// How often something was made durable, and how many rows were put and deleted.
struct Writes: Sendable {
    let commits: Int
    let rows: Int
}

/// The rows of a store, for somebody who wants to write or read as many.
struct StoredRows: Sendable {
    let count: Int
    /// How long a key is, and a value, on average.
    let keyBytes: Int
    let valueBytes: Int
}
