/// A node of the compiled tree.
///
/// Nodes are classes with one method to override, so that evaluating one is one indirect call and copies nothing. They are
/// `@unchecked Sendable` because a class that has subclasses cannot be checked: all their members are constants.
class Node: @unchecked Sendable {
    /// The place behind the word that the node began with.
    let position: Int

    /// Whether `[]` keeps an array of one.
    let keepsArray: Bool

    /// What filters and groups the result, which only few nodes have.
    let decorations: Decorations?

    /// What filters and groups the result of a node.
    struct Decorations: Sendable {
        let predicates: [Node]
        let group: Group?
    }

    /// What every node has.
    struct Base {
        let position: Int
        var keepsArray = false
        var decorations: Decorations?
    }

    init(_ base: Base) {
        self.position = base.position
        self.keepsArray = base.keepsArray
        self.decorations = base.decorations
    }

    /// Does what this kind of node does; called by ``evaluate(_:_:_:)`` alone.
    func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        .nothing
    }

    /// Evaluates the node: its value, filtered and grouped; a sequence of one is its item, and one of none is nothing.
    @inline(__always)
    final func evaluate(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        try run.enter()
        var result = try self.compute(input, frame, run)
        if self.decorations != nil { result = try self.decorated(result, frame, run) }
        run.depth &-= 1
        if case .array(let array) = result {
            if array.depth > Value.depthMax { throw StackGuard.exhaustion }
            guard array.traits.contains(.sequence) else { return result }
            return self.collapsed(array)
        }
        return result
    }

    private final func decorated(_ result: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        guard let decorations else { return result }
        var result = result
        for predicate in decorations.predicates {
            result = try Filter.filtered(result, by: predicate, frame, run)
        }
        if self.keepsArray, !decorations.predicates.isEmpty { result = Self.wrapped(result) }
        if let group = decorations.group { result = try group.evaluate(result, frame, run) }
        return result
    }

    /// A sequence of one item, where a value is the only one.
    static func wrapped(_ value: Value) -> Value {
        if value.isNothing || value.isArray { return value }
        return .array(ValueArray([value], traits: .sequence))
    }

    private final func collapsed(_ array: ValueArray) -> Value {
        var array = array
        if self.keepsArray { array.traits.insert(.keepsSingleton) }
        switch array.items.count {
        case 0: return .nothing
        case 1: return array.traits.contains(.keepsSingleton) ? .array(array) : array.items[0]
        default: return .array(array)
        }
    }

    /// The number that this is written as, for indexes.
    var literalNumber: Double? { nil }
}
