/// Something to measure.
struct Benchmark: Sendable {
    let name: String
    /// How many units of work one run does.
    let amount: Int
    /// What a unit of work is, in the plural.
    let unit: String
    /// What the machine needs for as many units of something simple.
    let yardstick: Yardstick
    let budget: Budget
    /// Does one run and answers how long the part took that is measured.
    let run: @Sendable () async throws -> Duration
}

/// A benchmark did not do what it is measured for, so its time means nothing.
struct WrongOutcome: Error {
    let expected: String
    let found: String
}
