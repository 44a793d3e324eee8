/// The steps of a path or of a path within a filter, with what evaluation wants to know of them.
struct StepSequence: Sendable, Hashable {
    /// The steps as written.
    let written: [JSONPath.Step]

    /// The steps that are walked: without the function that is applied to all matches together.
    let steps: [JSONPath.Step]

    /// The function applied to all matches together: one at the end of a path that begins with a deep scan.
    let aggregate: JSONPathFunction?

    /// Whether every walked step leads from one value to one value.
    let isSingle: Bool

    /// Whether a value can be matched more than once, or together with a value that holds it.
    let canRepeat: Bool

    /// Whether the result is one value or a miss.
    var isDefinite: Bool { self.isSingle || self.aggregate != nil }

    init(_ written: [JSONPath.Step]) {
        self.written = written
        if written.first == .scan, case .function(let function)? = written.last {
            self.steps = Array(written.dropLast())
            self.aggregate = function
        } else {
            self.steps = written
            self.aggregate = nil
        }
        var isSingle = true
        var canRepeat = false
        for (position, step) in self.steps.enumerated() {
            switch step {
            case .child, .index, .function:
                break
            case .children:
                isSingle = isSingle && position == self.steps.count - 1
                canRepeat = true
            case .scan, .indices:
                isSingle = false
                canRepeat = true
            case .slice, .wildcard, .filter:
                isSingle = false
            }
        }
        self.isSingle = isSingle
        self.canRepeat = canRepeat
    }

    /// The steps up to a position, not including it, as Jayway's messages write them.
    func fragments(before position: Int) -> String {
        self.steps.prefix(position).map(\.fragment).joined()
    }

    /// The steps from a position on, as Jayway's messages write them.
    func fragments(from position: Int) -> String {
        self.steps.dropFirst(position).map(\.fragment).joined()
    }
}
