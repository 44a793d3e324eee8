import QuickstepJSON

/// Functions that call others.
enum HigherOrderFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("map", "<af>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0), let function = arguments.function(1) else { return .nothing }
            let callback = Callback(function, arguments.argument(0), call)
            var results: [Value] = []
            for (place, element) in elements.enumerated() {
                let result = try callback(element, .number(Double(place)))
                if !result.isNothing { results.append(result) }
            }
            try call.run.allocate(results.count)
            return .array(ValueArray(results, traits: .sequence))
        },
        NativeFunction("filter", "<af>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0), let function = arguments.function(1) else { return .nothing }
            let callback = Callback(function, arguments.argument(0), call)
            var results: [Value] = []
            for (place, element) in elements.enumerated()
            where try Truth.isTrue(try callback(element, .number(Double(place)))) {
                results.append(element)
            }
            try call.run.allocate(results.count)
            return .array(ValueArray(results, traits: .sequence))
        },
        NativeFunction("single", "<af?>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0) else { return .nothing }
            let callback = arguments.function(1).map { Callback($0, arguments.argument(0), call) }
            var found: Value?
            for (place, element) in elements.enumerated() {
                if let callback, try !Truth.isTrue(try callback(element, .number(Double(place)))) { continue }
                guard found == nil else {
                    throw JSONataError("D3138", JSONataErrorDetails(index: place))
                }
                found = element
            }
            guard let found else { throw JSONataError("D3139") }
            return found
        },
        NativeFunction("reduce", "<afj?:j>", arity: 3) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0), let function = arguments.function(1) else { return .nothing }
            let arity = function.arity
            guard arity >= 2 else { throw JSONataError("D3050", JSONataErrorDetails(index: 1)) }
            var result = arguments.argument(2)
            var start = 0
            if result.isNothing, let first = elements.first {
                result = first
                start = 1
            }
            for place in start..<max(start, elements.count) {
                var passed = [result, elements[place]]
                if arity >= 3 { passed.append(.number(Double(place))) }
                if arity >= 4 { passed.append(arguments.argument(0)) }
                result = try call.run.call(function, passed, call.frame)
                if result.depth > Value.depthMax { throw StackGuard.exhaustion }
            }
            return result
        },
        NativeFunction("sort", "<af?:a>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let elements = arguments.elements(0), elements.count > 1 else { return arguments.argument(0) }
            try call.run.allocate(elements.count * 2)
            guard let function = arguments.function(1) else {
                return .array(ValueArray(try Self.sorted(elements, call.run)))
            }
            let items = try MergeSort.sorted(elements.values) { (left, right) throws(JSONataError) in
                try call.run.call(function, [left, right], call.frame).isTrueInJavaScript
            }
            return .array(ValueArray(items))
        },
        NativeFunction("each", "<o-f:a>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let members = arguments.argument(0).members, let function = arguments.function(1) else {
                return .nothing
            }
            let callback = Callback(function, arguments.argument(0), call)
            var results: [Value] = []
            for place in 0..<members.count {
                let result = try callback(members.value(at: place), .string(members.key(at: place)))
                if !result.isNothing { results.append(result) }
            }
            try call.run.allocate(results.count)
            return .array(ValueArray(results, traits: .sequence))
        },
        NativeFunction("sift", "<o-f?:o>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let members = arguments.argument(0).members else { return .nothing }
            let callback = arguments.function(1).map { Callback($0, arguments.argument(0), call) }
            guard let callback else { throw JSONataError("T1006") }
            var keys: [String] = []
            var values: [Value] = []
            for place in 0..<members.count {
                let value = members.value(at: place)
                let key = members.key(at: place)
                guard try Truth.isTrue(try callback(value, .string(key))) else { continue }
                keys.append(key)
                values.append(value)
            }
            try call.run.allocate(keys.count * 2)
            return keys.isEmpty ? .nothing : .object(ObjectValue(keys: keys, values: values))
        },
    ]

    /// Sorts texts or numbers in their own order.
    private static func sorted(_ elements: Elements, _ run: Evaluation) throws(JSONataError) -> [Value] {
        let symbol = elements.first?.symbol ?? .missing
        let isSortable = symbol == .number || symbol == .string
        guard isSortable, elements.allSatisfy({ $0.symbol == symbol }) else {
            throw JSONataError("D3070", JSONataErrorDetails(index: 1))
        }
        return try MergeSort.sorted(elements.values) { (left, right) throws(JSONataError) in
            try run.enter(1)
            switch (left, right) {
            case (.number(let left), .number(let right)): return left > right
            case (.string(let left), .string(let right)): return UTF16Text.isLess(right, left)
            default: return false
            }
        }
    }
}

/// A function that is called for each element or member.
struct Callback {
    private let function: FunctionValue
    private let arity: Int
    private let whole: Value
    private let call: CallContext

    init(_ function: FunctionValue, _ whole: Value, _ call: CallContext) {
        self.function = function
        self.arity = function.arity
        self.whole = whole
        self.call = call
    }

    /// Calls it with an element or member, its place or key, and the whole, as far as it takes them.
    func callAsFunction(_ value: Value, _ key: Value) throws(JSONataError) -> Value {
        let arguments: [Value] =
            switch self.arity {
            case ..<2: [value]
            case 2: [value, key]
            default: [value, key, self.whole]
            }
        let result = try self.call.run.call(self.function, arguments, self.call.frame)
        if result.depth > Value.depthMax { throw StackGuard.exhaustion }
        return result
    }
}

extension Value {
    /// Whether JavaScript itself takes a value for true.
    var isTrueInJavaScript: Bool {
        switch self {
        case .nothing, .null: false
        case .bool(let value): value
        case .number(let number): number != 0 && !number.isNaN
        case .string(let text): !text.isEmpty
        case .list, .array, .record, .object, .function, .tuples: true
        }
    }
}
