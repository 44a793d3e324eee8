/// What is done to the processes of one run.
package struct CrashPlan: Sendable, Hashable {
    /// Where each process ends; the one after the last lives as long as it wants.
    package var crashes: [CrashPoint] = []
    /// Above zero, the run happens at another time, with another seed, and after a process that only came and went.
    ///
    /// Each number is another time and another seed.
    package var elsewhere = 0

    /// A name for what belongs to the run.
    package var name: String {
        if elsewhere > 0 { return "elsewhere-\(elsewhere)" }
        return crashes.isEmpty
            ? "undisturbed" : crashes.map { "\($0.side.rawValue)-\($0.commit)" }.joined(separator: "-")
    }

    package init(crashes: [CrashPoint] = [], elsewhere: Int = 0) {
        self.crashes = crashes
        self.elsewhere = elsewhere
    }

    /// How much later it begins.
    package var delayMilliseconds: Int64 { Int64(elsewhere) * 97_261_001 }

    /// The number of its first process, which decides the seed.
    package var lifeFirst: Int { 1 + 100 * elsewhere }
}

/// What came of one run.
package struct CrashRun: Sendable {
    /// What is there at the end.
    package var observation: Observation
    /// How many processes were ended by the plan: fewer than it names where one came to rest before.
    package var crashes: Int
    /// How many commits the last process made.
    package var commits: Int
    /// What nobody need compare to know that it is wrong, a sentence each.
    package var complaints: [String]
    /// What the client was answered last, where that is an error, as a sentence.
    package var refusal: String?
    /// The functions that were asked for and are not linked.
    package var missingFunctions: [String]

    package init(
        observation: Observation,
        crashes: Int = 0,
        commits: Int = 0,
        complaints: [String] = [],
        refusal: String? = nil,
        missingFunctions: [String] = []
    ) {
        self.observation = observation
        self.crashes = crashes
        self.commits = commits
        self.complaints = complaints
        self.refusal = refusal
        self.missingFunctions = missingFunctions
    }
}

/// Where a workflow is run and crashed: on a store in memory, or in processes that are killed.
package protocol CrashWorld: Sendable {
    /// Runs the workflow to rest, each time from the beginning.
    ///
    /// - Throws: What kept a process from starting or coming to rest.
    func run(_ plan: CrashPlan) async throws -> CrashRun

    /// The run was compared, and what it left is needed no more, unless something differs.
    func tidyUp(after plan: CrashPlan, hasDifferences: Bool)
}

extension CrashWorld {
    package func tidyUp(after plan: CrashPlan, hasDifferences: Bool) {}
}

extension CallLedger {
    /// A sentence for each call that was made too early.
    package var complaints: [String] {
        premature.map { "function \($0): called before that was durable" }
    }
}
