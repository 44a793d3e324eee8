import QuickstepJSON

extension JSONValue {
    /// A number that prints as JavaScript would print it; infinities and NaN, which JSON lacks, become `null`.
    init(javaScript number: Double) {
        if let integer = NumberText.smallInteger(number) {
            self = .number(JSONNumber(integer))
        } else if abs(number) < 1e21, number.rounded(.towardZero) == number {
            let literal = JSONNumber(literal: NumberText.text(of: number))
            self = literal.map { .number($0) } ?? .null
        } else {
            self = JSONNumber(number).map { .number($0) } ?? .null
        }
    }

    init(_ literal: Token.Literal) {
        switch literal {
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .null: self = .null
        }
    }
}

extension Value {
    init(_ literal: Token.Literal) {
        switch literal {
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .null: self = .null
        }
    }

    /// The value for an error, where it is JSON and not too large to be quoted.
    var jsonForError: JSONValue? {
        switch self {
        case .nothing, .function, .tuples: nil
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let number): JSONValue(javaScript: number)
        case .string(let text): .string(text)
        case .list(let items): .array(items)
        case .record(let object): .object(object)
        case .array, .object: self.plainJSON(depth: 32)
        }
    }

    /// The value as JSON down to a depth; what lies deeper is left out.
    private func plainJSON(depth: Int) -> JSONValue? {
        switch self {
        case .array(let array):
            guard depth > 0 else { return .null }
            return .array(array.items.prefix(1_000).map { $0.plainJSON(depth: depth - 1) ?? .null })
        case .object(let object):
            guard depth > 0 else { return .null }
            var result = JSONObject()
            for (key, value) in zip(object.keys, object.values).prefix(1_000) {
                if let json = value.plainJSON(depth: depth - 1) { result.append(unique: key, json) }
            }
            return .object(result)
        default:
            return self.jsonForError
        }
    }

    /// The value as JSON: functions in objects are left out, and in arrays are `null`, as JavaScript writes them.
    ///
    /// - Returns: The value, or nil of nothing and of functions.
    func json(_ run: Evaluation) throws(JSONataError) -> JSONValue? {
        switch self {
        case .nothing, .function: return nil
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let number):
            guard number.isFinite else {
                throw JSONataError("D1001", JSONataErrorDetails(value: .null))
            }
            return JSONValue(javaScript: number)
        case .string(let text): return .string(text)
        case .list(let items): return .array(items)
        case .record(let object): return .object(object)
        case .array(let array):
            if array.traits.contains(.wrapsInput), let first = array.items.first { return try first.json(run) }
            return .array(try Self.json(array.items, run))
        case .tuples(let stream):
            return .array(try Self.json(stream.tuples.map(\.item), run))
        case .object(let object):
            try run.enterConversion(object.values.count)
            var result = JSONObject()
            for position in object.keys.indices {
                guard let json = try object.values[position].json(run) else { continue }
                result.append(unique: object.keys[position], json)
            }
            return .object(result)
        }
    }

    private static func json(_ items: [Value], _ run: Evaluation) throws(JSONataError) -> [JSONValue] {
        try run.enterConversion(items.count)
        var result: [JSONValue] = []
        result.reserveCapacity(items.count)
        for item in items { result.append(try item.json(run) ?? .null) }
        return result
    }
}
