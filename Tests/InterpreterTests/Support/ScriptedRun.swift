import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

@testable import QuickstepInterpreter

/// What a scripted task does, some virtual milliseconds after it was started.
enum ScriptedResult: Sendable {
    case succeed(JSONValue, after: Int64 = 0)
    case fail(String?, String?, after: Int64 = 0)
    /// Sends several signals, each some milliseconds after the start.
    case follow([(signal: Signal, after: Int64)])
    /// Never answers.
    case hang
}

/// An execution driven by a script over virtual time, with its journal.
struct ScriptedRun {
    static let startedAt = Timestamp(milliseconds: 1_735_689_600_000)

    let header: ExecutionHeader
    let definition: CompiledDefinition
    private(set) var machine: Execution
    private(set) var journal: [Step] = []
    /// When each step was taken.
    private(set) var now = ScriptedRun.startedAt

    /// What is still to come, by due time and then in order of arrival.
    private var agenda: [(due: Timestamp, order: Int, signal: Signal)] = []
    private var orderNext = 0
    private let script: (TaskRequest) -> ScriptedResult
    /// Every task that was to be started, in order.
    private(set) var requests: [TaskRequest] = []
    /// How map runs end, one after the other; those beyond hang.
    var mapRunEnds: [ScriptedResult] = []
    /// Every map run that was to be started, in order.
    private(set) var mapRuns: [MapRunRequest] = []

    init(
        _ definition: String,
        input: JSONValue = [:],
        seed: UInt64 = 7,
        script: @escaping (TaskRequest) -> ScriptedResult = { _ in .succeed([:]) }
    ) throws {
        var options = DecodingOptions()
        // The tests' machines have states in common, of which each reaches its own.
        options.allowsUnreachableStates = true
        let machine = try StateMachine.decode(DefinitionSource(json: definition), options: options)
        self.init(machine, input: input, seed: seed, script: script)
    }

    init(
        _ definition: StateMachine,
        input: JSONValue = [:],
        seed: UInt64 = 7,
        script: @escaping (TaskRequest) -> ScriptedResult
    ) {
        header = Self.header(input: input, seed: seed)
        self.definition = CompiledDefinition(definition)
        machine = Execution(header: header, definition: self.definition)
        self.script = script
    }

    static func header(input: JSONValue, seed: UInt64) -> ExecutionHeader {
        ExecutionHeader(
            arn: "arn:aws:states:us-east-1:000000000000:execution:machine:run",
            name: "run",
            stateMachineARN: "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
            stateMachineName: "machine",
            roleARN: "arn:aws:iam::000000000000:role/role",
            input: input,
            seed: seed,
            startedAt: startedAt,
            definitionHash: "hash",
            region: "us-east-1"
        )
    }

    /// Starts the execution and runs it to its end, or until nothing more is to come.
    mutating func finish(signalsMax: Int = 10_000) throws {
        if !machine.hasStarted { try send(.start) }
        var left = signalsMax
        while machine.status.isRunning, left > 0, try advance() { left -= 1 }
    }

    /// Sends a signal at the present time.
    @discardableResult
    mutating func send(_ signal: Signal) throws -> [Event] {
        let events = try machine.handle(signal, at: now)
        guard !events.isEmpty else { return events }
        journal.append(Step(signal: signal, time: now, events: events))
        for event in events {
            for action in Execution.actions(for: event) { perform(action) }
        }
        return events
    }

    /// Sends what is due next.
    ///
    /// Answers whether there was anything.
    mutating func advance() throws -> Bool {
        let next = agenda.indices.min { left, right in
            (agenda[left].due, agenda[left].order) < (agenda[right].due, agenda[right].order)
        }
        guard let next else { return false }
        let entry = agenda.remove(at: next)
        now = max(now, entry.due)
        try send(entry.signal)
        return true
    }

    private mutating func perform(_ action: Action) {
        switch action {
        case .startTask(let request):
            requests.append(request)
            switch script(request) {
            case .succeed(let output, let delay):
                schedule(.taskSucceeded(request.task, output: output), now.adding(milliseconds: delay))
            case .fail(let error, let cause, let delay):
                schedule(.taskFailed(request.task, error: error, cause: cause), now.adding(milliseconds: delay))
            case .follow(let signals):
                for (signal, delay) in signals { schedule(signal, now.adding(milliseconds: delay)) }
            case .hang:
                break
            }
        case .startMapRun(let request):
            mapRuns.append(request)
            endMapRun(request.run)
        case .redriveMapRun(let run, _):
            endMapRun(run)
        case .setTimer(let timer, let at), .setLimit(let timer, let at):
            schedule(.timerFired(timer), at)
        case .continueSoon:
            schedule(.resume, now)
        case .cancelTimer(let timer):
            agenda.removeAll { $0.signal == .timerFired(timer) }
        case .cancelTask(let task), .closeTask(let task):
            agenda.removeAll { $0.signal.task == task }
        case .finish:
            agenda = []
        }
    }

    private mutating func endMapRun(_ run: TaskID) {
        guard !mapRunEnds.isEmpty else { return }
        switch mapRunEnds.removeFirst() {
        case .succeed(let output, let delay):
            schedule(.mapRunSucceeded(run, output: output), now.adding(milliseconds: delay))
        case .fail(let error, let cause, let delay):
            schedule(.mapRunFailed(run, error: error ?? "", cause: cause), now.adding(milliseconds: delay))
        case .follow, .hang:
            break
        }
    }

    private mutating func schedule(_ signal: Signal, _ due: Timestamp) {
        agenda.append((due, orderNext, signal))
        orderNext += 1
    }
}

extension Signal {
    fileprivate var task: TaskID? {
        switch self {
        case .taskSucceeded(let task, _), .taskFailed(let task, _, _), .taskAccepted(let task),
            .taskRefused(let task, _), .activityStarted(let task, _), .taskSubmitted(let task, _),
            .heartbeatReceived(let task), .mapRunSucceeded(let task, _), .mapRunFailed(let task, _, _):
            task
        case .start, .resume, .redrive, .timerFired, .stop: nil
        }
    }
}

extension ScriptedRun {
    var events: [Event] {
        journal.flatMap(\.events)
    }

    /// The visible history.
    var history: [HistoryEvent] {
        journal.flatMap { HistoryEvent.visible($0, header: header) }
    }

    /// The history as reference texts write it: `3<2 PassStateExited`.
    var lines: [String] {
        history.map { "\($0.id)<\($0.previousID) \($0.type)" }
    }

    /// The details of the events of a type.
    func details(_ type: String) -> [JSONObject] {
        history.filter { $0.type == type }.map(\.details)
    }

    /// Runs a definition to its end.
    static func finished(
        _ definition: String,
        input: JSONValue = [:],
        seed: UInt64 = 7,
        script: @escaping (TaskRequest) -> ScriptedResult = { _ in .succeed([:]) }
    ) throws -> ScriptedRun {
        var run = try ScriptedRun(definition, input: input, seed: seed, script: script)
        try run.finish()
        return run
    }
}
