import QuickstepJSON

/// Functions that make one number of many.
enum AggregateFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("sum", "<a<n>:n>", arity: 1) { (arguments, call) throws(JSONataError) in
            try Self.fold(arguments, call, from: 0) { $0 + $1 }
        },
        NativeFunction("max", "<a<n>:n>", arity: 1) { (arguments, call) throws(JSONataError) in
            try Self.fold(arguments, call, from: nil) { max($0, $1) }
        },
        NativeFunction("min", "<a<n>:n>", arity: 1) { (arguments, call) throws(JSONataError) in
            try Self.fold(arguments, call, from: nil) { min($0, $1) }
        },
        NativeFunction("average", "<a<n>:n>", arity: 1) { (arguments, call) throws(JSONataError) in
            guard let count = arguments.elements(0)?.count, count > 0 else { return .nothing }
            guard case .number(let sum) = try Self.fold(arguments, call, from: 0, { $0 + $1 }) else { return .nothing }
            return .number(sum / Double(count))
        },
        NativeFunction("count", "<a:n>", arity: 1) { (arguments, _) throws(JSONataError) in
            .number(Double(arguments.elements(0)?.count ?? 0))
        },
    ]

    private static func fold(
        _ arguments: [Value],
        _ call: CallContext,
        from start: Double?,
        _ combine: (Double, Double) -> Double
    ) throws(JSONataError) -> Value {
        guard let elements = arguments.elements(0) else { return .nothing }
        try call.run.enter(elements.count)
        var result = start
        for element in elements {
            guard case .number(let number) = element else { continue }
            result = result.map { combine($0, number) } ?? number
        }
        return result.map { .number($0) } ?? .nothing
    }
}
