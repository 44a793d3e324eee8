import QuickstepJSON
import QuickstepRegularExpressions

/// One query: the document, and how much may still be visited.
///
/// Steps are walked one after the other over a list of values, so nothing here recurses but a filter within a filter, whose
/// depth the parser bounds.
struct PathQuery {
    /// Where the steps of a path have led.
    enum Outcome {
        /// A definite path found a value.
        case value(JSONValue)
        /// An indefinite path found these, maybe none.
        case matches([JSONValue])
        /// The step at a position could not be taken from a value.
        case stopped(at: Int, JSONValue)
        /// A function refused a value.
        case refused(String)
    }

    /// What `$` means within filters.
    let root: JSONValue

    private var remainingVisits = JSONPathLimits.visitsMax

    /// What the regular expressions of the query may still cost.
    var patternBudget = RegularExpressionBudget(
        steps: JSONPathLimits.patternStepsMax,
        memoryBytes: JSONPathLimits.patternBytesMax
    )

    /// Why the query was given up where it is not for the number of visits.
    private var surrender: String?

    init(root: JSONValue) {
        self.root = root
    }

    /// Whether the query has visited all it may; it then gives up.
    var isExhausted: Bool { self.remainingVisits < 0 }

    /// Ends the query with what is to be said of it.
    mutating func giveUp(_ detail: String) {
        self.surrender = self.surrender ?? detail
        self.remainingVisits = -1
    }

    /// Counts visits; returns false when there have been too many.
    mutating func charge(_ visits: Int) -> Bool {
        self.remainingVisits -= visits
        return self.remainingVisits >= 0
    }

    /// Counts a value with everything in it, in the order of the work of printing or comparing it.
    mutating func chargeWhole(_ value: JSONValue) -> Bool {
        var pending = [value]
        while let value = pending.popLast() {
            switch value {
            case .array(let elements):
                pending.append(contentsOf: elements)
            case .object(let object):
                pending.append(contentsOf: object.values)
            case .string(let text):
                guard self.charge(text.utf8.count >> 6) else { return false }
            case .null, .bool, .number:
                break
            }
            guard self.charge(1) else { return false }
        }
        return true
    }

    /// The answer of a path.
    mutating func result(of sequence: StepSequence) -> Result<JSONValue, JSONPathMiss> {
        let outcome = self.run(sequence, from: self.root)
        if case .value(let value) = outcome { return .success(value) }
        if case .matches(let matches) = outcome, sequence.canRepeat {
            for match in matches where !self.chargeWhole(match) { break }
        }
        if self.isExhausted {
            let detail = self.surrender ?? "The path visits more than \(JSONPathLimits.visitsMax) values"
            return .failure(JSONPathMiss(detail: detail, reason: .limit))
        }
        switch outcome {
        case .value(let value): return .success(value)
        case .matches(let matches): return .success(.array(matches))
        case .stopped(let position, let value): return .failure(sequence.miss(at: position, value))
        case .refused(let detail): return .failure(JSONPathMiss(detail: detail, reason: .wrongType))
        }
    }

    /// Walks the steps from a value.
    mutating func run(_ sequence: StepSequence, from origin: JSONValue) -> Outcome {
        var node = origin
        for position in sequence.steps.indices {
            switch sequence.steps[position] {
            case .child(let name):
                guard case .object(let object) = node, let member = object[name] else {
                    return sequence.isDefinite ? .stopped(at: position, node) : .matches([])
                }
                node = member
            case .index(let index):
                guard case .array(let elements) = node, let place = index.position(among: elements.count) else {
                    return sequence.isDefinite || !node.isMissingArray ? .stopped(at: position, node) : .matches([])
                }
                node = elements[place]
            case .function(let function):
                switch function.apply(to: node) {
                case .success(let value): node = value
                case .failure(let refusal): return .refused(refusal.detail)
                }
            case .children(let names) where position == sequence.steps.count - 1:
                guard case .object(let object) = node else {
                    return sequence.isDefinite ? .stopped(at: position, node) : .matches([])
                }
                return .value(.object(object.selecting(names)))
            case .children, .indices, .slice, .wildcard, .scan, .filter:
                return self.spread(sequence, at: position, from: node)
            }
        }
        return .value(node)
    }

    /// Goes on from the first step that can lead to many values.
    private mutating func spread(_ sequence: StepSequence, at start: Int, from node: JSONValue) -> Outcome {
        switch (sequence.steps[start], node) {
        case (.indices, .array), (.slice, .array), (.indices, .null), (.slice, .null):
            break
        case (.indices, _), (.slice, _), (.filter, .null), (.filter, .bool), (.filter, .number), (.filter, .string):
            return .stopped(at: start, node)
        default:
            break
        }
        var nodes = [node]
        var position = start
        while position < sequence.steps.count {
            let step = sequence.steps[position]
            position += 1
            var found: [JSONValue] = []
            if step == .scan, position < sequence.steps.count {
                let target = sequence.steps[position]
                position += 1
                let isLast = position == sequence.steps.count
                for node in nodes { self.scan(node, for: target, isLast: isLast, into: &found) }
            } else {
                let isLast = position == sequence.steps.count
                for node in nodes {
                    guard self.charge(1) else { break }
                    if case .function(let function) = step {
                        switch function.apply(to: node) {
                        case .success(let value): found.append(value)
                        case .failure(let refusal): return .refused(refusal.detail)
                        }
                    } else {
                        self.take(step, from: node, isLast: isLast, into: &found)
                    }
                }
            }
            if self.isExhausted { return .matches([]) }
            nodes = found
        }
        guard let aggregate = sequence.aggregate else { return .matches(nodes) }
        switch aggregate.apply(to: .array(nodes)) {
        case .success(let value): return .value(value)
        case .failure(let refusal): return .refused(refusal.detail)
        }
    }
}

extension StepSequence {
    /// What names and indexes alone lead to: the way of nearly all paths, without the bookkeeping of a query.
    ///
    /// Nil where the value is missing or the path has other steps; the query then says what is to be said.
    func lookUp(in document: JSONValue) -> JSONValue? {
        guard self.isSingle else { return nil }
        var node = document
        for step in self.steps {
            switch (step, node) {
            case (.child(let name), .object(let object)):
                guard let member = object[name] else { return nil }
                node = member
            case (.index(let index), .array(let elements)):
                guard let position = index.position(among: elements.count) else { return nil }
                node = elements[position]
            default:
                return nil
            }
        }
        return node
    }
}

extension JSONValue {
    /// Whether an index finds nothing here without being out of place: an array that is too short, or null.
    fileprivate var isMissingArray: Bool {
        switch self {
        case .array, .null: true
        case .bool, .number, .string, .object: false
        }
    }
}
