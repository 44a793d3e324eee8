import Testing

/// The file in which a process notes its commits: a number and a steady time in nanoseconds each.
struct CommitLog: Sendable {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// When each commit was durable, in nanoseconds.
    var commits: [Int] {
        Files.lines(path).compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    }

    /// From the first commit to the last, in nanoseconds; nil where there are none.
    var span: Int? {
        let commits = commits
        guard let first = commits.first, let last = commits.last else { return nil }
        return last - first
    }

    /// Returns as soon as there is a commit.
    func waitForFirst() async throws {
        while commits.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    }
}

/// Random numbers that a seed repeats.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
