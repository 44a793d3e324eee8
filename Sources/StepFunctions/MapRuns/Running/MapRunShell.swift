import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// One map run at work: what it needs is got outside any turn, and what it does with that is one turn.
///
/// All that it must remember is rows; what it holds besides was read from a file and can be read again.
struct MapRunShell: Sendable {
    let header: MapRunHeader
    let state: MapState
    let distributed: DistributedMap
    let kernel: Kernel
    let children: ExpressChildren
    /// The definition of the run's executions.
    let childDefinition: CompiledDefinition

    /// How the run stood after the last turn; `nil` before the first one.
    private var known: MapRun?
    private var inputs: ChildInputs?
    /// Whether Express executions of an earlier process were looked for.
    private var isRevived = false

    /// How many executions one turn begins, so that others get theirs.
    static let childrenPerTurnMax = 200
    /// How many ends of executions one turn takes note of.
    static let wordsPerTurnMax = 1000

    var rows: MapRunRows { MapRunRows(owner: header.name.owner) }
    var isExpress: Bool { distributed.childType == .express }
    var exports: Bool { distributed.writer?.exports ?? false }
    var hasEnded: Bool { known?.hasEnded ?? false }

    private init(
        _ header: MapRunHeader,
        _ state: MapState,
        _ distributed: DistributedMap,
        _ childDefinition: CompiledDefinition,
        _ kernel: Kernel,
        _ children: ExpressChildren
    ) {
        self.header = header
        self.state = state
        self.distributed = distributed
        self.childDefinition = childDefinition
        self.kernel = kernel
        self.children = children
    }

    /// Reads what a run was begun with; `nil` where there is no such run.
    static func load(
        _ owner: Owner,
        _ kernel: Kernel,
        _ definitions: DefinitionCache,
        _ children: ExpressChildren
    ) async throws(ServiceError) -> MapRunShell? {
        try await kernel.sequencer.turn { (turn) throws(ServiceError) -> MapRunShell? in
            guard let header = try MapRunHeader.read(owner, turn) else { return nil }
            let definition = try definitions.definition(header.definitionHash, turn)
            guard case .map(let state)? = definition.machine.states[header.request.state]?.kind,
                let distributed = state.distributed
            else { throw .damaged("the definition of the map run \(header.name.arn)") }
            let child = try definitions.definition(header.childDefinitionHash, turn)
            return MapRunShell(header, state, distributed, child, kernel, children)
        }
    }

    // MARK: One pass

    /// What was got for a turn.
    private enum Supply: Sendable {
        case nothing
        case children(ChildBatch)
        case result(JSONValue?)
        case file(PreparedFile)
    }

    /// Does what is to be done next; returns whether there is more to do right away.
    mutating func pass() async throws(ServiceError) -> Bool {
        let supply = try await self.supply()
        let shell = self
        let isRevived = isRevived
        let done = try await kernel.sequencer.turn(cause: header.effect) { (turn) throws(ServiceError) in
            try shell.work(supply, isRevived: isRevived, &turn)
        }
        if case .file(let file) = supply, let blob = file.blob, !done.usedFile { await kernel.blobs.remove(blob.id) }
        self.isRevived = true
        known = done.run
        // Another turn may have gone elsewhere, a redrive's say: then what was read is read again.
        if let inputs, done.run.position != inputs.position { self.inputs = nil }
        return done.goesOn
    }

    private mutating func supply() async throws(ServiceError) -> Supply {
        guard let known else { return .nothing }
        switch known.demand {
        case .items(let room):
            var inputs = self.inputs ?? makeInputs(at: known.position)
            self.inputs = nil
            let batch = try await inputs.next(upTo: min(room, Self.childrenPerTurnMax))
            self.inputs = inputs
            return .children(batch)
        case .result:
            return .result(try await collect(known.nextChild))
        case .file:
            guard case .writing(_, let export) = known.phase else { return .nothing }
            return .file(try await prepare(export, known))
        case .redrives, .stops, nil:
            return .nothing
        }
    }

    func makeInputs(at position: ItemPosition) -> ChildInputs {
        let bucket = BucketReader(kernel: kernel, scope: header.name.scope, cause: header.effect)
        let stream = ItemStream(header.request, distributed.reader, at: position, bucket)
        return ChildInputs(
            header.request,
            stream,
            ItemSelection(of: header.request, by: state.itemSelector, seed: header.seed)
        )
    }

    private struct Done: Sendable {
        let run: MapRun
        let goesOn: Bool
        var usedFile = false
    }

    private func work(
        _ supply: Supply,
        isRevived: Bool,
        _ turn: inout Turn
    ) throws(ServiceError) -> Done {
        guard var run = try MapRun.read(header.name.owner, turn) else {
            throw .damaged("the state of the map run \(header.name.arn)")
        }
        let before = run
        if try turn.get(rows.stopRequest) != nil {
            turn.delete(rows.stopRequest)
            run.abort()
        }
        let words = try takeWords(&run, &turn)
        var usedFile = false
        var result: JSONValue?
        switch supply {
        case .nothing: break
        case .children(let batch): begin(batch, &run, &turn)
        case .result(let collected):
            result = collected
            end(collected, &run, at: turn.now)
        case .file(let file): usedFile = try store(file, &run, &turn)
        }
        switch run.demand {
        case .redrives(let room): try redrive(upTo: min(room, Self.childrenPerTurnMax), &run, &turn)
        case .stops: try stopSome(&run, &turn)
        case .items, .result, .file, nil: break
        }
        if isExpress, !isRevived { try revive(&turn) }
        run.settle(total: header.itemCount, exports: exports, at: turn.now)
        if run.hasEnded, !before.hasEnded { try tell(run, result: result, &turn) }
        if run != before {
            turn.put(rows.state, run.json)
            tellProgress(run, &turn)
        }
        if isExpress, run.hasEnded { turn.delete(rows.openEntry) }
        let goesOn = run.demand != nil || words == Self.wordsPerTurnMax
        // The timer's row stays as long as there is something to do: the next process finds it.
        if !goesOn { turn.cancel(MapRunRows.look(header.name.owner, startedAt: header.startedAt)) }
        return Done(run: run, goesOn: goesOn, usedFile: usedFile)
    }

    // MARK: Executions

    /// Takes note of executions that ended; returns how many did.
    private func takeWords(_ run: inout MapRun, _ turn: inout Turn) throws(ServiceError) -> Int {
        let words = try MapRunInbox.take(upTo: Self.wordsPerTurnMax, of: header.name.owner, &turn)
        for word in words {
            turn.delete(rows.open(word.index))
            if word.status != .succeeded {
                turn.put(rows.unsuccessful(word.index), Array("\(word.items)".utf8))
            }
            run.end(word.status, items: word.items)
        }
        return words.count
    }

    private func begin(_ batch: ChildBatch, _ run: inout MapRun, _ turn: inout Turn) {
        guard case .running = run.phase, batch.start == run.position, !run.isExhausted else { return }
        if let failure = batch.failure { return run.fail(failure.error, failure.cause) }
        var index = run.nextChild
        for child in batch.children {
            let listing = ChildListing(startedAt: turn.now, items: child.items)
            turn.put(rows.child(index), listing.bytes)
            if isExpress {
                turn.put(rows.open(index), OpenExpress(input: child.input, items: child.items, attempt: 0).json)
                children.begin(
                    child.input,
                    items: child.items,
                    index,
                    attempt: 0,
                    of: header,
                    childDefinition,
                    &turn
                )
            } else {
                turn.put(rows.open(index), [])
                header.startStandard(child, index, &turn)
            }
            index += 1
        }
        run.begin(batch.children.map(\.items), upTo: batch.end, isLast: batch.isLast)
    }

    /// What a run keeps of an Express execution that has not ended.
    private struct OpenExpress {
        let input: JSONValue
        let items: Int
        let attempt: Int

        var json: JSONValue {
            ["input": input, "items": .number(JSONNumber(items)), "attempt": .number(JSONNumber(attempt))]
        }

        init(input: JSONValue, items: Int, attempt: Int) {
            self.input = input
            self.items = items
            self.attempt = attempt
        }

        init?(_ row: StoreRow) {
            guard let json = try? JSONValue.parse(bytes: row.value, limits: .storedRows), let input = json["input"],
                let items = json["items"]?.intValue, let attempt = json["attempt"]?.intValue
            else { return nil }
            self.init(input: input, items: items, attempt: attempt)
        }
    }

    /// Begins the Express executions again that an earlier process had under way.
    private func revive(_ turn: inout Turn) throws(ServiceError) {
        for row in try turn.range(rows.open.prefixRange) {
            let index = try rows.index(of: row, in: rows.open)
            guard !children.contains(index, of: header) else { continue }
            guard let open = OpenExpress(row) else { throw .damaged("a row of the map run \(header.name.arn)") }
            children.begin(
                open.input,
                items: open.items,
                index,
                attempt: open.attempt,
                of: header,
                childDefinition,
                &turn
            )
        }
    }

    /// Takes some executions up again that did not succeed.
    private func redrive(upTo count: Int, _ run: inout MapRun, _ turn: inout Turn) throws(ServiceError) {
        let start = rows.unsuccessful(run.redriven + 1)
        let found = try turn.range(start..<rows.unsuccessful.prefixRange.upperBound, limit: count)
        for row in found {
            let index = try rows.index(of: row, in: rows.unsuccessful)
            let items = Int(String(decoding: row.value, as: UTF8.self)) ?? 1
            turn.delete(row.key)
            run.beginAgain(index, items: items)
            if isExpress {
                try redriveExpress(index, items: items, attempt: run.redriveCount, &turn)
            } else {
                try redriveStandard(index, &turn)
            }
        }
        if found.count < count { run.endRedrives() }
    }

    private func redriveExpress(_ index: Int, items: Int, attempt: Int, _ turn: inout Turn) throws(ServiceError) {
        guard let input = try turn.json(rows.result(index))?["input"] else {
            throw .damaged("a result of the map run \(header.name.arn)")
        }
        turn.put(rows.open(index), OpenExpress(input: input, items: items, attempt: attempt).json)
        children.begin(input, items: items, index, attempt: attempt, of: header, childDefinition, &turn)
    }

    private func redriveStandard(_ index: Int, _ turn: inout Turn) throws(ServiceError) {
        let owner = header.child(index).owner
        var record = try ExecutionRecord.read(owner, turn) ?? .running
        record.redrive(at: turn.now)
        turn.put(Rows.status(owner), record.json)
        turn.put(rows.open(index), [])
        turn.set(RuntimeTimer(owner: owner, number: ShellTimer.redrive, due: turn.now))
    }

    /// Stops some executions that run.
    private func stopSome(_ run: inout MapRun, _ turn: inout Turn) throws(ServiceError) {
        let start = rows.open(run.stopped + 1)
        let found = try turn.range(
            start..<rows.open.prefixRange.upperBound,
            limit: Self.childrenPerTurnMax
        )
        for row in found {
            let index = try rows.index(of: row, in: rows.open)
            run.noteStops(upTo: index)
            if isExpress {
                let (children, header) = (children, header)
                turn.afterCommit { children.stop(index, of: header) }
            } else {
                try StatesService.requestStop(of: header.child(index).owner, reason: [:], &turn)
            }
        }
        if found.count < Self.childrenPerTurnMax { run.noteStops(upTo: run.nextChild) }
    }

    // MARK: The end

    /// The state's result is there; none means that it is too large.
    private func end(_ result: JSONValue?, _ run: inout MapRun, at time: Timestamp) {
        guard case .collecting = run.phase else { return }
        guard result == nil else { return run.end(.succeeded, at: time) }
        let cause = MachineTexts.oversize(header.request.state)
        run.end(.failed(error: ErrorName.dataLimitExceeded, cause: cause), at: time)
    }

    /// Tells the execution how its run ended.
    private func tell(_ run: MapRun, result: JSONValue?, _ turn: inout Turn) throws(ServiceError) {
        guard case .ended(let outcome) = run.phase else { return }
        let word: ExecutionInbox.Word
        switch outcome {
        case .succeeded:
            word = .mapRunSucceeded(output: result ?? exportResult)
        case .failed(let error, let cause):
            word = .mapRunFailed(error: error, cause: cause)
        case .aborted:
            return
        }
        guard let owner = ExecutionName(arn: header.execution)?.owner,
            let parent = try StoredHeader.read(owner, turn)?.header
        else { return }
        try ExecutionInbox.leave(word, about: run.task, for: parent, owner, &turn)
    }

    /// What the state results in where results are stored in a bucket.
    private var exportResult: JSONValue {
        [
            "MapRunArn": .string(header.name.arn),
            "ResultWriterDetails": ["Bucket": .string(exportBucket), "Key": .string(exportKey("manifest.json"))],
        ]
    }

    /// Tells the bus how far the run is.
    private func tellProgress(_ run: MapRun, _ turn: inout Turn) {
        guard kernel.bus.hasListeners else { return }
        turn.notify(
            header.executionEffect,
            service: StatesService.serviceName,
            event: run.hasEnded ? "MapRunEnded" : "MapRunProgressed",
            subject: header.request.state,
            phase: .progressed,
            detail: [
                "mapRunArn": .string(header.name.arn),
                "executionArn": .string(header.execution),
                "status": .string(run.statusName),
                "running": .number(JSONNumber(run.executions.running)),
                "succeeded": .number(JSONNumber(run.executions.succeeded)),
                "failed": .number(JSONNumber(run.executions.unsuccessful + run.executions.aborted)),
            ]
        )
    }

    /// Ends a run that cannot go on, because what is stored of it cannot be read.
    static func giveUp(_ owner: Owner, because reason: String, _ kernel: Kernel) async {
        await kernel.repeatedTurn { (turn) throws(ServiceError) in
            guard let name = MapRunName(owner: owner) else { return }
            // Without its header nobody knows whose run it is.
            guard let header = try? MapRunHeader.read(owner, turn),
                let parent = ExecutionName(arn: header.execution)?.owner,
                let stored = try StoredHeader.read(parent, turn)?.header
            else { return }
            let task = (try? MapRun.read(owner, turn))?.task ?? header.request.run
            var run = MapRun(header.request)
            run.end(.failed(error: ErrorName.runtime, cause: reason), at: turn.now)
            turn.put(MapRunRows(owner: owner).state, run.json)
            turn.cancel(MapRunRows.look(owner, startedAt: header.startedAt))
            let word = ExecutionInbox.Word.mapRunFailed(error: ErrorName.runtime, cause: "\(name.arn): \(reason)")
            try ExecutionInbox.leave(word, about: task, for: stored, parent, &turn)
        }
    }
}
