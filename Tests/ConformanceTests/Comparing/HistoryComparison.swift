import QuickstepJSON

/// A recorded history beside an actual one.
struct HistoryComparison: Sendable {
    enum Outcome: Sendable {
        case same
        /// The same events with the same predecessors, but what ran at the same time came in another order.
        case sameInOtherOrder
        case differs([Difference])
    }

    let comparer: Comparer
    /// Whether the recording lost the order of events inside Parallel states.
    let isParallelNormalised: Bool

    func compare(_ expected: [JSONValue], _ actual: [JSONValue]) -> Outcome {
        let found = differences(expected, actual)
        guard !found.isEmpty else { return .same }
        if isParallelNormalised {
            let unordered = differences(expected, ParallelOrder.dropped(from: actual))
            return unordered.isEmpty ? .same : .differs(unordered)
        }
        if expected.allSatisfy({ $0["id"] != nil }),
            HistoryTree(expected).isSame(as: HistoryTree(actual), by: comparer)
        {
            return .sameInOtherOrder
        }
        return .differs(found)
    }

    private func differences(_ expected: [JSONValue], _ actual: [JSONValue]) -> [Difference] {
        let aligned = ParallelOrder.aligned(actual, to: expected, by: comparer)
        var found: [Difference] = []
        for index in 0..<max(expected.count, aligned.count) {
            guard index < expected.count, index < aligned.count else {
                found.append(
                    Difference(
                        "history[\(index)]",
                        expected: index < expected.count ? expected[index] : nil,
                        actual: index < aligned.count ? aligned[index] : nil
                    )
                )
                continue
            }
            let inside = comparer.differences(expected[index], aligned[index], at: "")
            guard !inside.isEmpty else { continue }
            // The whole event first, for whoever reads it; then what differs in it.
            found.append(Difference("history[\(index)]", expected: expected[index], actual: aligned[index]))
            found += inside.map { Difference("history[\(index)]\($0.path)", expected: $0.expected, actual: $0.actual) }
        }
        return found
    }
}
