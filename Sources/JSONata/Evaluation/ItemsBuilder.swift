import QuickstepJSON

/// Collects the items of a sequence, without an array as long as there is but one.
struct ItemsBuilder {
    private var only: Value = .nothing
    private var many: [Value] = []
    private(set) var count = 0

    /// Adds an item.
    @inline(__always)
    mutating func append(_ value: Value) {
        switch self.count {
        case 0:
            self.only = value
        case 1:
            self.many.append(self.only)
            self.many.append(value)
        default:
            self.many.append(value)
        }
        self.count &+= 1
    }

    /// Adds the elements of an array, or what is none.
    @inline(__always)
    mutating func append(flattening value: Value) {
        switch value {
        case .nothing: break
        case .list(let items): for item in items { self.append(Value(item)) }
        case .array(let array): for item in array.items { self.append(item) }
        default: self.append(value)
        }
    }

    /// Adds what a step gave: the elements of an array, but one from a constructor as a whole.
    @inline(__always)
    mutating func append(step value: Value) {
        if case .array(let array) = value, array.traits.contains(.constructed) {
            self.append(value)
        } else {
            self.append(flattening: value)
        }
    }

    /// The items as an array.
    var items: [Value] {
        switch self.count {
        case 0: []
        case 1: [self.only]
        default: self.many
        }
    }

    /// The sequence as a value: of one, only the item where that is no array.
    var sequence: Value {
        switch self.count {
        case 0: Value.emptySequence
        case 1 where !self.only.isArray: self.only
        default: .array(ValueArray(self.items, traits: .sequence))
        }
    }
}
