import QuickstepJSON

/// A value of the language while an expression is evaluated.
///
/// Arrays and objects of the input stay in the storage of the input; only what an expression makes has storage of its own.
enum Value {
    /// Nothing: JavaScript's `undefined`.
    case nothing
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    /// An array of the input.
    case list([JSONValue])
    /// An array that was made.
    case array(ValueArray)
    /// An object of the input.
    case record(JSONObject)
    /// An object that was made.
    case object(ObjectValue)
    case function(FunctionValue)
    /// Items with the variables that are bound to each: what paths with `@`, `#` and `%` hand on.
    case tuples(TupleStream)

    /// Makes a value of a value of JSON, without copying its storage.
    @inline(__always)
    init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let number): self = .number(number.double)
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items)
        case .object(let object): self = .record(object)
        }
    }

    /// An empty sequence.
    static var emptySequence: Value { .array(ValueArray([], traits: .sequence)) }
}

/// An array that was made, with what the evaluation knows about it.
struct ValueArray {
    /// What the evaluation knows about an array.
    struct Traits: OptionSet {
        let rawValue: UInt8

        /// A sequence: without items it is nothing, with one it is that item.
        static let sequence = Traits(rawValue: 1)
        /// A sequence that stays an array with one item as well.
        static let keepsSingleton = Traits(rawValue: 2)
        /// Made by a constructor at the end of a path, and not to be flattened.
        static let constructed = Traits(rawValue: 4)
        /// What holds the input when the input is an array itself.
        static let wrapsInput = Traits(rawValue: 8)
    }

    var items: [Value]
    var traits: Traits
    /// How deep arrays, objects and functions that were made lie in it; what lies in the input does not count.
    let depth: UInt16

    @inline(__always)
    init(_ items: [Value], traits: Traits = []) {
        self.items = items
        self.traits = traits
        var deepest: UInt16 = 0
        for item in items { deepest = max(deepest, item.depth) }
        self.depth = deepest &+ 1
    }
}

extension Value {
    /// The greatest depth of what an expression makes; beyond, releasing it could overflow a stack.
    static let depthMax: UInt16 = 400

    /// How deep values that were made lie one inside another.
    @inline(__always)
    var depth: UInt16 {
        switch self {
        case .nothing, .null, .bool, .number, .string: 0
        case .list, .record: 1
        case .array(let array): array.depth
        case .object(let object): object.depth
        case .function(let function): function.depth
        case .tuples: 1
        }
    }

    /// Whether this is an array.
    @inline(__always)
    var isArray: Bool {
        switch self {
        case .list, .array, .tuples: true
        default: false
        }
    }

    /// Whether this is a sequence, which paths flatten and which collapses.
    @inline(__always)
    var isSequence: Bool {
        if case .array(let array) = self { return array.traits.contains(.sequence) }
        return false
    }

    /// Whether this is nothing.
    @inline(__always)
    var isNothing: Bool {
        if case .nothing = self { return true }
        return false
    }

    /// Whether this is a function.
    var isFunction: Bool {
        if case .function = self { return true }
        return false
    }

    /// The elements of an array, nil of anything else.
    @inline(__always)
    var elements: Elements? {
        switch self {
        case .list(let items): .list(items)
        case .array(let array): .values(array.items)
        case .tuples(let stream): .values(stream.tuples.map(\.item))
        default: nil
        }
    }

    /// The members of an object, nil of anything else.
    var members: Members? {
        switch self {
        case .record(let object): .record(object)
        case .object(let object): .object(object)
        default: nil
        }
    }

    /// The elements of an array, or the value itself as the only one.
    var elementsOrSelf: Elements { self.elements ?? .values([self]) }
}

/// The elements of an array, wherever they are stored.
enum Elements: RandomAccessCollection {
    case list([JSONValue])
    case values([Value])

    @inline(__always)
    var startIndex: Int { 0 }

    @inline(__always)
    var endIndex: Int {
        switch self {
        case .list(let items): items.count
        case .values(let items): items.count
        }
    }

    @inline(__always)
    subscript(position: Int) -> Value {
        switch self {
        case .list(let items): Value(items[position])
        case .values(let items): items[position]
        }
    }

    /// The elements as values.
    var values: [Value] {
        switch self {
        case .list(let items): items.map { Value($0) }
        case .values(let items): items
        }
    }

    /// The elements as an array, in the storage that they have.
    var value: Value {
        switch self {
        case .list(let items): .list(items)
        case .values(let items): .array(ValueArray(items))
        }
    }
}

/// The members of an object, wherever they are stored.
enum Members {
    case record(JSONObject)
    case object(ObjectValue)

    var count: Int {
        switch self {
        case .record(let object): object.count
        case .object(let object): object.keys.count
        }
    }

    func key(at position: Int) -> String {
        switch self {
        case .record(let object): object[position].key
        case .object(let object): object.keys[position]
        }
    }

    func value(at position: Int) -> Value {
        switch self {
        case .record(let object): Value(object[position].value)
        case .object(let object): object.values[position]
        }
    }

    func value(forKey key: String) -> Value? {
        switch self {
        case .record(let object): object[key].map { Value($0) }
        case .object(let object): object.value(forKey: key)
        }
    }
}
