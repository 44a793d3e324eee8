import QuickstepJSON
import QuickstepRegularExpressions

/// A literal.
final class LiteralNode: Node, @unchecked Sendable {
    /// A constant of JSON; `Value` itself may hold functions and so is not `Sendable`.
    enum Constant: Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
    }

    private let constant: Constant

    init(_ constant: Constant, _ base: Base) {
        self.constant = constant
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        switch self.constant {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        }
    }

    override var literalNumber: Double? {
        if case .number(let number) = self.constant { return number }
        return nil
    }
}

/// The context: `$`.
final class ContextNode: Node, @unchecked Sendable {
    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        if case .array(let array) = input, array.traits.contains(.wrapsInput), let first = array.items.first {
            return first
        }
        return input
    }
}

/// A variable whose scopes are known.
final class VariableNode: Node, @unchecked Sendable {
    /// Where it may be bound, from the innermost scope outwards.
    private let places: [(scope: Scope, slot: Int)]

    init(_ places: [(scope: Scope, slot: Int)], _ base: Base) {
        self.places = places
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        var current = frame
        for (scope, slot) in self.places {
            while current.scope !== scope {
                guard let parent = current.parent else { return .nothing }
                current = parent
            }
            if let value = current.values[slot] { return value }
        }
        return .nothing
    }
}

/// A variable that is looked for by its name: one that travels with the items of a path, or any beside `$eval`.
final class NamedVariableNode: Node, @unchecked Sendable {
    private let name: String

    init(_ name: String, _ base: Base) {
        self.name = name
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        frame.value(named: self.name) ?? run.global(named: self.name) ?? .nothing
    }
}

/// A member by its name, of each item of an array.
final class NameNode: Node, @unchecked Sendable {
    let name: String

    init(_ name: String, _ base: Base) {
        self.name = name
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        switch input {
        case .record(let object):
            return object[self.name].map { Value($0) } ?? .nothing
        case .object(let object):
            return object.value(forKey: self.name) ?? .nothing
        case .list, .array:
            var builder = ItemsBuilder()
            try Self.collect(self.name, of: input, into: &builder, run)
            return builder.sequence
        case .nothing, .null, .bool, .number, .string, .function, .tuples:
            return .nothing
        }
    }

    /// Collects a member of all objects in nested arrays.
    static func collect(
        _ name: String,
        of value: Value,
        into builder: inout ItemsBuilder,
        _ run: Evaluation
    ) throws(JSONataError) {
        switch value {
        case .list(let items):
            try run.enter(items.count)
            for item in items {
                switch item {
                case .object(let object):
                    if let found = object[name] { builder.append(flattening: Value(found)) }
                case .array:
                    try Self.collect(name, of: Value(item), into: &builder, run)
                case .null, .bool, .number, .string:
                    break
                }
            }
        case .array(let array):
            try run.enter(array.items.count)
            for item in array.items {
                if item.isArray {
                    try Self.collect(name, of: item, into: &builder, run)
                } else if let found = item.members?.value(forKey: name) {
                    builder.append(flattening: found)
                }
            }
        default:
            break
        }
    }
}

/// All members: `*`.
final class WildcardNode: Node, @unchecked Sendable {
    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        var input = input
        if case .array(let array) = input, array.traits.contains(.wrapsInput), let first = array.items.first {
            input = first
        }
        var items: [Value] = []
        var isPlain = false
        func add(_ value: Value) throws(JSONataError) {
            if value.isArray {
                try Self.flatten(value, into: &items, run)
                isPlain = true
            } else if !value.isNothing {
                items.append(value)
            }
        }
        if let members = input.members {
            try run.enter(members.count)
            for position in 0..<members.count { try add(members.value(at: position)) }
        } else if let elements = input.elements {
            try run.enter(elements.count)
            for element in elements { try add(element) }
        }
        return .array(ValueArray(items, traits: isPlain ? [] : .sequence))
    }

    private static func flatten(_ value: Value, into items: inout [Value], _ run: Evaluation) throws(JSONataError) {
        guard let elements = value.elements else {
            items.append(value)
            return
        }
        try run.enter(elements.count)
        for element in elements { try Self.flatten(element, into: &items, run) }
    }
}

/// The context and all that lies in it: `**`.
final class DescendantsNode: Node, @unchecked Sendable {
    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        guard !input.isNothing else { return .nothing }
        var items: [Value] = []
        try Self.collect(input, into: &items, run)
        return .array(ValueArray(items, traits: .sequence))
    }

    private static func collect(_ value: Value, into items: inout [Value], _ run: Evaluation) throws(JSONataError) {
        if let elements = value.elements {
            try run.enter(elements.count)
            for element in elements { try Self.collect(element, into: &items, run) }
            return
        }
        items.append(value)
        try run.allocate(1)
        guard let members = value.members else { return }
        try run.enter(members.count)
        for position in 0..<members.count { try Self.collect(members.value(at: position), into: &items, run) }
    }
}

/// The parent: `%`.
final class ParentNode: Node, @unchecked Sendable {
    private let label: String

    init(_ label: String, _ base: Base) {
        self.label = label
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        frame.value(named: self.label) ?? .nothing
    }
}

/// A regular expression.
final class RegexNode: Node, @unchecked Sendable {
    private let matcher: Matcher

    init(_ expression: RegularExpression, _ base: Base) {
        self.matcher = Matcher(expression: expression, position: base.position)
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        .function(FunctionValue(.matcher(self.matcher)))
    }
}
