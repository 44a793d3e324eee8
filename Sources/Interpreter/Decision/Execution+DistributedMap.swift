import QuickstepJSON
import QuickstepJSONPath
import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    /// Begins a map run, or takes up again the one that a redriven execution had.
    mutating func workDistributedMap(
        _ map: MapState,
        _ distributed: DistributedMap,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        if let known = visit.mapRun {
            let run = TaskID(lastSequence + 1)
            let change = Change.mapRunRedriven(run: run, arn: known.arn, count: known.redriveCount + 1)
            return try emit(change, in: id, after: cursor(of: id), &turn)
        }
        var bench = workbench(id, compiled, visit)
        let beginning = Result { () throws(EvaluationError) in try bench.beginning(of: map, distributed) }
        guard case .success(let beginning) = beginning else {
            if case .failure(let error) = beginning {
                try resolve(bench.failure(error), compiled, visit, in: id, after: cursor(of: id), &turn)
            }
            return
        }
        try emit(
            .distributedMapStarted(state: visit.state, items: beginning.items),
            in: id,
            after: cursor(of: id),
            &turn
        )
        // The recorded service has started the Map when it looks at the rest.
        let run = TaskID(lastSequence + 1)
        let arn = mapRunARN(labelled: distributed.label, attempt: visit.retryCount)
        let request = Result { () throws(EvaluationError) in
            try bench.request(for: run, arn: arn, map, distributed, beginning)
        }
        switch request {
        case .success(let request):
            try emit(.mapRunStarted(request), in: id, after: cursor(of: id), &turn)
        case .failure(let error):
            try resolve(bench.failure(error), compiled, visit, in: id, after: cursor(of: id), &turn)
        }
    }

    /// A new name: `arn:aws:states:<region>:<account>:mapRun:<machine>/<label>:<uuid>`.
    ///
    /// A child of a map run bears the name of the machine and a label; labels are unique in the whole machine, so its own runs leave
    /// the outer label out.
    private func mapRunARN(labelled label: String, attempt: Int) -> String {
        var random = KeyedRandom(seed: header.seed, event: lastSequence + 1, attempt: attempt)
        let machine = header.stateMachineARN.prefix { $0 != "/" }
        let base = machine.replacing(":stateMachine:", with: ":mapRun:", maxReplacements: 1)
        return "\(base)/\(label):\(random.uuid())"
    }

    /// The map run that a signal names; `nil` where the execution does not wait for it any more.
    func frame(of run: TaskID) -> FrameID? {
        guard let id = awaited[run.sequence], case .runningMap(let inFlight) = frames[id]?.phase, inFlight.run == run
        else { return nil }
        return id
    }

    mutating func succeedMapRun(
        _ run: TaskID,
        in id: FrameID,
        output: JSONValue,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let visit = try visit(of: id)
        guard !output.exceedsDepth(MachineLimits.payloadDepthMax) else {
            let prefix = MachineTexts.prefix(state: visit.state, enteredID: visit.enteredID)
            return try failMapRun(run, in: id, error: ErrorName.runtime, cause: prefix + MachineTexts.tooDeep, &turn)
        }
        try emit(.mapRunSucceeded(run: run, output: output), in: id, after: cursor(of: id), &turn)
        try emit(.mapSucceeded(state: visit.state), in: id, after: cursor(of: id), &turn)
    }

    mutating func failMapRun(
        _ run: TaskID,
        in id: FrameID,
        error: String,
        cause: String?,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let visit = try visit(of: id)
        let compiled = try definition.state(visit.state)
        try emit(.mapRunFailed(run: run, error: error, cause: cause), in: id, after: cursor(of: id), &turn)
        let failure = Failure(error: error, cause: cause, origin: .state)
        try resolve(failure, compiled, visit, in: id, after: cursor(of: id), &turn)
    }
}

/// What is known of a distributed Map before it starts.
struct MapRunBeginning {
    /// `nil` where a reader supplies them.
    let items: JSONValue?
    let concurrency: Int
    /// The state's effective input.
    let input: JSONValue
}

extension Workbench {
    fileprivate mutating func beginning(
        of map: MapState,
        _ distributed: DistributedMap
    ) throws(EvaluationError) -> MapRunBeginning {
        let input = try effectiveInput()
        scope.input = input
        let items: JSONValue? = distributed.reader == nil ? try self.items(of: map) : Optional.none
        return MapRunBeginning(
            items: items,
            concurrency: try map.maxConcurrency.evaluate(in: scope, field: "MaxConcurrency"),
            input: input
        )
    }

    fileprivate mutating func request(
        for run: TaskID,
        arn: String,
        _ map: MapState,
        _ distributed: DistributedMap,
        _ beginning: MapRunBeginning
    ) throws(EvaluationError) -> MapRunRequest {
        scope.input = beginning.input
        let tolerance = try self.tolerance(of: map)
        let reading = try distributed.reader.map { (reader) throws(EvaluationError) in
            MapRunRequest.Reading(
                arguments: try apply(reader.arguments ?? .literal([:]), to: beginning.input),
                maxItems: try reader.maxItems?.evaluate(in: scope, field: "MaxItems", minimum: .min)
            )
        }
        let batch = try distributed.batcher.map { (batcher) throws(EvaluationError) in
            MapRunRequest.Batch(
                maxItems: try batcher.maxItems?.evaluate(in: scope, field: "MaxItemsPerBatch", minimum: 1),
                maxBytes: try batcher.maxBytes?.evaluate(in: scope, field: "MaxInputBytesPerBatch", minimum: 1),
                input: try batcher.input.map { (template) throws(EvaluationError) in
                    try apply(template, to: beginning.input)
                }
            )
        }
        let writing = try distributed.writer.flatMap { (writer) throws(EvaluationError) -> JSONValue? in
            guard writer.exports else { return Optional.none }
            return try apply(writer.arguments ?? .literal([:]), to: beginning.input)
        }
        return MapRunRequest(
            run: run,
            state: visit.state,
            enteredID: visit.enteredID,
            arn: arn,
            items: beginning.items,
            reading: reading,
            concurrency: beginning.concurrency,
            tolerance: tolerance,
            batch: batch,
            writing: writing,
            surroundings: surroundings(of: map.itemSelector, beginning)
        )
    }

    /// What a selector will read, and nothing else: the context object holds the execution's whole input.
    private func surroundings(
        of selector: PayloadTemplate?,
        _ beginning: MapRunBeginning
    ) -> MapRunRequest.Surroundings {
        var readsInput = false
        var readsContext = false
        var names: Set<String> = []
        for path in selector?.paths ?? [] {
            switch path.root {
            case .input: readsInput = true
            // A miss in the context object cites the input.
            case .context: (readsInput, readsContext) = (true, true)
            case .variable(let name): names.insert(name)
            }
        }
        let read = names.sorted().compactMap { name in scope.variables[name].map { (name, $0) } }
        return MapRunRequest.Surroundings(
            input: readsInput ? beginning.input : Optional.none,
            context: readsContext ? scope.context() : Optional.none,
            variables: JSONObject(read)
        )
    }
}
