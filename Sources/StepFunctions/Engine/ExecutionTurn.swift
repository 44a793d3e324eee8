import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// One signal of one execution: decided off the loop, made durable in one turn.
///
/// Calls on our own services are made inside that turn, and what they answer is the next signal of the same commit: effect and
/// history are one fact. Everything that leaves the process waits for the commit.
struct ExecutionTurn: Sendable {
    let live: LiveExecution
    let tasks: TaskRouter
    let mapRuns: MapRunStart
    let kernel: Kernel

    private enum Decided: Sendable {
        case step(Step)
        /// StopExecution's reason lies in a row, which only the turn can read.
        case stopRequested
        /// Only the turn knows whether the redrive is still to be done.
        case redriveRequested
        /// What others told of tasks lies in rows too.
        case mail
        /// Nothing is decided: tasks that are in line are started.
        case look
    }

    /// Handles one delivery.
    ///
    /// Returns whether the execution is over.
    ///
    /// - Throws: `ServiceError`: retryable when the turn could not be made durable; `damaged` when the machine cannot go on, of which
    ///   nothing is stored.
    func run(_ delivery: Delivery) async throws(ServiceError) -> Bool {
        let prepared = try await prepare()
        let decided = try decide(delivery.signal)
        let done = try await kernel.sequencer.turn(cause: live.effect) { (turn) throws(ServiceError) in
            delivery.trace.erase(&turn)
            if case .look = delivery.signal { tasks.lookAgain(at: live.owner, &turn) }
            if case .signal(let signal) = delivery.signal { forgetWork(signal, &turn) }
            return try live.content.withLock { (content) throws(ServiceError) in
                try record(decided, prepared, &content, &turn)
            }
        }
        await remove(prepared, but: done.usedBytes)
        return done.isOver
    }

    /// What a turn has come to.
    private struct Done: Sendable {
        let isOver: Bool
        /// The tasks whose bytes an object names now.
        let usedBytes: Set<TaskID>
    }

    /// Stores and reads the bytes of the tasks in line.
    private func prepare() async throws(ServiceError) -> [TaskID: PreparedBytes] {
        let requests = live.content.withLock { $0.waiting.map(\.request) }.filter(tasks.needsBytes)
        var prepared: [TaskID: PreparedBytes] = [:]
        for request in requests.prefix(Self.callsPerTurnMax) {
            prepared[request.task] = try await tasks.prepare(request, for: live, kernel)
        }
        return prepared
    }

    /// Removes bytes that were stored for an object that was not put.
    private func remove(_ prepared: [TaskID: PreparedBytes], but used: Set<TaskID>) async {
        for (task, prepared) in prepared where !used.contains(task) {
            if case .stored(let blob, _) = prepared { await kernel.blobs.remove(blob.id) }
        }
    }

    private func decide(_ message: Delivery.Message) throws(ServiceError) -> Decided {
        try live.content.withLock { (content) throws(ServiceError) in
            switch message {
            case .stopRequested: .stopRequested
            case .mail: .mail
            case .look: .look
            case .redriveRequested: .redriveRequested
            case .carryOn: .step(try step(content.stepNext == 1 ? .start : .resume, at: kernel.clock.now, &content))
            case .signal(let signal): .step(try step(signal, at: kernel.clock.now, &content))
            }
        }
    }

    /// The work of a task that has answered is done.
    private func forgetWork(_ signal: Signal, _ turn: inout Turn) {
        switch signal {
        case .taskSucceeded(let task, _), .taskFailed(let task, _, _), .taskSubmitted(let task, _):
            turn.delete(Rows.work(task, of: live.owner))
            live.content.withLock { $0.work[task] = nil }
        case .start, .resume, .redrive, .timerFired, .stop, .mapRunSucceeded, .mapRunFailed,
            .taskAccepted, .taskRefused, .activityStarted, .heartbeatReceived:
            break
        }
    }

    private func step(
        _ signal: Signal,
        at time: Timestamp,
        _ content: inout LiveExecution.Content
    ) throws(ServiceError) -> Step {
        do throws(MachineFault) {
            return Step(signal: signal, time: time, events: try content.machine.handle(signal, at: time))
        } catch {
            throw .damaged(error.description)
        }
    }

    /// Writes the step, does what its events ask for, and goes on while calls on our own services bring answers.
    ///
    /// One turn makes a bounded number of such calls; the rest is left for the next turn, so that others get theirs.
    private func record(
        _ decided: Decided,
        _ prepared: [TaskID: PreparedBytes],
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) throws(ServiceError) -> Done {
        var steps: [Step]
        switch decided {
        case .step(let step): steps = [step]
        case .stopRequested: steps = try stop(&content, &turn)
        case .redriveRequested: steps = try redrive(&content, &turn)
        case .mail: steps = try mail(&content, &turn)
        case .look: steps = []
        }
        var calls = 0
        var usedBytes: Set<TaskID> = []
        while true {
            if !steps.isEmpty {
                try write(steps.removeFirst(), &content, &turn)
            } else if calls < Self.callsPerTurnMax, let next = content.waiting.first, isReady(next, prepared) {
                calls += 1
                content.waiting.removeFirst()
                guard let answer = try start(next, prepared, &content, &turn) else { continue }
                if answer.isSuccess { usedBytes.insert(next.request.task) }
                steps.append(try step(answer, at: turn.now, &content))
            } else {
                break
            }
        }
        let isOver = !content.machine.status.isRunning
        if isOver { content.waiting = [] }
        if !content.waiting.isEmpty { carryOnSoon(content, &turn) }
        return Done(isOver: isOver, usedBytes: usedBytes)
    }

    /// Whether a task can start in this turn: one whose bytes are not there yet waits for the next, which begins with them.
    private func isReady(_ task: WaitingTask, _ prepared: [TaskID: PreparedBytes]) -> Bool {
        prepared[task.request.task] != nil || !tasks.needsBytes(task.request)
    }

    /// How many calls on our own services one turn makes.
    private static let callsPerTurnMax = 50

    /// The step of a RedriveExecution, which has set the status.
    ///
    /// The request may be heard of twice, when a batch was lost between: an execution that has been redriven since, and has ended, is
    /// not redriven once more.
    private func redrive(
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) throws(ServiceError) -> [Step] {
        guard try ExecutionRecord.read(live.owner, turn)?.status == .running else { return [] }
        return [try step(.redrive, at: turn.now, &content)]
    }

    /// The steps of a StopExecution, whose reason lies in a row; none where the row is gone, because the request was heard of before.
    private func stop(
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) throws(ServiceError) -> [Step] {
        guard try turn.get(Rows.stopRequest(live.owner)) != nil else { return [] }
        let reason: JSONValue?
        do throws(ServiceError) {
            reason = try turn.json(Rows.stopRequest(live.owner))
        } catch {
            guard !error.isRetryable else { throw error }
            // A damaged row leaves the stop without its reason, not the execution without its stop.
            reason = nil
        }
        turn.delete(Rows.stopRequest(live.owner))
        // The time that StopExecution answered, unless something happened between the request and now.
        let time = max(reason.flatMap(StopRequest.time) ?? turn.now, content.lastStepAt)
        var steps: [Step] = []
        // A stop may come before the first step: then the execution starts, and is aborted.
        if content.stepNext == 1 { steps.append(try step(.start, at: time, &content)) }
        let signal = Signal.stop(error: reason?["error"]?.stringValue, cause: reason?["cause"]?.stringValue)
        steps.append(try step(signal, at: time, &content))
        return steps
    }

    /// The steps of what lies in the inbox, one for each word.
    private func mail(
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) throws(ServiceError) -> [Step] {
        var steps: [Step] = []
        for signal in try ExecutionInbox.take(of: live.owner, &turn) {
            steps.append(try step(signal, at: turn.now, &content))
        }
        return steps
    }

    /// Writes one step of the journal and does what its events ask for; tasks get in line.
    private func write(
        _ step: Step,
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard !step.events.isEmpty else { return }
        turn.put(Rows.step(content.stepNext, of: live.owner), content.journal.encode(step))
        content.stepNext += 1
        content.lastStepAt = step.time
        if step.signal == .start || step.signal == .redrive {
            let record = try ExecutionRecord.read(live.owner, turn) ?? .running
            try StatusChange.publish(content.machine.header, record, of: live.name, cause: live.effect, &turn)
        }
        for notice in live.log?.notices(of: step.events, at: step.time) ?? [] { turn.notify(notice) }
        if let probe = kernel.probe {
            let (machine, count) = (live.name.machine, step.events.count(where: \.change.entersState))
            if count > 0 { turn.afterCommit { probe.entered(states: count, of: machine) } }
        }
        for event in step.events {
            observe(event, content.machine, step.time, &turn)
            for action in Execution.actions(for: event) { try perform(action, of: event, &content, &turn) }
        }
    }

    private func perform(
        _ action: Action,
        of event: Event,
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) throws(ServiceError) {
        switch action {
        case .startTask(let request):
            content.waiting.append(WaitingTask(request: request, path: content.machine.path(of: event.frame)))
        case .startMapRun(let request):
            try mapRuns.begin(request, for: live, &turn)
        case .redriveMapRun(let run, let arn):
            try mapRuns.redrive(arn, as: run, for: live, &turn)
        case .cancelTask(let task):
            content.waiting.removeAll { $0.request.task == task }
            if let id = content.work.removeValue(forKey: task) { turn.finish(id) }
            turn.delete(Rows.work(task, of: live.owner))
            try TaskTicket.revoke(task, of: live.owner, &turn)
            let call = LongCalls.Call(owner: live.owner, task: task)
            turn.afterCommit { [longCalls = tasks.longCalls] in longCalls.cancel(call) }
        case .closeTask(let task):
            turn.delete(Rows.ticket(task, of: live.owner))
        case .setTimer(let id, let due):
            content.timers[id] = due
            turn.set(timer(id, due: due, .driving))
        case .setLimit(let id, let due):
            content.timers[id] = due
            turn.set(timer(id, due: due, .bounding))
        case .cancelTimer(let id):
            if let due = content.timers.removeValue(forKey: id) { turn.cancel(timer(id, due: due, .driving)) }
        case .continueSoon:
            carryOnSoon(content, &turn)
        case .finish(let status):
            try finish(status, content.machine, &turn)
        }
    }

    /// Gives a task to whoever does it.
    ///
    /// Returns the signal that this brings at once, if any.
    ///
    /// - Throws: a retryable `ServiceError` when it could not be done now: the whole turn is to be repeated.
    private func start(
        _ task: WaitingTask,
        _ prepared: [TaskID: PreparedBytes],
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) throws(ServiceError) -> Signal? {
        let effect = turn.effect()
        if kernel.bus.hasListeners {
            turn.notify(
                effect,
                service: StatesService.serviceName,
                event: "TaskDispatched",
                subject: task.request.state,
                phase: .progressed,
                detail: ["path": .string(task.path)]
            )
        }
        guard !tasks.takesLong(task.request) else {
            tasks.begin(task.request, for: live, kernel, &turn)
            return nil
        }
        switch try tasks.start(task.request, as: effect, for: live, with: prepared[task.request.task], &turn) {
        case .answered(let signal):
            return signal
        case .called(let work):
            throw .damaged("a durable execution that calls \(work.id.function) from memory")
        case .enqueued(let id):
            content.work[task.request.task] = id
            let row: JSONValue = ["function": .string(id.function), "number": .number(JSONNumber(id.number))]
            turn.put(Rows.work(task.request.task, of: live.owner), row)
            return nil
        }
    }

    private func carryOnSoon(_ content: LiveExecution.Content, _ turn: inout Turn) {
        turn.set(ShellTimer.carryOn(live.owner, startedAt: content.machine.header.startedAt))
    }

    private func timer(_ id: TimerID, due: Timestamp, _ kind: RuntimeTimer.Kind) -> RuntimeTimer {
        RuntimeTimer(owner: live.owner, number: Int64(id.sequence), due: due, kind: kind)
    }

    private func finish(_ status: Status, _ machine: Execution, _ turn: inout Turn) throws(ServiceError) {
        // What is known of redrives stays.
        var record = try ExecutionRecord.read(live.owner, turn) ?? .running
        // The time of the last event.
        record.stoppedAt = machine.stoppedAt ?? turn.now
        record.eventCount = machine.lastEventID
        switch status {
        case .running: return
        case .succeeded(let output):
            record.status = .succeeded
            record.output = output
        case .failed(let error, let cause):
            record.status = .failed
            record.error = error
            record.cause = cause
        case .timedOut:
            record.status = .timedOut
        case .aborted(let error, let cause):
            record.status = .aborted
            record.error = error
            record.cause = cause
        }
        turn.put(Rows.status(live.owner), record.json)
        if let child = live.child {
            try child.tell(record.status, &turn)
        } else {
            turn.delete(Rows.openEntry(live.owner))
            try WaitingParent.tell(of: live.name, &turn)
        }
        try StatusChange.publish(machine.header, record, of: live.name, cause: live.effect, &turn)
        var detail: JSONObject = ["executionArn": .string(live.name.arn), "status": .string(record.status.rawValue)]
        if let child = live.child { detail["mapRunArn"] = .string(child.mapRun) }
        if let output = record.output { detail["output"] = output }
        if let error = record.error { detail["error"] = .string(error) }
        if let cause = record.cause { detail["cause"] = .string(cause) }
        turn.notify(
            live.effect,
            service: StatesService.serviceName,
            event: "ExecutionEnded",
            subject: live.name.name,
            phase: record.status == .succeeded ? .succeeded : .failed,
            detail: detail
        )
    }

    /// Tells the bus what happened, where anybody listens.
    private func observe(_ event: Event, _ machine: Execution, _ time: Timestamp, _ turn: inout Turn) {
        guard kernel.bus.hasListeners, !event.change.isTerminal else { return }
        let history = HistoryEvent(event, at: time, header: machine.header)
        var detail: JSONObject = [
            "executionArn": .string(live.name.arn),
            "path": .string(machine.path(of: event.frame)),
            "details": .object(history.details),
        ]
        switch event.change {
        case .stateEntered(_, _, _, let waitUntil?):
            detail["until"] = .number(JSONNumber(waitUntil.milliseconds))
        case .retryScheduled(let state, _, let retry, let due):
            detail["state"] = .string(state)
            detail["retry"] = .number(JSONNumber(retry))
            detail["until"] = .number(JSONNumber(due.milliseconds))
        default:
            // A hidden event that nobody is told of.
            if event.id == nil { return }
        }
        turn.notify(
            live.effect,
            at: time,
            service: StatesService.serviceName,
            event: history.type,
            subject: live.name.name,
            phase: .progressed,
            detail: detail
        )
    }
}
