/// Something simple that everybody knows, measured in the same minute: what a ratio is taken to.
struct Yardstick: Sendable {
    /// What one unit of it is.
    let name: String
    /// Measures it and answers the time of one unit.
    let run: @Sendable () throws -> Duration
}
