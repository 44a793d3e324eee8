import QuickstepPrimitives

/// Runs a workflow once per commit and side, and compares each run with an undisturbed one.
package struct CrashSweep: Sendable {
    private let world: any CrashWorld
    private let machine: String
    private let seed: UInt64
    /// How many runs are under way at the same time.
    private let width: Int

    package init(_ world: any CrashWorld, of subject: CrashSubject, width: Int) {
        self.world = world
        machine = subject.machine
        seed = subject.seed
        self.width = max(1, width)
    }

    /// Told after each run: how many were made, and how many there are at least.
    package typealias Progress = @Sendable (_ done: Int, _ expected: Int) -> Void

    /// Makes all runs.
    ///
    /// - Parameters:
    ///   - pairs: How many runs are crashed twice, at points that are drawn from the seed. Default: none.
    ///   - progress: Told after each run.
    /// - Returns: What was found.
    /// - Throws: `RuntimeError` with the code `.function` where functions are missing, `.input` where the client is refused; what keeps the
    ///   undisturbed run from its end; `CancellationError`.
    package func run(pairs: Int = 0, progress: Progress = { _, _ in }) async throws -> CrashReport {
        let calm = try await calm()
        var findings = Findings()
        guard calm.judge.unsteady.isEmpty else { return report(calm, findings, unsteady: calm.judge.unsteady) }
        let commits = calm.run.commits
        let plans = CrashPoint.Side.allCases.flatMap { side in
            (1...max(1, commits)).map { CrashPlan(crashes: [CrashPoint(side, $0)]) }
        }
        let expected = plans.count + pairs
        for chunk in stride(from: 0, to: plans.count, by: width) {
            let some = Array(plans[chunk..<min(chunk + width, plans.count)])
            findings.add(try await outcomes(of: some, calm.judge))
            progress(chunk + some.count, expected)
        }
        // A run may make more commits than the undisturbed one, where they are grouped otherwise.
        for side in CrashPoint.Side.allCases {
            var commit = commits + 1
            while commit <= 2 * commits + 10 {
                let plan = CrashPlan(crashes: [CrashPoint(side, commit)])
                let outcome = try await outcomes(of: [plan], calm.judge)
                findings.add(outcome)
                guard outcome.contains(where: { $0.crashes == 1 }) else { break }
                commit += 1
            }
        }
        let drawn = (0..<pairs).map { pair(number: $0, commits) }
        for chunk in stride(from: 0, to: drawn.count, by: width) {
            let some = Array(drawn[chunk..<min(chunk + width, drawn.count)])
            findings.add(try await outcomes(of: some, calm.judge))
            progress(plans.count + chunk + some.count, expected)
        }
        return try await judged(calm, findings)
    }

    /// Makes an undisturbed run, to see that it can be made.
    ///
    /// - Throws: As `run(pairs:progress:)` does.
    package func check() async throws {
        _ = try await undisturbed()
    }

    /// Makes one run.
    ///
    /// - Parameter crashes: Where its processes end, one after the other.
    /// - Returns: What was found.
    /// - Throws: As `run(pairs:progress:)` does.
    package func run(only crashes: [CrashPoint]) async throws -> CrashReport {
        let calm = try await calm()
        var findings = Findings()
        guard calm.judge.unsteady.isEmpty else { return report(calm, findings, unsteady: calm.judge.unsteady) }
        let outcomes = try await outcomes(of: [CrashPlan(crashes: crashes)], calm.judge)
        findings.add(outcomes)
        let place = crashes.map(\.description).joined(separator: ",")
        let isCrashed = outcomes.allSatisfy { $0.crashes == crashes.count }
        return try await judged(calm, findings, note: isCrashed ? nil : "The run came to rest before all of \(place).")
    }

    // MARK: Undisturbed runs

    private struct Calm {
        let run: CrashRun
        let judge: CrashJudge
    }

    private func undisturbed() async throws -> CrashRun {
        let run = try await world.run(CrashPlan())
        guard run.missingFunctions.isEmpty else {
            throw RuntimeError(
                .function,
                "The workflow calls functions that are not linked: \(run.missingFunctions.joined(separator: ", "))."
            )
        }
        if let refusal = run.refusal { throw RuntimeError(.input, refusal) }
        return run
    }

    private func calm() async throws -> Calm {
        let run = try await undisturbed()
        let other = try await self.elsewhere(1)
        return Calm(run: run, judge: CrashJudge(run.observation, other.observation))
    }

    private func elsewhere(_ number: Int) async throws -> CrashRun {
        let plan = CrashPlan(elsewhere: number)
        let run = try await world.run(plan)
        world.tidyUp(after: plan, hasDifferences: false)
        return run
    }

    /// How many undisturbed runs are looked at before a difference is blamed on a crash.
    private static let undisturbedMax = 8

    /// What differs between undisturbed runs after all, of which two may have been alike by chance.
    private func differencesByChance(_ calm: Calm) async throws -> [String] {
        for number in 2...Self.undisturbedMax {
            let differences = calm.judge.differences(try await elsewhere(number).observation)
            guard differences.isEmpty else { return differences }
        }
        return []
    }

    /// Two points drawn from the seed: one of the undisturbed run, and one of the process that recovers.
    private func pair(number: Int, _ commits: Int) -> CrashPlan {
        var random = KeyedRandom(seed: seed, event: number)
        let points = (0..<2).map { _ in
            CrashPoint(
                random.integer(below: 2) == 0 ? .before : .after,
                1 + Int(random.integer(below: UInt64(max(1, commits))))
            )
        }
        return CrashPlan(crashes: points)
    }

    // MARK: Crashed runs

    private struct Outcome: Sendable {
        let plan: CrashPlan
        let crashes: Int
        let differences: [String]
    }

    private func outcomes(of plans: [CrashPlan], _ judge: CrashJudge) async throws -> [Outcome] {
        try Task.checkCancellation()
        return try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
            for (number, plan) in plans.enumerated() {
                group.addTask { (number, try await outcome(of: plan, judge)) }
            }
            var found: [(Int, Outcome)] = []
            for try await outcome in group { found.append(outcome) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func outcome(of plan: CrashPlan, _ judge: CrashJudge) async throws -> Outcome {
        do {
            let run = try await world.run(plan)
            let refusal = run.refusal.map { [$0] } ?? []
            let differences = run.complaints + refusal + judge.differences(run.observation)
            world.tidyUp(after: plan, hasDifferences: !differences.isEmpty)
            return Outcome(plan: plan, crashes: run.crashes, differences: differences)
        } catch let error as CancellationError {
            throw error
        } catch {
            // What an earlier process left keeps the next one from its work.
            return Outcome(plan: plan, crashes: plan.crashes.count, differences: ["next process: \(error)"])
        }
    }

    // MARK: What was found

    private struct Findings {
        var points = 0
        var failures: [CrashReport.Failure] = []

        mutating func add(_ outcomes: [Outcome]) {
            for outcome in outcomes {
                if outcome.crashes == outcome.plan.crashes.count { points += 1 }
                guard !outcome.differences.isEmpty else { continue }
                failures.append(
                    CrashReport.Failure(crashes: outcome.plan.crashes, differences: outcome.differences)
                )
            }
        }
    }

    private func judged(_ calm: Calm, _ findings: Findings, note: String? = nil) async throws -> CrashReport {
        let byChance = findings.failures.isEmpty ? [] : try await differencesByChance(calm)
        guard byChance.isEmpty else { return report(calm, Findings(), unsteady: byChance) }
        return report(calm, findings, note: note)
    }

    private func report(
        _ calm: Calm,
        _ findings: Findings,
        unsteady: [String] = [],
        note: String? = nil
    ) -> CrashReport {
        var notes = calm.run.observation.notes
        let status = calm.run.observation.status ?? .running
        if status == .running {
            notes.append("The execution rests: it waits for somebody outside, and is compared as it waits.")
        }
        if calm.run.observation.hasEndedBranches {
            notes.append(
                "Branches are ended where others fail: how far they had come is a matter of chance and is not compared."
            )
        }
        if let note { notes.append(note) }
        let wrong = calm.run.complaints + unsteady.map { "\($0) (between two undisturbed runs)" }
        let undisturbed = wrong.isEmpty ? [] : [CrashReport.Failure(crashes: [], differences: wrong)]
        return CrashReport(
            machine: machine,
            status: status,
            commits: calm.run.commits,
            points: findings.points,
            seed: seed,
            failures: undisturbed + findings.failures,
            notes: notes
        )
    }
}
