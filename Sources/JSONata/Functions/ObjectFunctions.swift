import QuickstepJSON

/// Functions of objects that call no others.
enum ObjectFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("keys", "<x-:a<s>>", arity: 1) { (arguments, call) throws(JSONataError) in
            var keys: [String] = []
            var known: Set<ObjectKey> = []
            try Self.collectKeys(of: arguments.argument(0), into: &keys, &known, call.run)
            return .array(ValueArray(keys.map { .string($0) }, traits: .sequence))
        },
        NativeFunction("lookup", "<x-s:x>", arity: 2) { (arguments, call) throws(JSONataError) in
            let value = arguments.argument(0)
            guard let key = arguments.text(1) else { return .nothing }
            if let members = value.members { return members.value(forKey: key) ?? .nothing }
            guard value.isArray else { return .nothing }
            var builder = ItemsBuilder()
            try NameNode.collect(key, of: value, into: &builder, call.run)
            return .array(ValueArray(builder.items, traits: .sequence))
        },
        NativeFunction("spread", "<x-:a<o>>", arity: 1) { (arguments, call) throws(JSONataError) in
            try Self.spread(arguments.argument(0), call.run)
        },
        NativeFunction("merge", "<a<o>:o>", arity: 1) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0) else { return .nothing }
            let result = ObjectValue()
            for element in elements {
                guard let members = element.members else { continue }
                try call.run.allocate(members.count * 2)
                try call.run.enter(members.count)
                for place in 0..<members.count { result.set(members.value(at: place), forKey: members.key(at: place)) }
            }
            return .object(result)
        },
        NativeFunction("clone", "<(oa)-:o>", arity: 1) { (arguments, call) throws(JSONataError) in
            try Cloning.clone(arguments.argument(0), isMutable: false, call.run)
        },
        NativeFunction("type", "<x:s>", arity: 1) { (arguments, _) throws(JSONataError) in
            let name: String? =
                switch arguments.argument(0) {
                case .nothing: nil
                case .null: "null"
                case .bool: "boolean"
                case .number: "number"
                case .string: "string"
                case .list, .array, .tuples: "array"
                case .record, .object: "object"
                case .function: "function"
                }
            return name.map { .string($0) } ?? .nothing
        },
    ]

    private static func collectKeys(
        of value: Value,
        into keys: inout [String],
        _ known: inout Set<ObjectKey>,
        _ run: Evaluation
    ) throws(JSONataError) {
        if let members = value.members {
            try run.enter(members.count)
            try run.allocate(members.count)
            for place in 0..<members.count {
                let key = members.key(at: place)
                if known.insert(ObjectKey(text: key)).inserted { keys.append(key) }
            }
        } else if let elements = value.elements {
            try run.enter(elements.count)
            for element in elements { try self.collectKeys(of: element, into: &keys, &known, run) }
        }
    }

    /// Objects of one member each.
    private static func spread(_ value: Value, _ run: Evaluation) throws(JSONataError) -> Value {
        if let members = value.members {
            try run.allocate(members.count * 4)
            let items: [Value] = (0..<members.count).map { place in
                .object(ObjectValue(keys: [members.key(at: place)], values: [members.value(at: place)]))
            }
            return .array(ValueArray(items, traits: .sequence))
        }
        guard let elements = value.elements else { return value }
        try run.enter(elements.count)
        guard !elements.isEmpty else { return Value.emptySequence }
        var items: [Value] = []
        for element in elements {
            let inner = try self.spread(element, run)
            if let found = inner.elements { items += found.values } else if !inner.isNothing { items.append(inner) }
        }
        return .array(ValueArray(items))
    }
}
