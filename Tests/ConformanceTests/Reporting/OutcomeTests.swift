import QuickstepJSON
import Testing

/// What makes a run fail.
struct OutcomeTests {
    private func result(_ id: String, _ verdict: Verdict, isOwn: Bool = false) throws -> CaseResult {
        let json: JSONValue = ["id": .string(id), "kind": "execution"]
        let recorded = try #require(ConformanceCase(json, directory: "base", isOwn: isOwn))
        return CaseResult(recorded: recorded, verdict: verdict, isFed: false)
    }

    private func standing(
        passed: Set<String> = [],
        known: [Standing.KnownDifference] = [],
        notYet: [String: Int] = [:],
        caseCount: Int = 0
    ) -> Standing {
        Standing(
            passed: passed,
            known: known,
            notYet: notYet,
            notYetOwn: [:],
            caseCount: caseCount,
            caseCountOwn: 0
        )
    }

    private func outcome(_ results: [CaseResult], _ standing: Standing, all: Bool = true) -> Outcome {
        Outcome(results: results, standing: standing, ranRecordedSet: all)
    }

    @Test func `a case that passed before must pass`() throws {
        let failed = try outcome([result("a", .failed("broken"))], standing(passed: ["a"]))
        #expect(failed.complaints == ["passed before, now failed: a"])
        let missing = try outcome([result("a", .notYet("x"))], standing(passed: ["a"], notYet: ["x": 1]))
        #expect(missing.complaints == ["passed before, now not yet: a"])
        let passed = try outcome([result("a", .passedInOtherOrder)], standing(passed: ["a"]))
        #expect(passed.complaints.isEmpty)
    }

    @Test func `a case that passed before must be there, if its set is`() {
        #expect(outcome([], standing(passed: ["a"])).complaints == ["passed before, is no case any more: a"])
        #expect(outcome([], standing(passed: ["a"]), all: false).complaints.isEmpty)
    }

    @Test func `a known difference that passes must be taken out`() throws {
        let known = Standing.KnownDifference(id: "a", reason: "why", evidence: ["b"])
        let results = try (0..<100).map { try result("c\($0)", .passed) }
        let outcome = try outcome(results + [result("a", .passed)], standing(known: [known]))
        #expect(outcome.complaints == ["is a known difference, but passes; take it out of known-differences.json: a"])
    }

    @Test func `known differences need evidence and are few`() throws {
        let bare = Standing.KnownDifference(id: "a", reason: "why", evidence: [])
        let outcome = try outcome([result("a", .failed("differs"))], standing(known: [bare]))
        #expect(
            outcome.complaints == [
                "is a known difference without a reason or evidence: a",
                "1 known differences are more than 1 % of 1 recorded cases",
            ]
        )
        #expect(outcome.failures.isEmpty)
    }

    @Test func `a case of our own that fails is never waited for`() throws {
        let outcome = try outcome([result("a", .failed("differs"), isOwn: true)], standing())
        #expect(outcome.complaints == ["is a case of our own, and fails: a"])
    }

    @Test func `what is missing may not grow`() throws {
        let results = try [result("a", .notYet("x")), result("b", .notYet("x"))]
        #expect(outcome(results, standing(notYet: ["x": 2])).complaints.isEmpty)
        #expect(outcome(results, standing(notYet: ["x": 1])).complaints.count == 1)
        #expect(!outcome(results, standing(notYet: ["x": 1], caseCount: 2)).mayRecord)
        #expect(outcome(results, standing(notYet: ["x": 1], caseCount: 1)).mayRecord)
        #expect(outcome(results, standing(notYet: ["y": 2], caseCount: 2)).mayRecord)
    }

    @Test func `what newly passes is told, and recorded when asked`() throws {
        let outcome = try outcome([result("a", .passed), result("b", .passed)], standing(passed: ["a"]))
        #expect(outcome.newlyPassed == ["b"])
        #expect(outcome.updated.passed == ["a", "b"])
        #expect(outcome.complaints.isEmpty)
    }

    @Test func `without the recorded set its counts stay`() {
        let before = standing(notYet: ["x": 3], caseCount: 9)
        let updated = outcome([], before, all: false).updated
        #expect(updated.notYet == ["x": 3])
        #expect(updated.caseCount == 9)
    }
}
