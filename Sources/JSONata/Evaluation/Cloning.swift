import QuickstepJSON

/// Copies of values for `$clone` and for transforms.
enum Cloning {
    /// A copy all through, in which functions are `""` and numbers have 15 digits, as by way of their text.
    static func clone(_ value: Value, isMutable: Bool, _ run: Evaluation) throws(JSONataError) -> Value {
        switch value {
        case .nothing, .null, .bool, .string: return value
        case .function: return .string("")
        case .number(let number): return number.isFinite ? .number(NumberText.cut(number)) : .null
        case .list, .array, .tuples:
            if case .array(let array) = value, array.traits.contains(.wrapsInput), let first = array.items.first {
                return try self.clone(first, isMutable: isMutable, run)
            }
            let elements = value.elementsOrSelf
            try run.enterConversion(elements.count)
            var items: [Value] = []
            items.reserveCapacity(elements.count)
            for element in elements {
                let item = try self.clone(element, isMutable: isMutable, run)
                items.append(item.isNothing ? .null : item)
            }
            let array = ValueArray(items)
            if array.depth > Value.cloneDepthMax { throw StackGuard.exhaustion }
            return .array(array)
        case .record, .object:
            guard let members = value.members else { return value }
            try run.enterConversion(members.count)
            let object = ObjectValue(isMutable: isMutable)
            for place in 0..<members.count {
                let item = try self.clone(members.value(at: place), isMutable: isMutable, run)
                if !item.isNothing { object.set(item, forKey: members.key(at: place)) }
            }
            if object.depth > Value.cloneDepthMax { throw StackGuard.exhaustion }
            return .object(object)
        }
    }

    /// The same value, in which nothing can change any more.
    static func frozen(_ value: Value, _ run: Evaluation) throws(JSONataError) -> Value {
        switch value {
        case .array(let array):
            try run.enterConversion(array.items.count)
            var items: [Value] = []
            items.reserveCapacity(array.items.count)
            for item in array.items { items.append(try self.frozen(item, run)) }
            return .array(ValueArray(items, traits: array.traits))
        case .object(let object):
            try run.enterConversion(object.values.count)
            var values: [Value] = []
            values.reserveCapacity(object.values.count)
            for value in object.values { values.append(try self.frozen(value, run)) }
            return .object(ObjectValue(keys: object.keys, values: values))
        case .nothing, .null, .bool, .number, .string, .list, .record, .function, .tuples:
            return value
        }
    }
}

extension Value {
    /// A copy of the input may be as deep as an input can be.
    static let cloneDepthMax: UInt16 = 1_000
}
