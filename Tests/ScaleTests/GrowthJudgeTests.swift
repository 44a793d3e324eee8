import Testing

@testable import QuickstepScale

struct GrowthJudgeTests {
    private static let mebibyte = 1_048_576

    /// A process that holds the same for ever, but for what `change` does at a share of the time.
    private func series(
        _ count: Int = 240,
        _ change: (inout SoakSample, _ share: Double, _ number: Int) -> Void
    ) -> [SoakSample] {
        (0..<count).map { number in
            var sample = SoakSample(
                time: Double(number),
                residentBytes: 80 * Self.mebibyte,
                descriptors: 30,
                threads: 12,
                logBytes: 4 * Self.mebibyte,
                storeBytes: 50 * Self.mebibyte
            )
            change(&sample, Double(number) / Double(count), number)
            return sample
        }
    }

    private func growing(_ samples: [SoakSample]) -> [String] {
        GrowthJudge().verdicts(on: samples).filter(\.grows).map(\.name)
    }

    @Test func `what stays the same does not grow`() {
        let samples = series { _, _, _ in }
        #expect(GrowthJudge().verdicts(on: samples).count == 5)
        #expect(growing(samples) == [])
    }

    @Test func `what fills up in the first quarter and stays does not grow`() {
        let samples = series { sample, share, _ in
            sample.residentBytes = Self.mebibyte * Int(30 + 200 * min(share, 0.25))
            sample.threads = share < 0.2 ? 4 : 16
        }
        #expect(growing(samples) == [])
    }

    @Test func `what only wavers does not grow, however high a few samples are`() {
        let samples = series { sample, _, number in
            sample.residentBytes += Self.mebibyte * (number % 7 - 3)
            if number % 10 == 0 { sample.residentBytes += 300 * Self.mebibyte }
            sample.descriptors += number % 3
            sample.logBytes = Self.mebibyte * (number % 8)
            sample.storeBytes += Self.mebibyte * (number % 5)
        }
        #expect(growing(samples) == [])
    }

    @Test func `memory that grows steadily is found, though each step is small`() {
        // A tenth of a mebibyte a second: 24 MiB in all, 12 between the quarters.
        #expect(growing(series { $0.residentBytes += Self.mebibyte * $2 / 10 }) == ["memory"])
    }

    @Test func `growth by a jump late in the run is found`() {
        #expect(
            growing(series { sample, share, _ in if share > 0.7 { sample.residentBytes += 20 * Self.mebibyte } }) == [
                "memory"
            ]
        )
    }

    @Test func `a descriptor, a thread, and files that are never given back are found`() {
        #expect(growing(series { $0.descriptors += $2 / 20 }) == ["descriptors"])
        #expect(growing(series { $0.threads += $2 / 20 }) == ["threads"])
        #expect(growing(series { $0.logBytes += Self.mebibyte * $2 / 4 }) == ["log"])
        #expect(growing(series { $0.storeBytes += Self.mebibyte * $2 / 2 }) == ["store"])
    }

    @Test func `what shrinks is no growth`() {
        #expect(growing(series { $0.residentBytes -= Self.mebibyte * $2 / 10 }) == [])
    }

    @Test func `too few samples are not judged`() {
        #expect(GrowthJudge().verdicts(on: series(11) { _, _, _ in }) == [])
        #expect(GrowthJudge().verdicts(on: series(12) { _, _, _ in }).count == 5)
    }

    @Test func `a report with something that grows does not hold`() {
        var report = ProofReport()
        report.table(GrowthJudge().verdicts(on: series { $0.threads += $2 }))
        #expect(!report.holds)
        #expect(report.missed == ["threads grows"])
    }
}
