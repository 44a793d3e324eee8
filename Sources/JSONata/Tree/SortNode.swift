import QuickstepJSON

/// The step of a path that sorts: `e^(…)`.
final class SortNode: Node, @unchecked Sendable {
    /// What is compared, the most important one first.
    private let terms: [(isDescending: Bool, node: Node)]

    init(_ terms: [(isDescending: Bool, node: Node)], _ base: Base) {
        self.terms = terms
        super.init(base)
    }

    /// Sorts items; fewer than two are left as they are.
    func sorted(
        _ items: Elements,
        of input: Value,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> Value {
        guard items.count > 1 else {
            return input.isArray ? .array(ValueArray(items.values, traits: .sequence)) : input
        }
        return .array(ValueArray(try self.sorted(items.map { Tuple($0) }, hasVariables: false, frame, run).map(\.item)))
    }

    /// Sorts items with their variables.
    func sorted(
        _ tuples: [Tuple]?,
        _ input: Elements,
        index: String?,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> [Tuple] {
        if let tuples { return try self.sorted(tuples, hasVariables: true, frame, run) }
        var sorted = try self.sorted(input.map { Tuple($0) }, hasVariables: false, frame, run)
        if let index {
            for place in sorted.indices { sorted[place].bind(.number(Double(place)), named: index) }
        }
        return sorted
    }

    private func sorted(
        _ tuples: [Tuple],
        hasVariables: Bool,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> [Tuple] {
        guard tuples.count > 1 else { return tuples }
        try run.allocate(tuples.count * (self.terms.count + 2))
        var keys: [[Value]] = []
        keys.reserveCapacity(tuples.count)
        for tuple in tuples {
            let inner = hasVariables ? tuple.frame(in: frame, run) : frame
            keys.append([try self.terms[0].node.evaluate(tuple.item, inner, run)])
        }
        func key(_ place: Int, _ term: Int) throws(JSONataError) -> Value {
            // Less important terms are evaluated only where those before them are equal.
            while keys[place].count <= term {
                let tuple = tuples[place]
                let inner = hasVariables ? tuple.frame(in: frame, run) : frame
                keys[place].append(try self.terms[keys[place].count].node.evaluate(tuple.item, inner, run))
            }
            return keys[place][term]
        }
        let order = try MergeSort.sorted(Array(tuples.indices)) { (left, right) throws(JSONataError) in
            try run.enter(1)
            for term in self.terms.indices {
                let left = try key(left, term)
                let right = try key(right, term)
                let comparison = try self.compare(left, right)
                guard comparison != 0 else { continue }
                // Nothing comes last in either direction.
                let isReversed = self.terms[term].isDescending && !left.isNothing && !right.isNothing
                return (comparison > 0) != isReversed
            }
            return false
        }
        return order.map { tuples[$0] }
    }

    /// Below zero when the left key comes first, above when the right one does.
    private func compare(_ left: Value, _ right: Value) throws(JSONataError) -> Int {
        switch (left, right) {
        case (.number(let left), .number(let right)): return left == right ? 0 : left < right ? -1 : 1
        case (.string(let left), .string(let right)):
            return left.isIdentical(to: right) ? 0 : UTF16Text.isLess(left, right) ? -1 : 1
        case (.nothing, .nothing): return 0
        case (.nothing, _): return 1
        case (_, .nothing): return -1
        default: break
        }
        let wrong = [left, right].first { $0.symbol.isDisjoint(with: [.number, .string]) }
        if let wrong {
            throw JSONataError("T2008", JSONataErrorDetails(position: self.position, value: wrong.jsonForError))
        }
        let details = JSONataErrorDetails(
            position: self.position,
            value: left.jsonForError,
            value2: right.jsonForError
        )
        throw JSONataError("T2007", details)
    }
}

/// A stable sort whose comparison may fail.
enum MergeSort {
    /// Sorts values; the comparison says whether the right one of two comes first.
    static func sorted<Item>(
        _ items: [Item],
        isAfter: (Item, Item) throws(JSONataError) -> Bool
    ) throws(JSONataError) -> [Item] {
        var source = items
        var target = items
        var width = 1
        while width < items.count {
            var start = 0
            while start < items.count {
                let middle = min(start + width, items.count)
                let end = min(start + 2 * width, items.count)
                var left = start
                var right = middle
                for place in start..<end {
                    var isLeft = left < middle
                    if isLeft, right < end { isLeft = try !isAfter(source[left], source[right]) }
                    if isLeft {
                        target[place] = source[left]
                        left += 1
                    } else {
                        target[place] = source[right]
                        right += 1
                    }
                }
                start = end
            }
            swap(&source, &target)
            width *= 2
        }
        return source
    }
}
