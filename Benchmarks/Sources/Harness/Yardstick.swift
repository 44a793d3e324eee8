/// Something simple that everybody knows, measured in the same minute: what a ratio is taken to.
struct Yardstick: Sendable {
    /// What its time stands for.
    enum Extent: Sendable {
        /// One unit of the benchmark's work.
        case unit
        /// One whole run.
        case run
    }

    /// What one of it is.
    let name: String
    let extent: Extent
    /// Measures it; it is told what the benchmark's first run came to, which is where the writes were counted.
    let run: @Sendable (Sample) throws -> Duration

    /// Something that is done once for each unit.
    init(name: String, run: @escaping @Sendable () throws -> Duration) {
        self.name = name
        extent = .unit
        self.run = { _ in try run() }
    }

    /// Something that does in one go what the benchmark did in one run.
    init(name: String, ofRun run: @escaping @Sendable (Sample) throws -> Duration) {
        self.name = name
        extent = .run
        self.run = run
    }
}
