import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage
import Synchronization

/// Brings an execution back from its journal.
final class ExecutionLoader: Sendable {
    private let kernel: Kernel
    private let definitions: DefinitionCache

    init(kernel: Kernel, definitions: DefinitionCache) {
        self.kernel = kernel
        self.definitions = definitions
    }

    private struct Stored: Sendable {
        let header: StoredHeader
        let definition: CompiledDefinition
        let steps: [StoreRow]
        /// The work that does the tasks in flight.
        let work: [TaskID: WorkID]

        var dispatched: Set<TaskID> { Set(work.keys) }
    }

    /// Folds an execution's journal.
    ///
    /// `nil` where there is no such execution, or it is quarantined.
    func load(_ owner: Owner) async throws(ServiceError) -> LiveExecution? {
        let definitions = definitions
        let stored = try await kernel.sequencer.turn { (turn) throws(ServiceError) -> Stored? in
            guard let header = try StoredHeader.read(owner, turn),
                try ExecutionRecord.read(owner, turn)?.quarantine == nil
            else { return nil }
            return Stored(
                header: header,
                definition: try definitions.definition(header.header.definitionHash, turn),
                steps: try turn.range(Rows.journal(owner).prefixRange),
                work: try Rows.work(of: owner, turn)
            )
        }
        guard let stored, let name = ExecutionName(owner: owner) else { return nil }
        do throws(MachineFault) {
            var machine = Execution(header: stored.header.header, definition: stored.definition)
            var decoder = StepDecoder()
            var lastStepAt: Timestamp?
            for row in stored.steps {
                let step = try decoder.decode(row.value)
                lastStepAt = step.time
                try machine.evolve(step)
            }
            var timers: [TimerID: Timestamp] = [:]
            var waiting: [WaitingTask] = []
            for action in machine.pendingActions {
                switch action {
                case .setTimer(let id, let due), .setLimit(let id, let due):
                    timers[id] = due
                case .startTask(let request) where !stored.dispatched.contains(request.task):
                    waiting.append(WaitingTask(request: request, path: ""))
                case .startTask, .startMapRun, .redriveMapRun, .cancelTask, .closeTask, .cancelTimer, .continueSoon,
                    .finish:
                    break
                }
            }
            return LiveExecution(
                owner: owner,
                name: name,
                effect: stored.header.effect,
                child: stored.header.child,
                log: stored.header.revision.flatMap { revision in
                    ExecutionLog(
                        revision.configuration.logging,
                        of: stored.header.header,
                        effect: stored.header.effect,
                        cause: stored.header.cause,
                        on: kernel
                    )
                },
                content: LiveExecution.Content(
                    machine: machine,
                    journal: StepEncoder(continuing: decoder),
                    stepNext: stored.steps.count + 1,
                    lastStepAt: lastStepAt,
                    timers: timers,
                    waiting: waiting,
                    work: stored.work
                )
            )
        } catch {
            throw .damaged(error.description)
        }
    }
}

/// An execution's header as stored: with the effect that it is, and what caused it.
struct StoredHeader: Sendable {
    let header: ExecutionHeader
    let effect: EffectID
    let cause: EffectID?
    /// The machine as it was when the execution began; `nil` in headers of older versions.
    let revision: MachineRevision?
    let traceHeader: String?
    /// What the execution is to the map run that started it; `nil` of any other.
    let child: MapRunChild?

    var json: JSONValue {
        var row: JSONObject = [
            "header": header.json,
            "effect": .string(effect.description),
            "cause": cause.map { .string($0.description) } ?? .null,
        ]
        if let revision { row["machine"] = revision.json }
        if let child { row["child"] = child.json }
        if let traceHeader { row["traceHeader"] = .string(traceHeader) }
        return .object(row)
    }

    init(
        header: ExecutionHeader,
        effect: EffectID,
        cause: EffectID?,
        revision: MachineRevision? = nil,
        traceHeader: String? = nil,
        child: MapRunChild? = nil
    ) {
        self.header = header
        self.effect = effect
        self.cause = cause
        self.revision = revision
        self.traceHeader = traceHeader
        self.child = child
    }

    static func read(_ owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> StoredHeader? {
        guard let json = try turn.json(Rows.header(owner)) else { return nil }
        guard let inner = json["header"], let effect = json["effect"]?.stringValue else {
            throw .damaged("the header of the execution \(owner.name)")
        }
        do throws(MachineFault) {
            return StoredHeader(
                header: try ExecutionHeader(json: inner),
                effect: EffectID(effect),
                cause: json["cause"]?.stringValue.map { EffectID($0) },
                revision: json["machine"].flatMap { MachineRevision(json: $0) },
                traceHeader: json["traceHeader"]?.stringValue,
                child: json["child"].flatMap { MapRunChild(json: $0) }
            )
        } catch {
            throw .damaged(error.description)
        }
    }
}

/// Compiled definitions by the hash of their text.
final class DefinitionCache: Sendable {
    private let compiled = Mutex<[String: CompiledDefinition]>([:])
    /// Past this many the cache starts anew: a bound, not a policy.
    private static let countMax = 1000

    static func hash(of text: String) -> String {
        Hex.encode(DigestAlgorithm.sha256.digest(Array(text.utf8)))
    }

    /// Compiles a text and keeps the result.
    ///
    /// A text that is known may be refused: it was accepted under other rules, or for machines of another type.
    func compile(
        _ text: String,
        name: String,
        type: MachineType = .standard
    ) throws(InvalidDefinition) -> (hash: String, definition: CompiledDefinition) {
        let hash = Self.hash(of: text)
        let options = DecodingOptions(machineType: type)
        let source = DefinitionSource(json: text, name: name)
        let definition = CompiledDefinition(try StateMachine.decode(source, options: options))
        keep(definition, hash)
        return (hash, definition)
    }

    /// The definition of a hash, compiled from its stored text where it is not known yet.
    func definition(_ hash: String, _ turn: borrowing Turn) throws(ServiceError) -> CompiledDefinition {
        if let known = compiled.withLock({ $0[hash] }) { return known }
        guard let bytes = try turn.get(Rows.definition(hash)) else {
            throw .damaged("the definition \(hash) is missing")
        }
        do throws(InvalidDefinition) {
            let source = DefinitionSource(json: String(decoding: bytes, as: UTF8.self), name: "definition")
            let definition = CompiledDefinition(try StateMachine.decodeAccepted(source))
            keep(definition, hash)
            return definition
        } catch {
            throw .damaged("the definition \(hash) is not valid any more: \(error)")
        }
    }

    private func keep(_ definition: CompiledDefinition, _ hash: String) {
        compiled.withLock { compiled in
            if compiled.count >= Self.countMax { compiled.removeAll() }
            compiled[hash] = definition
        }
    }
}
