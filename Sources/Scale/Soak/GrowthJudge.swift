/// Whether something grows with time: a rule over a series of samples, without a clock.
///
/// The first quarter is warm-up: caches fill, threads start, the allocator takes what it keeps. The median of the second quarter is then
/// compared with that of the last. Medians, because a single sample may catch a batch in flight; quarters that far apart, because what
/// leaks grows with the time between them, and what only wavers does not. An allowance has two parts: a share of what is held, for
/// noise grows with the size, and an amount, below which nothing is said of something small.
package struct GrowthJudge: Sendable {
    /// What is looked at.
    package struct Measure: Sendable {
        package let name: String
        /// How much more than before the last quarter may hold, as a share of it.
        package let share: Double
        /// How much more it may hold however little there was.
        package let amount: Double
        let isBytes: Bool
        let value: @Sendable (SoakSample) -> Int
    }

    /// How one measure fared.
    package struct Verdict: Sendable, Equatable {
        package let name: String
        package let before: Double
        package let after: Double
        package let most: Double
        /// The largest median of the last quarter that is no growth.
        package let allowed: Double
        let isBytes: Bool

        package var grows: Bool { after > allowed }
    }

    package static let measures: [Measure] = [
        // An allocator gives back what it got only in whole pages, so memory creeps a little before it stays.
        Measure(name: "memory", share: 0.08, amount: 6 * 1_048_576, isBytes: true) { $0.residentBytes },
        // A few connections come and go with the clients.
        Measure(name: "descriptors", share: 0, amount: 4, isBytes: false) { $0.descriptors },
        // The pools start a thread when one of theirs is held up.
        Measure(name: "threads", share: 0, amount: 4, isBytes: false) { $0.threads },
        // The log is folded at some 16 MiB, and its file keeps that size; only an old snapshot that is held lets it grow on.
        Measure(name: "log", share: 0, amount: 20 * 1_048_576, isBytes: true) { $0.logBytes },
        // What ended is removed, and its pages are used again.
        Measure(name: "store", share: 0.5, amount: 32 * 1_048_576, isBytes: true) { $0.storeBytes },
    ]

    private let measures: [Measure]

    package init(_ measures: [Measure] = Self.measures) {
        self.measures = measures
    }

    /// The fewest samples that can be judged.
    package static let samplesMin = 12

    /// Judges a series.
    ///
    /// - Parameter samples: In the order of time, evenly spread.
    /// - Returns: One verdict a measure; none for a series too short to say anything.
    package func verdicts(on samples: [SoakSample]) -> [Verdict] {
        guard samples.count >= Self.samplesMin else { return [] }
        let quarter = samples.count / 4
        let second = samples[quarter..<(2 * quarter)]
        let last = samples[(samples.count - quarter)...]
        return measures.map { measure in
            let before = Self.median(second.map(measure.value))
            return Verdict(
                name: measure.name,
                before: before,
                after: Self.median(last.map(measure.value)),
                most: Double(samples.map(measure.value).max() ?? 0),
                allowed: before + max(before * measure.share, measure.amount),
                isBytes: measure.isBytes
            )
        }
    }

    static func median(_ values: [Int]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? Double(sorted[middle - 1] + sorted[middle]) / 2 : Double(sorted[middle])
    }
}

extension GrowthJudge.Verdict {
    /// The verdict as a line of a table.
    package var line: String {
        func text(_ value: Double) -> String {
            isBytes ? Mebibytes.text(Int(value)) : Decimals.text(value, 0)
        }
        func cell(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        return name + String(repeating: " ", count: max(0, 12 - name.count)) + cell(text(before), 14)
            + cell(text(after), 14) + cell(text(allowed), 14) + cell(text(most), 14) + (grows ? "  GROWS" : "  ok")
    }

    package static let heading =
        "                second quarter   last quarter      at most      highest"
}
