import Testing

/// Which commit of a process is its last, and on which side of it the process ends.
struct KillMoment: Sendable, CustomStringConvertible {
    enum Side: String, Sendable, CaseIterable {
        case before
        case after
    }

    let side: Side
    /// Counted from 1.
    let commit: Int

    /// The hook's value.
    var description: String { "\(side):\(commit)" }

    /// Calls a body for each commit of a run, from the first on, until a run ends by itself.
    ///
    /// - Parameters:
    ///   - side: The side of every commit.
    ///   - body: Makes a run, and says whether it was killed.
    /// - Returns: How many runs were killed.
    /// - Throws: What `body` throws.
    static func sweep(_ side: Side, _ body: (KillMoment) async throws -> Bool) async throws -> Int {
        // Far more commits than any run has: a run that is killed for ever must not keep the tests for ever.
        for commit in 1...400 {
            guard try await body(KillMoment(side: side, commit: commit)) else { return commit - 1 }
        }
        Issue.record("400 runs were killed, and none reached its end")
        return 400
    }
}
