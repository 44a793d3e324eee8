import QuickstepJSON

/// A path of steps.
final class PathNode: Node, @unchecked Sendable {
    /// A step: what it evaluates, and what it does with the results.
    struct Step: Sendable {
        let node: Node
        let stages: [Stage]
        /// The variable that its items are bound to.
        let focus: String?
        /// The variable that the positions of its items are bound to.
        let index: String?
        /// The name under which its context is found by `%`.
        let ancestor: String?
        /// Whether items travel with variables from this step on.
        let isTuple: Bool
        /// Whether the node is an array constructor at an end of the path.
        let isConstructor: Bool
    }

    /// What is done to the results of a step.
    enum Stage: Sendable {
        case filter(Node)
        case index(String)
    }

    let steps: [Step]
    private let keepsSingleton: Bool
    private let group: Group?

    /// Whether the results go on with their variables, because a step further out asks for a parent.
    private let handsOnTuples: Bool
    private let beginsWithVariable: Bool

    init(
        _ steps: [Step],
        keepsSingleton: Bool,
        group: Group?,
        handsOnTuples: Bool,
        beginsWithVariable: Bool,
        _ base: Base
    ) {
        self.steps = steps
        self.keepsSingleton = keepsSingleton
        self.group = group
        self.handsOnTuples = handsOnTuples
        self.beginsWithVariable = beginsWithVariable
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        var current: Value
        if input.isArray && !self.beginsWithVariable {
            current = input
        } else if self.steps[0].isConstructor {
            current = .array(ValueArray([input], traits: .sequence))
        } else {
            current = input
        }
        var isItem = !input.isArray || self.beginsWithVariable
        var tuples: [Tuple]?
        let last = self.steps.count - 1
        for place in self.steps.indices {
            if tuples == nil, place == 0, self.steps[0].isConstructor, !self.steps[0].isTuple {
                current = try self.steps[0].node.evaluate(current, frame, run)
                if case .string(let text) = current, last > 0 {
                    // The reference implementation goes on with the characters of a text.
                    current = .array(ValueArray(UTF16Text.units(of: text).map { .string(UTF16Text.text(of: [$0])) }))
                } else if place < last, !current.isArray {
                    return try self.finished(.nothing, nil, frame, run)
                }
            } else if tuples != nil || self.steps[place].isTuple {
                tuples = try self.tupleStep(
                    self.steps[place],
                    tuples,
                    isItem ? .values([current]) : current.elementsOrSelf,
                    frame,
                    run
                )
                continue
            } else {
                current = try self.step(self.steps[place], current, isItem: isItem, isLast: place == last, frame, run)
            }
            isItem = !current.isArray
            guard current.isNothing || current.isEmptyArray else { continue }
            // Nothing to go on with: what the last step finds empty may still be an array of its own.
            if place < last { current = Value.emptySequence }
            break
        }
        return try self.finished(current, tuples, frame, run)
    }

    /// The result of all steps, as the path hands it on.
    private func finished(
        _ current: Value,
        _ tuples: [Tuple]?,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> Value {
        var result = current
        if let tuples {
            if self.handsOnTuples || self.group != nil {
                result = .tuples(TupleStream(tuples))
            } else {
                result = .array(ValueArray(tuples.map(\.item), traits: .sequence))
            }
        }
        if self.keepsSingleton {
            result = self.keepingSingleton(result)
        } else if self.keepsArray {
            result = Self.wrapped(result)
        }
        if let group { return try group.evaluate(result, frame, run) }
        return result
    }

    private func keepingSingleton(_ result: Value) -> Value {
        switch result {
        case .array(var array):
            if array.traits.contains(.constructed), !array.traits.contains(.sequence) {
                return .array(ValueArray([result], traits: [.sequence, .keepsSingleton]))
            }
            if array.traits.contains(.sequence) { array.traits.insert(.keepsSingleton) }
            return .array(array)
        case .nothing, .list, .tuples:
            return result
        default:
            return .array(ValueArray([result], traits: [.sequence, .keepsSingleton]))
        }
    }

    /// Evaluates a step on each item, and flattens the results by one level.
    private func step(
        _ step: Step,
        _ input: Value,
        isItem: Bool,
        isLast: Bool,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> Value {
        if let sort = step.node as? SortNode {
            let items: Elements = isItem ? .values([input]) : input.elementsOrSelf
            var result = try sort.sorted(items, of: input, frame, run)
            for case .filter(let predicate) in step.stages {
                result = try Filter.filtered(result, by: predicate, frame, run)
            }
            return result
        }
        if isItem {
            let result = try self.results(of: step, on: input, frame, run)
            guard case .array(let array) = result else { return result }
            // What is no sequence stays as it is at the end of a path, and is taken apart before.
            if !array.traits.contains(.sequence), isLast { return result }
            if array.traits.contains(.constructed) { return .array(ValueArray([result], traits: .sequence)) }
            return .array(ValueArray(array.items, traits: .sequence))
        }
        var builder = ItemsBuilder()
        var resultCount = 0
        var only: Value = .nothing
        let elements = input.elementsOrSelf
        for element in elements {
            let result = try self.results(of: step, on: element, frame, run)
            if result.isNothing { continue }
            resultCount &+= 1
            if resultCount == 1, result.isArray {
                // It may stay the only one, which is not taken apart at the end of a path.
                only = result
                continue
            }
            if resultCount == 2 { builder.append(step: only) }
            builder.append(step: result)
        }
        if resultCount == 1, only.isArray {
            if isLast, !only.isSequence { return only }
            builder.append(step: only)
        }
        try run.allocate(builder.count)
        return builder.sequence
    }

    /// What a step gives for one item.
    @inline(__always)
    private func results(
        of step: Step,
        on item: Value,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> Value {
        var result = try step.node.evaluate(item, frame, run)
        if !step.stages.isEmpty {
            for case .filter(let predicate) in step.stages {
                result = try Filter.filtered(result, by: predicate, frame, run)
            }
        }
        return result
    }
}

extension Value {
    /// Whether this is an array without elements.
    var isEmptyArray: Bool {
        switch self {
        case .list(let items): items.isEmpty
        case .array(let array): array.items.isEmpty
        default: false
        }
    }
}
