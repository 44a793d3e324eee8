import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Begins map runs, stops them, and takes them up again, in the turn in which their execution decides so.
struct MapRunStart: Sendable {
    let definitions: DefinitionCache

    /// Begins a run: it looks at what there is to do right after the commit.
    func begin(_ request: MapRunRequest, for live: LiveExecution, _ turn: inout Turn) throws(ServiceError) {
        guard let name = MapRunName(arn: request.arn), let stored = try StoredHeader.read(live.owner, turn) else {
            throw .damaged("the start of the map run \(request.arn)")
        }
        let definition = stored.header.definitionHash
        let child = try childDefinition(of: request.state, in: definition, &turn)
        let header = MapRunHeader(
            name: name,
            execution: live.name.arn,
            definitionHash: definition,
            childDefinitionHash: child,
            roleARN: live.roleARN,
            request: request,
            seed: StatesService.draw(&turn),
            startedAt: turn.now,
            effect: turn.effect(),
            executionEffect: live.effect,
            revision: stored.revision.flatMap { $0.ofChild(child) }
        )
        let rows = MapRunRows(owner: name.owner)
        turn.put(rows.header, header.json)
        turn.put(rows.state, MapRun(request).json)
        if try isExpress(request.state, in: definition, turn) { turn.put(rows.openEntry, []) }
        turn.put(Rows.ticket(request.run, of: live.owner), TaskTicket(mapRun: request.arn).json)
        turn.put(Rows.mapRun(request.run, of: live.owner), Array(request.arn.utf8))
        turn.set(MapRunRows.look(name.owner, startedAt: turn.now))
    }

    private func isExpress(
        _ state: String,
        in hash: String,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> Bool {
        guard case .map(let map)? = try definitions.definition(hash, turn).machine.states[state]?.kind else {
            return false
        }
        return map.distributed?.childType == .express
    }

    /// The definition of a run's executions, which is stored once for all runs of it.
    private func childDefinition(
        of state: String,
        in hash: String,
        _ turn: inout Turn
    ) throws(ServiceError) -> String {
        guard let bytes = try turn.get(Rows.definition(hash)), let json = try? JSONValue.parse(bytes: bytes),
            let child = ChildDefinition.of(state, in: json)
        else { throw .damaged("the definition \(hash) has no Map state '\(state)'") }
        let text = child.compactText
        let childHash = DefinitionCache.hash(of: text)
        if try turn.get(Rows.definition(childHash)) == nil { turn.put(Rows.definition(childHash), Array(text.utf8)) }
        return childHash
    }

    /// Takes a run up again that ended, or that is about to.
    func redrive(
        _ arn: String,
        as task: TaskID,
        for live: LiveExecution,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard let name = MapRunName(arn: arn), var run = try MapRun.read(name.owner, turn),
            let header = try MapRunHeader.read(name.owner, turn)
        else { throw .damaged("the map run \(arn)") }
        run.redrive(as: task, at: turn.now)
        let rows = MapRunRows(owner: name.owner)
        turn.put(rows.state, run.json)
        turn.delete(rows.stopRequest)
        if try isExpress(header.request.state, in: header.definitionHash, turn) { turn.put(rows.openEntry, []) }
        turn.put(Rows.ticket(task, of: live.owner), TaskTicket(mapRun: arn).json)
        turn.set(MapRunRows.look(name.owner, startedAt: header.startedAt))
    }

    /// Lets a run stop whose execution does not wait for it any more.
    static func stop(_ arn: String, _ turn: inout Turn) throws(ServiceError) {
        guard let name = MapRunName(arn: arn), let header = try MapRunHeader.read(name.owner, turn) else { return }
        turn.put(MapRunRows(owner: name.owner).stopRequest, [])
        turn.set(MapRunRows.look(name.owner, startedAt: header.startedAt))
    }
}

extension MachineRevision {
    /// What an execution of a map run keeps of its machine: nothing, where its events are not logged.
    fileprivate func ofChild(_ definitionHash: String) -> MachineRevision? {
        guard configuration.logging.level != .off else { return nil }
        var configuration = configuration
        configuration.definitionHash = definitionHash
        return MachineRevision(configuration: configuration, id: id, since: since)
    }
}
