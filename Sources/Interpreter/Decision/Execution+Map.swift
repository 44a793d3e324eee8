import QuickstepJSON
import QuickstepJSONPath
import QuickstepStatesLanguage

extension Execution {
    mutating func workMap(
        _ map: MapState,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        if let distributed = map.distributed {
            return try workDistributedMap(map, distributed, compiled, visit, id, &turn)
        }
        var bench = workbench(id, compiled, visit)
        switch Result(catching: { () throws(EvaluationError) in try bench.preparation(of: map) }) {
        case .success(let preparation):
            let change = Change.mapStarted(
                state: visit.state,
                items: preparation.items,
                concurrency: preparation.concurrency
            )
            try emit(change, in: id, after: cursor(of: id), &turn)
            // The recorded service has started the Map when it looks at what it tolerates.
            guard let error = preparation.tolerance else { return }
            try resolve(bench.failure(error), compiled, visit, in: id, after: cursor(of: id), &turn)
        case .failure(let error):
            try resolve(bench.failure(error), compiled, visit, in: id, after: cursor(of: id), &turn)
        }
    }

    /// Begins the next iteration, or ends the Map when all are done.
    mutating func advanceMap(_ id: FrameID, _ turn: inout Turn) throws(MachineFault) {
        let visit = try visit(of: id)
        let next = updateBrood(of: id) { brood in
            NextIteration(
                item: brood.canStartIteration ? brood.nextItem : nil,
                follows: brood.isComplete ? brood.lastID : brood.nextIterationFollows
            )
        }
        guard let next else { throw .stuckFrame(id, phase: "running no iterations") }
        guard let item = next.item else {
            return try emit(.mapSucceeded(state: visit.state), in: id, after: next.follows, &turn)
        }
        try startIteration(item, visit, in: id, after: next.follows, &turn)
    }

    private mutating func startIteration(
        _ item: MapItem,
        _ visit: Visit,
        in id: FrameID,
        after previousID: Int,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let compiled = try definition.state(visit.state)
        guard case .map(let map) = compiled.state.kind else { throw .unknownState(visit.state) }
        var bench = workbench(id, compiled, visit, item: item)
        switch Result(catching: { () throws(EvaluationError) in try bench.iterationInput(map, item) }) {
        case .success(let input):
            // Spelt out, because the literal nil is a JSON null where a JSON value may stand.
            let recorded: JSONValue? = map.itemSelector == nil ? Optional.none : input
            let change = Change.iterationStarted(map: id, state: visit.state, index: item.index, input: recorded)
            try emit(change, in: nextFrameID, after: previousID, &turn)
        case .failure(let error):
            try resolve(bench.failure(error), compiled, visit, in: id, after: previousID, &turn)
        }
    }
}

extension Brood {
    fileprivate var nextItem: MapItem? {
        iterations.flatMap { $0.items.iterationItem(at: $0.next) }
    }
}

private struct NextIteration {
    let item: MapItem?
    let follows: Int
}

/// What a Map starts with.
struct MapPreparation {
    let items: JSONValue
    let concurrency: Int
    /// What is wrong with the tolerated failures.
    let tolerance: EvaluationError?
}

extension Workbench {
    /// What a Map starts with; where a reader has supplied the items, `ItemsPath` is not looked at.
    mutating func preparation(
        of map: MapState,
        reading read: JSONValue? = nil
    ) throws(EvaluationError) -> MapPreparation {
        scope.input = try effectiveInput()
        let items: JSONValue
        if let read { items = read } else { items = try self.items(of: map) }
        let wanted = try map.maxConcurrency.evaluate(in: scope, field: "MaxConcurrency")
        note(.maxConcurrency, .number(JSONNumber(wanted)))
        let most = MachineLimits.inlineIterationsMax
        return MapPreparation(
            items: items,
            concurrency: wanted > 0 ? min(wanted, most) : most,
            tolerance: toleranceProblem(of: map)
        )
    }

    mutating func items(of map: MapState) throws(EvaluationError) -> JSONValue {
        let items = try map.itemsPath.evaluate(in: scope)
        switch items {
        case .array:
            break
        case .object where map.itemsPath.root != .context || semantics < 2:
            // An object of the context object was recorded as no array.
            break
        case .object, .null, .bool, .number, .string:
            throw EvaluationError(cause: MachineTexts.noArray(at: map.itemsPath), isWhole: true)
        }
        note(.afterItemsPath, items)
        return items
    }

    /// An inline Map tolerates no failure, but what it is given to tolerate must be a number.
    private mutating func toleranceProblem(of map: MapState) -> EvaluationError? {
        do throws(EvaluationError) {
            _ = try tolerance(of: map)
            return nil
        } catch {
            return error
        }
    }

    /// How many items may fail.
    mutating func tolerance(of map: MapState) throws(EvaluationError) -> MapRunRequest.Tolerance {
        var tolerance = MapRunRequest.Tolerance()
        let countField = "ToleratedFailureCount"
        if let count = try map.toleratedFailureCount?.evaluate(in: scope, field: countField, takesText: true) {
            note(.toleratedFailureCount, .number(JSONNumber(count)))
            tolerance.count = count
        }
        let field = "ToleratedFailurePercentage"
        if let number = try map.toleratedFailurePercentage?.evaluate(in: scope, field: field),
            let percentage = JSONNumber(number)
        {
            note(.toleratedFailurePercentage, .number(percentage))
            tolerance.percentage = number
        }
        return tolerance
    }

    mutating func iterationInput(_ map: MapState, _ item: MapItem) throws(EvaluationError) -> JSONValue {
        guard let selector = map.itemSelector else { return item.value }
        return try apply(selector, to: effectiveInput())
    }
}
