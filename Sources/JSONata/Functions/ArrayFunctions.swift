import QuickstepJSON

/// Functions of arrays that call no others.
enum ArrayFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("append", "<xx:a>", arity: 2) { (arguments, call) throws(JSONataError) in
            let first = arguments.argument(0)
            let second = arguments.argument(1)
            if first.isNothing { return second }
            if second.isNothing { return first }
            let left = first.elementsOrSelf
            let right = second.elementsOrSelf
            try call.run.allocate(left.count + right.count)
            try call.run.enter(left.count + right.count)
            return .array(ValueArray(left.values + right.values))
        },
        NativeFunction("reverse", "<a:a>", arity: 1) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0), elements.count > 1 else { return arguments.argument(0) }
            try call.run.allocate(elements.count)
            return .array(ValueArray(elements.reversed()))
        },
        NativeFunction("shuffle", "<a:a>", arity: 1) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0), elements.count > 1 else { return arguments.argument(0) }
            try call.run.allocate(elements.count)
            var items = elements.values
            for place in items.indices.dropFirst() {
                let other = Value.integer(call.run.random() * Double(place + 1), in: 0...place)
                items.swapAt(place, other)
            }
            return .array(ValueArray(items))
        },
        NativeFunction("distinct", "<x:x>", arity: 1) { (arguments, call) throws(JSONataError) in
            let value = arguments.argument(0)
            guard let elements = value.elements, elements.count > 1 else { return value }
            let items = try Self.distinct(elements, call.run)
            return .array(ValueArray(items, traits: value.isSequence ? .sequence : []))
        },
        NativeFunction("zip", "<a+>", arity: 0) { (arguments, call) throws(JSONataError) in
            let arrays = arguments.map { $0.elements ?? .values([]) }
            let count = arrays.map(\.count).min() ?? 0
            try call.run.allocate(count * (arrays.count + 1))
            return .array(ValueArray((0..<count).map { place in .array(ValueArray(arrays.map { $0[place] })) }))
        },
    ]

    /// The elements, each once, compared all through.
    private static func distinct(_ elements: Elements, _ run: Evaluation) throws(JSONataError) -> [Value] {
        var results: [Value] = []
        var texts: Set<ObjectKey> = []
        var numbers: Set<Double> = []
        var others: [Value] = []
        try run.enter(elements.count)
        for element in elements {
            switch element {
            case .string(let text):
                if texts.insert(ObjectKey(text: text)).inserted { results.append(element) }
            case .number(let number):
                if numbers.insert(number).inserted { results.append(element) }
            default:
                var isNew = true
                for other in others where try element.isDeeplyEqual(to: other, run) {
                    isNew = false
                    break
                }
                try run.enter(others.count)
                guard isNew else { continue }
                others.append(element)
                results.append(element)
            }
        }
        try run.allocate(results.count)
        return results
    }
}
