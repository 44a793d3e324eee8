/// Something to measure.
struct Benchmark: Sendable {
    let name: String
    /// How many units of work one run does.
    let amount: Int
    /// What a unit of work is, in the plural.
    let unit: String
    /// What the machine needs for as much of something simple.
    ///
    /// A budget that speaks of the yardstick means the first.
    let yardsticks: [Yardstick]
    /// `nil` where we want to know and have promised nothing.
    let budget: Budget?
    /// Does one run.
    ///
    /// The first, which is thrown away, is given somebody who counts commits.
    let run: @Sendable (CommitCounter?) async throws -> Sample
}

/// A benchmark did not do what it is measured for, so its time means nothing.
struct WrongOutcome: Error {
    let expected: String
    let found: String
}
