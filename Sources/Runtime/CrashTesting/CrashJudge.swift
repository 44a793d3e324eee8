import QuickstepJSON

/// Knows what an undisturbed run leaves behind, and tells what another run left that differs from it.
struct CrashJudge: Sendable {
    /// How often something is there.
    private struct Bounds: Sendable {
        var least: Int
        var most: Int
    }

    private struct Expectation: Sendable {
        let kind: Observation.Subject.Kind
        let place: String
        var volatile = VolatilePaths()
        /// By the value's text.
        var values: [String: Bounds] = [:]
    }

    private var expectations: [Expectation] = []
    private let hasEndedBranches: Bool

    /// What differs between the two undisturbed runs beyond names, times and other draws; a sentence each.
    ///
    /// Where there is any, a difference after a crash would say nothing.
    private(set) var unsteady: [String] = []

    /// - Parameters:
    ///   - calm: An undisturbed run.
    ///   - other: An undisturbed run of another process, at another time and with another seed.
    init(_ calm: Observation, _ other: Observation) {
        hasEndedBranches = calm.hasEndedBranches || other.hasEndedBranches
        for place in Self.places(calm, other) {
            let (one, two) = (Self.subject(place, in: calm), Self.subject(place, in: other))
            guard let kind = (one ?? two)?.kind else { continue }
            var expectation = Expectation(kind: kind, place: place)
            expectation.volatile = Self.learn(one?.values ?? [], two?.values ?? [], mayVary: kind != .events)
            let (left, right) = (
                Self.counts(one?.values ?? [], expectation.volatile),
                Self.counts(two?.values ?? [], expectation.volatile)
            )
            for text in Set(left.keys).union(right.keys) {
                let (count, otherCount) = (left[text, default: 0], right[text, default: 0])
                expectation.values[text] = Bounds(least: min(count, otherCount), most: max(count, otherCount))
            }
            let mayDiffer = kind == .events || (kind == .calls && hasEndedBranches)
            if left != right, !mayDiffer {
                // Told as if the second were to be like the first.
                var first = expectation
                first.values = left.mapValues { Bounds(least: $0, most: $0) }
                unsteady += Self.differences(first, right, leastCounts: true)
            }
            expectations.append(expectation)
        }
    }

    /// What a run left behind that differs, a sentence each.
    func differences(_ observation: Observation) -> [String] {
        var found: [String] = []
        for expectation in expectations {
            let values = Self.subject(expectation.place, in: observation)?.values ?? []
            // How many calls were made in branches that were ended is a matter of chance; that none is made twice is not.
            let leastCounts = expectation.kind != .calls || !(hasEndedBranches || observation.hasEndedBranches)
            found += Self.differences(
                expectation,
                Self.counts(values, expectation.volatile),
                leastCounts: leastCounts
            )
        }
        let known = Set(expectations.map(\.place))
        for subject in observation.subjects where !known.contains(subject.place) && !subject.values.isEmpty {
            let nothing = Expectation(kind: subject.kind, place: subject.place)
            found += Self.differences(nothing, Self.counts(subject.values, VolatilePaths()), leastCounts: true)
        }
        return found
    }

    // MARK: Learning

    private static func places(_ observations: Observation...) -> [String] {
        var seen: Set<String> = []
        return observations.flatMap { $0.subjects.map(\.place) }.filter { seen.insert($0).inserted }
    }

    private static func subject(_ place: String, in observation: Observation) -> Observation.Subject? {
        observation.subjects.first { $0.place == place }
    }

    /// More values that find no equal than these are paired in order: the search would take too long.
    private static let pairedMax = 100

    /// Pairs the values of two runs that have no equal, and learns in which places they differ.
    private static func learn(_ values: [JSONValue], _ others: [JSONValue], mayVary: Bool) -> VolatilePaths {
        var volatile = VolatilePaths()
        guard mayVary else { return volatile }
        var left = values.map { volatile.masked($0) }
        var right = others.map { volatile.masked($0) }
        for value in left {
            guard let index = right.firstIndex(of: value) else { continue }
            right.remove(at: index)
            if let own = left.firstIndex(of: value) { left.remove(at: own) }
        }
        for value in left {
            let candidates = right.count > pairedMax ? Array(right.prefix(1)) : right
            let ranked = candidates.enumerated().compactMap { index, other in
                VolatilePaths.differences(value, other).map { (index: index, paths: $0) }
            }
            guard let nearest = ranked.min(by: { $0.paths.count < $1.paths.count }) else { continue }
            right.remove(at: nearest.index)
            volatile.insert(nearest.paths.filter { !isDecisive($0) })
        }
        return volatile
    }

    /// How an execution ended is what is compared, whatever else varies.
    private static func isDecisive(_ path: VolatilePaths.Path) -> Bool {
        path == ["status"] || path == ["error"]
    }

    private static func counts(_ values: [JSONValue], _ volatile: VolatilePaths) -> [String: Int] {
        var counts: [String: Int] = [:]
        for value in values { counts[volatile.masked(value).compactText, default: 0] += 1 }
        return counts
    }

    // MARK: Telling

    private static func differences(
        _ expectation: Expectation,
        _ counts: [String: Int],
        leastCounts: Bool
    ) -> [String] {
        let noun = expectation.kind.noun
        var missing: [String] = []
        var new: [String] = []
        var told: [String] = []
        for text in Set(expectation.values.keys).union(counts.keys).sorted() {
            let bounds = expectation.values[text] ?? Bounds(least: 0, most: 0)
            let count = counts[text, default: 0]
            if count < bounds.least, leastCounts {
                if count == 0 {
                    missing.append(text)
                } else {
                    told.append("lost: \(bounds.least - count) of \(bounds.least) \(noun)s \(shortened(text))")
                }
            } else if count > bounds.most {
                if bounds.most == 0 {
                    new.append(text)
                } else {
                    told.append("doubled: \(count) \(noun)s instead of \(bounds.most): \(shortened(text))")
                }
            }
        }
        if missing.count == 1, new.count == 1, let before = missing.first, let now = new.first {
            told.append("another \(noun): \(shortened(now)) instead of \(shortened(before))")
        } else {
            told += missing.map { "lost \(noun): \(shortened($0))" }
            told += new.map { "\(noun) of no undisturbed run: \(shortened($0))" }
        }
        return told.map { "\(expectation.place): \($0)" }
    }

    private static let shownMax = 300

    private static func shortened(_ text: String) -> String {
        text.count > shownMax ? text.prefix(shownMax) + "…" : text
    }
}
