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
    let kernel: Kernel

    private enum Decided: Sendable {
        case step(Step)
        /// StopExecution's reason lies in a row, which only the turn can read.
        case stopRequested
    }

    /// Handles one delivery. Returns whether the execution is over.
    ///
    /// - Throws: `MachineFault` when the machine cannot go on, `ServiceError` when the turn could not be made durable.
    func run(_ delivery: Delivery) async throws -> Bool {
        let decided = try decide(delivery.signal)
        let result = try await kernel.sequencer.turn(cause: live.effect) { (turn) throws(ServiceError) in
            delivery.trace.erase(&turn)
            return try live.content.withLock { (content) throws(ServiceError) in
                record(decided, &content, &turn)
            }
        }
        return try result.get()
    }

    private func decide(_ message: Delivery.Message) throws(MachineFault) -> Decided {
        try live.content.withLock { (content) throws(MachineFault) in
            let signal: Signal
            switch message {
            case .stopRequested: return .stopRequested
            case .carryOn: signal = content.stepNext == 1 ? .start : .resume
            case .signal(let given): signal = given
            }
            let time = kernel.clock.now
            return .step(Step(signal: signal, time: time, events: try content.machine.handle(signal, at: time)))
        }
    }

    /// Writes the step, does what its events ask for, and goes on while calls on our own services bring answers.
    private func record(
        _ decided: Decided,
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) -> Result<Bool, any Error> {
        do {
            var steps: [Step]
            switch decided {
            case .step(let step):
                steps = [step]
            case .stopRequested:
                let reason = try turn.json(Rows.stopRequest(live.owner))
                turn.delete(Rows.stopRequest(live.owner))
                let signal = Signal.stop(
                    error: reason?["error"]?.stringValue,
                    cause: reason?["cause"]?.stringValue
                )
                steps = [Step(signal: signal, time: turn.now, events: try content.machine.handle(signal, at: turn.now))]
            }
            while !steps.isEmpty {
                let step = steps.removeFirst()
                guard !step.events.isEmpty else { continue }
                turn.put(Rows.step(content.stepNext, of: live.owner), content.journal.encode(step))
                content.stepNext += 1
                for event in step.events { observe(event, content.machine, step.time, &turn) }
                for event in step.events {
                    for action in Execution.actions(for: event) {
                        guard let answer = perform(action, &content, &turn) else { continue }
                        let events = try content.machine.handle(answer, at: turn.now)
                        steps.append(Step(signal: answer, time: turn.now, events: events))
                    }
                }
            }
            return .success(!content.machine.status.isRunning)
        } catch {
            return .failure(error)
        }
    }

    /// Does one action. Returns the signal that it brings at once, if any.
    private func perform(
        _ action: Action,
        _ content: inout LiveExecution.Content,
        _ turn: inout Turn
    ) -> Signal? {
        switch action {
        case .startTask(let request):
            switch tasks.start(request, for: live, &turn) {
            case .answered(let signal): return signal
            case .enqueued(let id): content.work[request.task] = id
            }
        case .cancelTask(let task):
            if let id = content.work.removeValue(forKey: task) ?? tasks.findWork(task, of: live, turn) {
                turn.finish(id)
            }
        case .setTimer(let id, let due):
            content.timers[id] = due
            turn.set(timer(id, due: due))
        case .cancelTimer(let id):
            if let due = content.timers.removeValue(forKey: id) { turn.cancel(timer(id, due: due)) }
        case .continueSoon:
            turn.set(RuntimeTimer(owner: live.owner, number: ShellTimer.carryOn, due: turn.now))
        case .finish(let status):
            finish(status, &turn)
        }
        return nil
    }

    private func timer(_ id: TimerID, due: Timestamp) -> RuntimeTimer {
        RuntimeTimer(owner: live.owner, number: Int64(id.sequence), due: due)
    }

    private func finish(_ status: Status, _ turn: inout Turn) {
        var record = ExecutionRecord(status: .running, stoppedAt: turn.now)
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
        turn.delete(Rows.openEntry(live.owner))
        var detail: JSONObject = ["executionArn": .string(live.name.arn), "status": .string(record.status.rawValue)]
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
