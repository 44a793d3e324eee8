import QuickstepJSON
package import QuickstepPrimitives
import QuickstepStatesLanguage

/// What one call of `handle` has done so far.
struct Turn {
    let time: Timestamp
    var events: [Event] = []
    /// States entered: the measure of the evaluation budget.
    var transitions = 0
}

extension Execution {
    /// What follows from a signal.
    ///
    /// It is the only place where expressions are evaluated; it works on a copy.
    package func decide(_ signal: Signal, at time: Timestamp) throws(MachineFault) -> [Event] {
        var copy = self
        return try copy.handle(signal, at: time)
    }

    /// Decides what follows from a signal and folds it, until nothing is left to do or the budget is spent.
    ///
    /// A signal that comes late or twice changes nothing and gives no events. After a fault the value is of no more use.
    package mutating func handle(_ signal: Signal, at time: Timestamp) throws(MachineFault) -> [Event] {
        guard status.isRunning || signal == .redrive else { return [] }
        var turn = Turn(time: time)
        guard try receive(signal, &turn) else { return [] }
        while status.isRunning, let id = ready.first {
            if turn.transitions >= MachineLimits.transitionsPerTurnMax, isEntering(id) {
                try emit(.yielded, in: id, after: cursor(of: id), &turn)
                break
            }
            try advance(id, &turn)
        }
        return turn.events
    }

    /// Takes a signal to the frame that waits for it.
    ///
    /// Answers whether there is one.
    private mutating func receive(_ signal: Signal, _ turn: inout Turn) throws(MachineFault) -> Bool {
        switch signal {
        case .start:
            guard !hasStarted else { return false }
            try emit(.executionStarted(timeoutAt: timeLimit(from: turn.time)), in: .root, after: 0, &turn)
        case .resume:
            guard !ready.isEmpty else { return false }
        case .timerFired(let timer):
            return try receive(timer, &turn)
        case .taskAccepted(let task):
            guard let run = run(of: task), run.task.stage == .requested else { return false }
            try schedule(run, &turn)
        case .taskRefused(let task, let cause):
            guard let run = run(of: task), run.task.stage == .requested else { return false }
            try refuse(run, cause: cause, &turn)
        case .activityStarted(let task, let worker):
            guard let run = run(of: task), run.task.stage == .scheduled else { return false }
            try startActivity(run, worker: worker, &turn)
        case .taskSubmitted(let task, let output):
            guard let run = run(of: task), run.task.stage == .started else { return false }
            try submit(run, output: output, &turn)
        case .heartbeatReceived(let task):
            guard let run = run(of: task), let heartbeat = run.task.heartbeat else { return false }
            try expectHeartbeat(run, replacing: heartbeat.timer, &turn)
        case .taskSucceeded(let task, let output):
            guard let run = run(of: task) else { return false }
            try succeed(run, output: output, &turn)
        case .taskFailed(let task, let error, let cause):
            guard let run = run(of: task) else { return false }
            try fail(run, error: error, cause: cause, &turn)
        case .mapRunSucceeded(let run, let output):
            guard let id = frame(of: run) else { return false }
            try succeedMapRun(run, in: id, output: output, &turn)
        case .mapRunFailed(let run, let error, let cause):
            guard let id = frame(of: run) else { return false }
            try failMapRun(run, in: id, error: error, cause: cause, &turn)
        case .redrive:
            guard status.isRedrivable, lastEventID + 1 < MachineLimits.historyEventsMax else { return false }
            let change = Change.executionRedriven(count: redriveCount + 1, timeoutAt: timeLimit(from: turn.time))
            try emit(change, in: .root, after: lastEventID, &turn)
        case .stop(let error, let cause):
            guard hasStarted else { return false }
            let change = Change.executionAborted(error: error, cause: cause, abandoned: everythingAwaited)
            try emit(change, in: .root, after: 0, &turn)
        }
        return true
    }

    /// When the execution's own time budget ends that begins at a time.
    private func timeLimit(from time: Timestamp) -> Timestamp? {
        let seconds = [definition.machine.timeoutSeconds, header.kind.secondsMax].compactMap { $0 }.min()
        return seconds.map { time.adding(seconds: $0) }
    }

    private mutating func receive(_ timer: TimerID, _ turn: inout Turn) throws(MachineFault) -> Bool {
        if timer == timeout?.timer {
            var abandoned = everythingAwaited
            abandoned.timers.removeAll { $0 == timer }
            try emit(.executionTimedOut(abandoned: abandoned), in: .root, after: 0, &turn)
            return true
        }
        guard let id = awaited[timer.sequence], let phase = frames[id]?.phase else { return false }
        switch phase {
        case .waiting(timer, _):
            try exitWait(id, &turn)
        case .backingOff(let deadline) where deadline.timer == timer:
            try emit(.retryStarted(state: visit(of: id).state), in: id, after: cursor(of: id), &turn)
        case .running(let task):
            // The number may be that of the task, not of a timer.
            guard let limit = task.limit(of: timer) else { return false }
            try timeOut(TaskRun(frame: id, task: task), limit, fired: timer, &turn)
        case .entering, .working, .waiting, .runningMap, .backingOff, .branching, .mapping, .childFailed, .succeeded,
            .unsuccessful, .ended, .failed, .aborted:
            return false
        }
        return true
    }

    /// Does what a ready frame does next.
    private mutating func advance(_ id: FrameID, _ turn: inout Turn) throws(MachineFault) {
        switch try move(of: id) {
        case .enter(let state, let input):
            try enter(state, input: input, in: id, &turn)
        case .work:
            try work(id, &turn)
        case .completeParallel:
            try completeParallel(id, &turn)
        case .advanceMap:
            try advanceMap(id, &turn)
        case .failContainer(let childFailure):
            try failContainer(id, childFailure, &turn)
        case .conclude(let result, let announcedBy):
            try conclude(id, result: result, announcedBy: announcedBy, &turn)
        case .settle(let failure):
            try settle(failure, in: id, &turn)
        case .end(let output):
            try end(id, output: output, &turn)
        }
    }

    /// What a ready frame does next.
    ///
    /// It holds no children: whoever changes those finds them in the frame only, so that their arrays are not copied.
    private enum Move {
        case enter(String, input: JSONValue)
        case work
        case completeParallel
        case advanceMap
        case failContainer(ChildFailure)
        case conclude(JSONValue, announcedBy: Int?)
        case settle(Failure)
        case end(JSONValue)
    }

    private func move(of id: FrameID) throws(MachineFault) -> Move {
        switch frames[id]?.phase {
        case .entering(let state, let input): return .enter(state, input: input)
        case .working: return .work
        case .branching: return .completeParallel
        case .mapping: return .advanceMap
        case .childFailed(_, let childFailure): return .failContainer(childFailure)
        case .succeeded(let result, let announcedBy): return .conclude(result, announcedBy: announcedBy)
        case .unsuccessful(let failure, _): return .settle(failure)
        case .ended(let output): return .end(output)
        case .waiting, .running, .runningMap, .backingOff, .failed, .aborted:
            throw .stuckFrame(id, phase: frames[id]?.phase.name ?? "gone")
        case nil:
            throw .unknownFrame(id, sequence: lastSequence)
        }
    }
}

extension Execution {
    /// Makes an event and folds it at once.
    ///
    /// The visible event that would be the last one allowed ends the execution instead; whatever the decision in progress
    /// would make after it is left out.
    mutating func emit(
        _ change: Change,
        in frame: FrameID,
        after previousID: Int,
        _ turn: inout Turn
    ) throws(MachineFault) {
        guard status.isRunning || change.isRedrive else { return }
        var change = change
        var frame = frame
        let isVisible = change.isVisible
        let isFull = header.kind.hasBoundedHistory && lastEventID + 1 >= MachineLimits.historyEventsMax
        if isVisible, isFull, !change.isTerminal {
            change = .executionFailed(
                error: ErrorName.runtime,
                cause:
                    "The execution reached the maximum number of history events (\(MachineLimits.historyEventsMax)).",
                abandoned: everythingAwaited
            )
            frame = frames[frame] == nil ? .root : frame
        }
        let event = Event(
            sequence: lastSequence + 1,
            id: isVisible ? lastEventID + 1 : nil,
            previousID: previousID,
            frame: frame,
            change: change
        )
        try evolve(event, at: turn.time)
        turn.events.append(event)
    }

    func cursor(of id: FrameID) -> Int {
        frames[id]?.cursor ?? 0
    }

    func visit(of id: FrameID) throws(MachineFault) -> Visit {
        guard let visit = frames[id]?.visit else { throw .unknownFrame(id, sequence: lastSequence) }
        return visit
    }

    private func isEntering(_ id: FrameID) -> Bool {
        if case .entering = frames[id]?.phase { true } else { false }
    }
}

extension Timestamp {
    func adding(seconds: Int) -> Timestamp {
        let (milliseconds, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000)
        return adding(milliseconds: overflow ? .max : milliseconds)
    }
}
