import QuickstepJSON

extension IntrinsicArguments {
    func arrayPartition() throws(EvaluationError) -> JSONValue {
        let elements = try array(0)
        let size = try integer(1)
        guard size > 0 else { throw failure("The chunk size must be a positive integer, but it is \(size)") }
        let step = Int(min(size, Int64(max(elements.count, 1))))
        let chunks = stride(from: 0, to: elements.count, by: step).map { start in
            JSONValue.array(Array(elements[start..<min(start + step, elements.count)]))
        }
        return .array(chunks)
    }

    func arrayContains() throws(EvaluationError) -> JSONValue {
        let wanted = try value(1)
        return .bool(try array(0).contains { $0.isEqual(to: wanted) })
    }

    func arrayRange() throws(EvaluationError) -> JSONValue {
        let first = try smallInteger(0)
        let last = try smallInteger(1)
        let step = try smallInteger(2)
        guard step != 0 else { throw failure("The step of a range cannot be 0") }
        let isEmpty = step > 0 ? first > last : first < last
        guard !isEmpty else { return .array([]) }
        let count = (last - first) / step + 1
        guard count <= IntrinsicLimits.rangeCountMax else {
            throw failure("The range has \(count) elements; \(IntrinsicLimits.rangeCountMax) is the limit")
        }
        return .array((0..<count).map { .number(JSONNumber(first + $0 * step)) })
    }

    func arrayGetItem() throws(EvaluationError) -> JSONValue {
        let elements = try array(0)
        let index = try integer(1)
        guard index >= 0, index < elements.count else {
            throw failure("The index \(index) is out of bounds for an array of \(elements.count) elements")
        }
        return elements[Int(index)]
    }

    /// The elements without repetitions, each where it came first.
    func arrayUnique() throws(EvaluationError) -> JSONValue {
        try checkDepth(of: try value(0))
        var seen: Set<JSONValue> = []
        return .array(try array(0).filter { seen.insert($0.canonical).inserted })
    }
}

extension JSONValue {
    /// One value for all that are numerically equal: integral numbers as integers, members sorted by key.
    ///
    /// The caller has bounded the depth.
    fileprivate var canonical: JSONValue {
        switch self {
        case .null, .bool, .string:
            return self
        case .number(let number):
            if let integer = number.int64 { return .number(JSONNumber(integer)) }
            return JSONNumber(number.double).map { .number($0) } ?? self
        case .array(let elements):
            return .array(elements.map(\.canonical))
        case .object(let object):
            let sorted = object.sorted { $0.key.precedesByCodePoint($1.key) }
            return .object(JSONObject(sorted.map { ($0.key, $0.value.canonical) }))
        }
    }
}
