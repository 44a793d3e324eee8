import QuickstepJSON

/// `[…]`.
final class ArrayNode: Node, @unchecked Sendable {
    /// The items, and whether each is an array constructor itself, which is not taken apart.
    private let items: [(node: Node, isWhole: Bool)]
    private let isConstructor: Bool

    init(_ items: [(node: Node, isWhole: Bool)], isConstructor: Bool, _ base: Base) {
        self.items = items
        self.isConstructor = isConstructor
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        var values: [Value] = []
        values.reserveCapacity(self.items.count)
        for item in self.items {
            let value = try item.node.evaluate(input, frame, run)
            switch value {
            case .nothing: break
            case .array(let array) where !item.isWhole:
                try run.allocate(array.items.count)
                values += array.items
            case .list(let list) where !item.isWhole:
                try run.allocate(list.count)
                for element in list { values.append(Value(element)) }
            default: values.append(value)
            }
        }
        try run.allocate(values.count)
        return .array(ValueArray(values, traits: self.isConstructor ? .constructed : []))
    }
}

/// `{…}`.
final class ObjectNode: Node, @unchecked Sendable {
    private let group: Group

    init(_ group: Group, _ base: Base) {
        self.group = group
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        try self.group.evaluate(input, frame, run)
    }
}

/// `(…; …)`.
final class BlockNode: Node, @unchecked Sendable {
    private let expressions: [Node]
    private let scope: Scope?

    init(_ expressions: [Node], scope: Scope?, _ base: Base) {
        self.expressions = expressions
        self.scope = scope
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        var inner = frame
        if let scope { inner = Frame(scope, parent: frame, evaluation: run) }
        var result = Value.nothing
        for expression in self.expressions { result = try expression.evaluate(input, inner, run) }
        return result
    }
}

/// `a ? b : c`.
final class ConditionNode: Node, @unchecked Sendable {
    private let condition: Node
    private let then: Node
    private let otherwise: Node?

    init(_ condition: Node, then: Node, otherwise: Node?, _ base: Base) {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        if try Truth.isTrue(try self.condition.evaluate(input, frame, run)) {
            return try self.then.evaluate(input, frame, run)
        }
        guard let otherwise else { return .nothing }
        return try otherwise.evaluate(input, frame, run)
    }
}

/// `a ?: b` and `a ?? b`.
final class FallbackNode: Node, @unchecked Sendable {
    private let left: Node
    private let right: Node
    private let isCoalescing: Bool

    init(_ left: Node, _ right: Node, isCoalescing: Bool, _ base: Base) {
        self.left = left
        self.right = right
        self.isCoalescing = isCoalescing
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try self.left.evaluate(input, frame, run)
        let isEnough = self.isCoalescing ? !left.isNothing : try Truth.isTrue(left)
        return isEnough ? left : try self.right.evaluate(input, frame, run)
    }
}

/// `$x := e` where the scope is known.
final class BindNode: Node, @unchecked Sendable {
    private let value: Node
    private let scope: Scope
    private let slot: Int

    init(_ value: Node, scope: Scope, slot: Int, _ base: Base) {
        self.value = value
        self.scope = scope
        self.slot = slot
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let value = try self.value.evaluate(input, frame, run)
        var current = frame
        while current.scope !== self.scope, let parent = current.parent { current = parent }
        if current.scope === self.scope { current.values[self.slot] = value }
        return value
    }
}

/// `$x := e` by name, beside `$eval`.
final class NamedBindNode: Node, @unchecked Sendable {
    private let value: Node
    private let name: String

    init(_ value: Node, name: String, _ base: Base) {
        self.value = value
        self.name = name
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let value = try self.value.evaluate(input, frame, run)
        frame.bind(value, named: self.name)
        return value
    }
}
