import QuickstepJSON

/// Predicates and indexes.
enum Filter {
    /// The items of a value that a predicate chooses, as a sequence.
    static func filtered(
        _ value: Value,
        by predicate: Node,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> Value {
        if case .tuples(let stream) = value { return try self.filtered(stream, by: predicate, frame, run) }
        if let number = predicate.literalNumber { return self.item(of: value, at: number) }
        let elements = value.elementsOrSelf
        let count = elements.count
        var builder = ItemsBuilder()
        for index in 0..<count {
            let item = elements[index]
            let answer = try predicate.evaluate(item, frame, run)
            try self.count(answer, index: index, of: count) { builder.append(item) }
        }
        try run.allocate(builder.count)
        return builder.sequence
    }

    /// The item at a place that is written in the expression.
    private static func item(of value: Value, at number: Double) -> Value {
        let elements = value.elementsOrSelf
        guard let index = self.index(number, count: elements.count) else { return Value.emptySequence }
        let item = elements[index]
        return item.isNothing ? Value.emptySequence : item
    }

    /// The place that a number means among so many.
    private static func index(_ number: Double, count: Int) -> Int? {
        let floor = number.rounded(.down)
        guard floor.magnitude < 1e15 else { return nil }
        let index = floor < 0 ? count + Int(floor) : Int(floor)
        return (0..<count).contains(index) ? index : nil
    }

    /// Chooses an item as often as an answer says: once for what is true, and for each number that is its place.
    @inline(__always)
    private static func count(
        _ answer: Value,
        index: Int,
        of count: Int,
        choose: () -> Void
    ) throws(JSONataError) {
        switch answer {
        case .bool(let value):
            if value { choose() }
        case .number(let number) where !number.isNaN:
            try self.checkRange(number)
            if self.index(number, count: count) == index { choose() }
        case .list, .array:
            let elements = answer.elementsOrSelf
            var numbers: [Double] = []
            for element in elements {
                guard case .number(let number) = element, !number.isNaN else {
                    if try Truth.isTrue(answer) { choose() }
                    return
                }
                try self.checkRange(number)
                numbers.append(number)
            }
            for number in numbers where self.index(number, count: count) == index { choose() }
        default:
            if try Truth.isTrue(answer) { choose() }
        }
    }

    private static func checkRange(_ number: Double) throws(JSONataError) {
        if number.isInfinite { throw JSONataError("D1001", JSONataErrorDetails(value: .null)) }
    }

    // MARK: Tuples

    /// The tuples that a predicate chooses.
    static func filtered(
        _ stream: TupleStream,
        by predicate: Node,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> Value {
        let tuples = stream.tuples
        if let number = predicate.literalNumber {
            guard let index = self.index(number, count: tuples.count) else { return .tuples(TupleStream([])) }
            return .tuples(TupleStream([tuples[index]]))
        }
        var chosen: [Tuple] = []
        for index in tuples.indices {
            let tuple = tuples[index]
            let answer = try predicate.evaluate(tuple.item, tuple.frame(in: frame, run), run)
            try self.count(answer, index: index, of: tuples.count) { chosen.append(tuple) }
        }
        return .tuples(TupleStream(chosen))
    }
}

/// What counts as true.
enum Truth {
    /// Whether a value is true when it is cast to a boolean; nothing is not.
    static func isTrue(_ value: Value) throws(JSONataError) -> Bool {
        switch value {
        case .nothing, .null, .function: return false
        case .bool(let value): return value
        case .number(let number):
            if number.isInfinite { throw JSONataError("D1001", JSONataErrorDetails(value: .null)) }
            return number != 0 && !number.isNaN
        case .string(let text): return !text.isEmpty
        case .record(let object): return !object.isEmpty
        case .object(let object): return !object.keys.isEmpty
        case .list, .array:
            // An array of one counts as its item, so a chain of such is followed without recursion.
            var current = value
            while let elements = current.elements, elements.count == 1 { current = elements[0] }
            guard let elements = current.elements else { return try Self.isTrue(current) }
            for element in elements where try Self.isTrue(element) { return true }
            return false
        case .tuples(let stream): return !stream.tuples.isEmpty
        }
    }
}
