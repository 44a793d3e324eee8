import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What an execution is to the map run that started it.
struct MapRunChild: Sendable, Equatable {
    /// The ARN of the map run.
    let mapRun: String
    let index: Int
    /// How many items are in its input.
    let items: Int
    /// When the run began.
    let runStartedAt: Timestamp

    var json: JSONValue {
        [
            "run": .string(mapRun), "index": .number(JSONNumber(index)), "items": .number(JSONNumber(items)),
            "began": .number(JSONNumber(runStartedAt.milliseconds)),
        ]
    }

    init(mapRun: String, index: Int, items: Int, runStartedAt: Timestamp) {
        self.mapRun = mapRun
        self.index = index
        self.items = items
        self.runStartedAt = runStartedAt
    }

    init?(json: JSONValue) {
        guard let run = json["run"]?.stringValue, let index = json["index"]?.intValue,
            let items = json["items"]?.intValue, let began = json["began"]?.numberValue?.int64
        else { return nil }
        self.init(mapRun: run, index: index, items: items, runStartedAt: Timestamp(milliseconds: began))
    }

    /// Whether the run will take the execution up again.
    func waitsForRedrive(_ turn: borrowing Turn) throws(ServiceError) -> Bool {
        guard let owner = MapRunName(arn: mapRun)?.owner, let run = try MapRun.read(owner, turn) else { return false }
        guard run.executions.pendingRedrive > 0, index > run.redriven else { return false }
        return try turn.get(MapRunRows(owner: owner).unsuccessful(index)) != nil
    }

    /// Tells the run that the execution ended.
    func tell(_ status: ExecutionRecord.Status, _ turn: inout Turn) throws(ServiceError) {
        guard let name = MapRunName(arn: mapRun) else { return }
        let word = MapRunInbox.Word(index: index, items: items, status: status)
        try MapRunInbox.leave(word, for: name, startedAt: runStartedAt, &turn)
    }
}

/// An entry of a map run's list of executions.
struct ChildListing: Sendable, Equatable {
    let startedAt: Timestamp
    let items: Int

    var bytes: [UInt8] { Array("\(startedAt.milliseconds) \(items)".utf8) }

    init(startedAt: Timestamp, items: Int) {
        self.startedAt = startedAt
        self.items = items
    }

    init?(_ row: [UInt8]) {
        let parts = String(decoding: row, as: UTF8.self).split(separator: " ")
        guard parts.count == 2, let started = Int64(parts[0]), let items = Int(parts[1]) else { return nil }
        self.init(startedAt: Timestamp(milliseconds: started), items: items)
    }
}

/// What executions tell their map run of their end: rows, until the run has taken note of them.
enum MapRunInbox {
    struct Word: Sendable, Equatable {
        let index: Int
        let items: Int
        let status: ExecutionRecord.Status

        var bytes: [UInt8] { Array("\(index) \(items) \(status.rawValue)".utf8) }

        init(index: Int, items: Int, status: ExecutionRecord.Status) {
            self.index = index
            self.items = items
            self.status = status
        }

        init?(_ row: [UInt8]) {
            let parts = String(decoding: row, as: UTF8.self).split(separator: " ")
            guard parts.count == 3, let index = Int(parts[0]), let items = Int(parts[1]),
                let status = ExecutionRecord.Status(rawValue: String(parts[2]))
            else { return nil }
            self.init(index: index, items: items, status: status)
        }
    }

    /// Tells the run that an execution ended; it takes note right after the commit.
    ///
    /// The timer needs the time at which the run began, and every execution of a run has the same in its header.
    static func leave(
        _ word: Word,
        for run: MapRunName,
        startedAt: Timestamp,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let rows = MapRunRows(owner: run.owner)
        turn.put(rows.inbox.integer(try turn.sequence()), word.bytes)
        turn.set(MapRunRows.look(run.owner, startedAt: startedAt))
    }

    /// Takes some out, in the order in which they came.
    static func take(upTo count: Int, of owner: Owner, _ turn: inout Turn) throws(ServiceError) -> [Word] {
        var words: [Word] = []
        for row in try turn.range(MapRunRows(owner: owner).inbox.prefixRange, limit: count) {
            turn.delete(row.key)
            guard let word = Word(row.value) else { throw .damaged("the inbox of the map run \(owner.name)") }
            words.append(word)
        }
        return words
    }
}

extension MapRunHeader {
    /// Writes the rows of a Standard execution that begins.
    func startStandard(_ child: ChildBatch.Child, _ index: Int, _ turn: inout Turn) {
        let name = self.child(index)
        let header = childHeader(name.arn, name.name, .standard, child.input, childSeed(index), at: turn.now)
        let stored = StoredHeader(
            header: header,
            effect: turn.effect(),
            cause: effect,
            revision: revision,
            child: MapRunChild(mapRun: self.name.arn, index: index, items: child.items, runStartedAt: startedAt)
        )
        turn.put(Rows.header(name.owner), stored.json)
        turn.put(Rows.status(name.owner), ExecutionRecord.running.json)
        turn.set(ShellTimer.carryOn(name.owner, startedAt: turn.now))
        tellStart(stored.effect, name.arn, name.name, child.input, &turn)
    }

    /// The header of an execution of the run.
    func childHeader(
        _ arn: String,
        _ executionName: String,
        _ kind: ExecutionKind,
        _ input: JSONValue,
        _ seed: UInt64,
        at time: Timestamp
    ) -> ExecutionHeader {
        ExecutionHeader(
            kind: kind,
            arn: arn,
            name: executionName,
            stateMachineARN: ExecutionName.machineARN(name.childMachine, in: name.scope),
            stateMachineName: name.childMachine,
            roleARN: roleARN,
            input: input,
            seed: seed,
            startedAt: time,
            definitionHash: childDefinitionHash,
            region: name.scope.region,
            parent: name.arn
        )
    }

    func tellStart(_ effect: EffectID, _ arn: String, _ childName: String, _ input: JSONValue, _ turn: inout Turn) {
        turn.notify(
            effect,
            cause: self.effect,
            service: StatesService.serviceName,
            event: "ExecutionStarted",
            subject: childName,
            phase: .began,
            detail: [
                "executionArn": .string(arn), "stateMachine": .string(name.childMachine), "input": input,
                "mapRunArn": .string(name.arn),
            ]
        )
    }
}
