/// What came of one case.
enum Verdict: Sendable {
    case passed
    /// The events are as recorded, but what ran at the same time came in another order.
    case passedInOtherOrder
    case failed([Difference], note: String?)
    /// It needs what does not exist yet.
    case notYet(String)

    static func failed(_ note: String) -> Verdict { .failed([], note: note) }

    /// The verdict on an answer that differs in these places.
    init(_ differences: [Difference], note: String? = nil) {
        self = differences.isEmpty ? .passed : .failed(differences, note: note)
    }

    var isPassed: Bool {
        switch self {
        case .passed, .passedInOtherOrder: true
        case .failed, .notYet: false
        }
    }

    var name: String {
        switch self {
        case .passed: "passed"
        case .passedInOtherOrder: "passed (other order)"
        case .failed: "failed"
        case .notYet: "not yet"
        }
    }
}

/// A case and what came of it.
struct CaseResult: Sendable {
    let recorded: ConformanceCase
    let verdict: Verdict
    /// Whether recorded task results stood in for a function or a state machine that the case does not describe.
    let isFed: Bool

    var id: String { recorded.id }
}

/// Ends a case early.
enum CaseEnd: Error {
    case notYet(String)
    case failed(String)
}
