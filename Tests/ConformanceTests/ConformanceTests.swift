import Foundation
import QuickstepJSON
import Testing

/// What the service was recorded answering, and what its specification says, asked of the whole runtime.
struct ConformanceTests {
    /// How many of the recorded cases the project promises to answer as recorded today.
    private static let inScopeCount = 2_146

    @Test func `every case answers as expected, or is accounted for`() async throws {
        let recorded = try CaseFolder.recordedCases()
        let own = try CaseFolder.ownCases()
        let began = ContinuousClock().now
        let results = await Self.run(Self.chosen(recorded + own))
        let outcome = Outcome(
            results: results,
            standing: try Standing.read(),
            ranRecordedSet: CaseFolder.recorded != nil
        )
        let report = Report(outcome: outcome)
        Self.show(report, after: began.duration(to: ContinuousClock().now))
        guard Self.filter == nil else { return }
        try Data(report.json.prettyText().utf8)
            .write(to: CaseFolder.package.appendingPathComponent(".build/conformance.json"))
        let inScope = recorded.count { $0.isInScope }
        #expect(CaseFolder.recorded == nil || inScope == Self.inScopeCount)
        let waiting = results.filter { result in
            guard result.recorded.isInScope, !result.recorded.isOwn, case .notYet = result.verdict else { return false }
            return true
        }
        let unexpected = Set(waiting.map(\.id)).symmetricDifference(ConformanceCase.waitingInScope.keys)
        #expect(CaseFolder.recorded == nil || unexpected.isEmpty, "\(unexpected.sorted())")
        if Self.variable("QUICKSTEP_RECORD_CONFORMANCE") == "1" {
            #expect(outcome.mayRecord, "More cases wait for what is missing than before: \(report.missing)")
            if outcome.mayRecord { try outcome.updated.write() }
            print("\(outcome.newlyPassed.count) cases were added to passed.json")
        } else {
            for complaint in outcome.complaints { Issue.record(Comment(rawValue: complaint)) }
        }
    }

    @Test func `our own cases are at least two hundred, each with a name and a source of its own`() throws {
        let own = try CaseFolder.ownCases()
        #expect(own.count >= 200)
        #expect(Set(own.map(\.id)).count == own.count)
        for recorded in own {
            #expect(recorded.source?.hasPrefix("https://") == true, "\(recorded.id) has no source page")
        }
    }

    @Test func `each of our own cases compares what it is about, not only how it ends`() throws {
        let own = try CaseFolder.ownCases()
        for recorded in own {
            let complaint = recorded.weakness
            #expect(complaint == nil, "\(recorded.id) \(complaint ?? "")")
        }
        #expect(own.count { $0.expectedHistory != nil } >= 300)
    }

    // MARK: Running

    /// A regular run takes all cases; `QUICKSTEP_CONFORMANCE_MATCH` chooses those whose ids hold a text.
    private static let filter = variable("QUICKSTEP_CONFORMANCE_MATCH").flatMap { $0.isEmpty ? nil : $0 }

    private static func chosen(_ cases: [ConformanceCase]) -> [ConformanceCase] {
        guard let filter else { return cases }
        return cases.filter { $0.id.contains(filter) }
    }

    /// Runs the cases, a few at a time.
    private static func run(_ cases: [ConformanceCase]) async -> [CaseResult] {
        let width = max(4, ProcessInfo.processInfo.activeProcessorCount * 2)
        return await withTaskGroup(of: (Int, CaseResult).self) { group in
            var results: [(Int, CaseResult)] = []
            for (index, recorded) in cases.enumerated() {
                if index >= width, let result = await group.next() { results.append(result) }
                group.addTask { (index, await CaseRunner().run(recorded)) }
            }
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    // MARK: Showing

    private static func show(_ report: Report, after time: Duration) {
        let wantsAll = variable("QUICKSTEP_CONFORMANCE_REPORT") == "1" || filter != nil
        var lines: [String] = []
        if !report.failures.isEmpty { lines += [report.failures, ""] }
        lines += [report.table, "", "Not yet:", report.missing, ""]
        let new = report.outcome.newlyPassed
        if !new.isEmpty {
            lines.append("\(new.count) cases pass that are not in passed.json; `make conformance-record` adds them.")
            if wantsAll { lines += new.map { "  \($0)" } }
        }
        if !report.outcome.ranRecordedSet { lines.append("RECORDED SET NOT RUN") }
        lines.append("\(report.outcome.results.count) cases in \(time)")
        print(lines.joined(separator: "\n"))
    }

    private static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name]
    }
}
