import QuickstepJSON

extension PathNode {
    /// Evaluates a step on items that travel with their variables.
    func tupleStep(
        _ step: Step,
        _ tuples: [Tuple]?,
        _ input: Elements,
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) -> [Tuple] {
        var results: [Tuple]
        if let sort = step.node as? SortNode {
            results = try sort.sorted(tuples, input, index: step.index, frame, run)
        } else {
            results = []
            for tuple in tuples ?? input.map({ Tuple($0) }) {
                try self.append(step, tuple, to: &results, frame, run)
                try run.allocate(1)
            }
        }
        for stage in step.stages {
            switch stage {
            case .filter(let predicate):
                let filtered = try Filter.filtered(TupleStream(results), by: predicate, frame, run)
                if case .tuples(let stream) = filtered { results = stream.tuples }
            case .index(let name):
                for place in results.indices { results[place].bind(.number(Double(place)), named: name) }
            }
        }
        return results
    }

    /// Evaluates a step on one item.
    private func append(
        _ step: Step,
        _ tuple: Tuple,
        to results: inout [Tuple],
        _ frame: Frame,
        _ run: Evaluation
    ) throws(JSONataError) {
        let result = try step.node.evaluate(tuple.item, tuple.frame(in: frame, run), run)
        if case .tuples(let stream) = result {
            for inner in stream.tuples {
                var next = tuple
                next.item = inner.item
                for (name, value) in zip(inner.names, inner.values) { next.bind(value, named: name) }
                results.append(next)
            }
            return
        }
        guard !result.isNothing else { return }
        let elements = result.elementsOrSelf
        try run.allocate(elements.count * 2)
        for (position, item) in elements.enumerated() {
            var next = tuple
            if let focus = step.focus {
                next.bind(item, named: focus)
            } else {
                next.item = item
            }
            if let index = step.index { next.bind(.number(Double(position)), named: index) }
            if let ancestor = step.ancestor { next.bind(tuple.item, named: ancestor) }
            results.append(next)
        }
    }
}
