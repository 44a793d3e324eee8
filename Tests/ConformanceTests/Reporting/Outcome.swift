/// The results of a run beside what the repository knows.
struct Outcome: Sendable {
    let results: [CaseResult]
    let standing: Standing
    /// Whether the recorded cases were there.
    let ranRecordedSet: Bool

    /// At most this share of the cases may differ for a known reason.
    private static let knownShareMax = 0.01

    /// Why the run fails; empty where it does not.
    var complaints: [String] {
        lost + wrong + revived + badKnown + grown
    }

    /// The cases that passed and are not written down yet.
    var newlyPassed: [String] {
        results.filter { $0.verdict.isPassed && !standing.passed.contains($0.id) }.map(\.id)
    }

    /// The cases that failed, but for those that may.
    var failures: [CaseResult] {
        let known = Set(standing.known.map(\.id))
        return results.filter { if case .failed = $0.verdict { !known.contains($0.id) } else { false } }
    }

    /// What the repository should know after this run.
    var updated: Standing {
        var updated = standing
        updated.passed.formUnion(newlyPassed)
        if ranRecordedSet {
            updated.notYet = notYet(isOwn: false)
            updated.caseCount = results.count { !$0.recorded.isOwn }
        }
        updated.notYetOwn = notYet(isOwn: true)
        updated.caseCountOwn = results.count { $0.recorded.isOwn }
        return updated
    }

    /// How many cases wait for what.
    func notYet(isOwn: Bool) -> [String: Int] {
        var counts: [String: Int] = [:]
        for result in results where result.recorded.isOwn == isOwn {
            if case .notYet(let feature) = result.verdict { counts[feature, default: 0] += 1 }
        }
        return counts
    }

    // MARK: Complaints

    private var lost: [String] {
        let present = Set(results.map(\.id))
        let broken = results.filter { standing.passed.contains($0.id) && !$0.verdict.isPassed }
            .map { "passed before, now \($0.verdict.name): \($0.id)" }
        // Without the recorded set its ids are not there.
        guard ranRecordedSet else { return broken }
        return broken
            + standing.passed.subtracting(present).sorted().map { "passed before, is no case any more: \($0)" }
    }

    /// A case of our own that fails is wrong, or shows what is wrong: it never waits to pass for the first time.
    private var wrong: [String] {
        failures.filter(\.recorded.isOwn).map { "is a case of our own, and fails: \($0.id)" }
    }

    private var revived: [String] {
        let known = Set(standing.known.map(\.id))
        return results.filter { known.contains($0.id) && $0.verdict.isPassed }
            .map { "is a known difference, but passes; take it out of known-differences.json: \($0.id)" }
    }

    private var badKnown: [String] {
        var found = standing.known.filter { $0.reason.isEmpty || $0.evidence.isEmpty }
            .map { "is a known difference without a reason or evidence: \($0.id)" }
        let ids = Set(results.map(\.id))
        if ranRecordedSet {
            found += standing.known.filter { !ids.contains($0.id) }.map { "is a known difference of no case: \($0.id)" }
            let count = results.count { !$0.recorded.isOwn }
            if Double(standing.known.count) > Double(count) * Self.knownShareMax {
                found.append("\(standing.known.count) known differences are more than 1 % of \(count) recorded cases")
            }
        }
        return found
    }

    private var grown: [String] {
        let own = Self.grown(from: standing.notYetOwn, to: notYet(isOwn: true))
        return ranRecordedSet ? own + Self.grown(from: standing.notYet, to: notYet(isOwn: false)) : own
    }

    private static func grown(from before: [String: Int], to now: [String: Int]) -> [String] {
        let grown = now.sorted { $0.key < $1.key }.filter { $0.value > before[$0.key] ?? 0 }
            .map { "  \($0.key): \($0.value), was \(before[$0.key] ?? 0)" }
        guard !grown.isEmpty else { return [] }
        return [(["More cases wait for what is missing; the table may only fall:"] + grown).joined(separator: "\n")]
    }

    /// Whether the table of what is missing may be written anew: no more may wait than before, but for cases that are new.
    var mayRecord: Bool {
        let now = updated
        return Self.sum(now.notYet) - Self.sum(standing.notYet) <= max(0, now.caseCount - standing.caseCount)
            && Self.sum(now.notYetOwn) - Self.sum(standing.notYetOwn)
                <= max(0, now.caseCountOwn - standing.caseCountOwn)
    }

    private static func sum(_ counts: [String: Int]) -> Int { counts.values.reduce(0, +) }
}
