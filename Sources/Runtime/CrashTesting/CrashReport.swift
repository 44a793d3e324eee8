/// What came of crashing a workflow at its commits.
///
/// ```swift
/// let report = try await CrashEverywhere(definition, functions: { [charge] }).run()
/// #expect(report.failures.isEmpty, "\(report)")
/// ```
public struct CrashReport: Sendable, Equatable, CustomStringConvertible {
    /// One run that did not end as an undisturbed one does.
    public struct Failure: Sendable, Equatable, CustomStringConvertible {
        /// Where its processes ended, one after the other; none where the undisturbed runs themselves differ from each other.
        public let crashes: [CrashPoint]
        /// What differs, a sentence each: what was lost, what was doubled, what is not the same.
        public let differences: [String]

        /// Where, and what differs.
        public var description: String {
            let place = crashes.isEmpty ? "undisturbed" : crashes.map(\.description).joined(separator: ",")
            return differences.map { "\(place)  \($0)" }.joined(separator: "\n")
        }
    }

    /// The state machine's name.
    public let machine: String
    /// How the undisturbed execution ended; `running` where it rests waiting for somebody outside.
    public let status: ExecutionResult.Status
    /// How many commits the undisturbed run made.
    public let commits: Int
    /// How many runs were crashed and compared.
    public let points: Int
    /// Seeds every identifier and random draw.
    public let seed: UInt64
    /// The runs that did not end as the undisturbed one.
    public let failures: [Failure]
    /// What was not compared, and why; a sentence each.
    public let notes: [String]

    /// How many differences were found, over all runs.
    public var differenceCount: Int { failures.reduce(0) { $0 + $1.differences.count } }

    /// The result in a line, and everything that differs below it.
    public var description: String {
        let points = "\(points) crash point\(points == 1 ? "" : "s")"
        let differences = "\(differenceCount) difference\(differenceCount == 1 ? "" : "s")"
        return (["\(machine)  \(points)  \(differences)  \(status.rawValue)"] + failures.map(\.description))
            .joined(separator: "\n")
    }
}
