/// Which commit of a process is its last, and on which side of it the process ends.
public struct CrashPoint: Sendable, Hashable, CustomStringConvertible {
    /// The two sides of a commit.
    public enum Side: String, Sendable, CaseIterable {
        /// Nothing of the commit is stored.
        case before
        /// All of it is stored, and nobody has been told.
        case after
    }

    /// The side of the commit.
    public let side: Side
    /// The commit, counted from 1 in each process.
    public let commit: Int

    /// Makes a point.
    ///
    /// - Parameters:
    ///   - side: The side of the commit.
    ///   - commit: The commit, counted from 1.
    public init(_ side: Side, _ commit: Int) {
        self.side = side
        self.commit = commit
    }

    /// Reads a point as `description` writes it.
    ///
    /// - Parameter text: `before:7` or `after:7`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let side = Side(rawValue: String(parts[0])), let commit = Int(parts[1]), commit > 0
        else { return nil }
        self.init(side, commit)
    }

    /// `after:7`.
    public var description: String { "\(side.rawValue):\(commit)" }
}
