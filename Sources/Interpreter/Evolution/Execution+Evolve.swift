package import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    /// Folds one recorded event.
    ///
    /// It evaluates nothing: all that an expression decided is in the event.
    ///
    /// After a fault the value is of no more use.
    package mutating func evolve(_ event: Event, at time: Timestamp) throws(MachineFault) {
        guard event.sequence == lastSequence + 1 else {
            throw .sequenceBroken(expected: lastSequence + 1, found: event.sequence)
        }
        if let id = event.id, id != lastEventID + 1 {
            throw .sequenceBroken(expected: lastEventID + 1, found: id)
        }
        guard event.change.isVisible == (event.id != nil), status.isRunning || event.change.isRedrive else {
            throw .unexpectedEvent(sequence: event.sequence, event: event.change.name, phase: status.name)
        }
        try fold(event, at: time)
        lastSequence = event.sequence
        lastEventID = event.id ?? lastEventID
    }

    /// Folds one recorded step.
    package mutating func evolve(_ step: Step) throws(MachineFault) {
        for event in step.events {
            try evolve(event, at: step.time)
        }
    }

    private mutating func fold(_ event: Event, at time: Timestamp) throws(MachineFault) {
        switch event.change {
        case .executionStarted(let timeoutAt):
            try foldStart(event, timeoutAt: timeoutAt)
        case .executionRedriven(let count, let timeoutAt):
            try foldRedrive(event, count, timeoutAt: timeoutAt, at: time)
        case .executionSucceeded(let output, _):
            guard case .ended = frames[.root]?.phase else { throw misfit(event) }
            foldEnd(.succeeded(output: output), at: time)
        case .executionFailed(let error, let cause, _):
            let failure = Failure(error: error, cause: cause, origin: .state)
            release(event.frame)
            let leftover = frames[event.frame]?.phase.brood
            frames[event.frame]?.phase = .failed(failure, brood: leftover)
            foldEnd(.failed(error: error, cause: cause), at: time)
        case .executionTimedOut:
            foldEnd(.timedOut, at: time)
        case .executionAborted(let error, let cause, _):
            foldEnd(.aborted(error: error, cause: cause), at: time)

        case .stateEntered(let state, _, let input, let waitUntil):
            try foldEntry(event, state: state, input: input, waitUntil: waitUntil, at: time)
        case .stateExited(let state, _, let output, let assigned, let next):
            try foldExit(event, state: state, output: output, assigned: assigned, next: next)
        case .stateAborted:
            try foldStateAbort(event)

        case .taskScheduled(let request):
            try foldTaskRequest(event, request, stage: .scheduled)
        case .activityRequested(let request):
            try foldTaskRequest(event, request, stage: .requested)
        case .activityScheduled(let request):
            try foldProgress(event, request.task, from: .requested, to: .scheduled)
        case .activityStarted(let task, _):
            try foldProgress(event, task, from: .scheduled, to: .started)
        case .taskSubmitted(let task, _, _):
            try foldProgress(event, task, from: .started, to: .submitted)
        case .limitSet(let task, let limit, let at, let replaced):
            try foldLimit(event, task, limit, at: at, replacing: replaced)
        case .taskStarted(let task, _, let timeoutAt):
            try foldTaskStarted(event, task, timeoutAt: timeoutAt)
        case .taskSucceeded(let task, _, _, let output):
            try foldTaskEnd(event, task, .succeeded(result: output, announcedBy: nil))
        case .taskFailed(let task, _, _, let error, let cause):
            let failure = Failure(error: error, cause: cause, origin: .task)
            try foldTaskEnd(event, task, .unsuccessful(failure, brood: nil))
        case .taskTimedOut(let task, _, let limit, _, let error, let cause):
            let failure = Failure(error: error, cause: cause, origin: limit == .heartbeat ? .heartbeat : .task)
            try foldTaskEnd(event, task, .unsuccessful(failure, brood: nil))

        case .retryScheduled(_, let retrier, _, let at):
            try foldRetryScheduled(event, retrier: retrier, at: at)
        case .retryStarted:
            try foldRetryStarted(event)

        case .parallelStarted(let state, let input):
            try foldParallelStart(event, state: state, input: input)
        case .parallelSucceeded, .mapSucceeded:
            guard try !foldDistributedMapSuccess(event) else { return }
            try foldContainerSuccess(event)
        case .parallelFailed(_, let failure), .mapFailed(_, let failure):
            try foldContainerFailure(event, failure)
        case .branchFailed(let index, let failure), .iterationFailed(_, let index, let failure):
            try foldChildFailure(event, index: index, failure)

        case .mapStarted(let state, let items, let concurrency):
            let brood = Brood(items: items, concurrency: concurrency, startedID: event.id ?? 0)
            try foldMapStart(event, state: state, brood)
        case .iterationStarted(let map, let state, let index, let input):
            try foldIterationStart(event, map: map, state: state, index: index, input: input)
        case .iterationSucceeded:
            try foldIterationSuccess(event)
        case .iterationAborted:
            try foldIterationAbort(event)

        case .distributedMapStarted(let state, _):
            try foldDistributedMapStart(event, state: state)
        case .mapRunStarted(let request):
            try foldMapRunStart(event, request)
        case .mapRunRedriven(let run, let arn, let count):
            try foldMapRunRedrive(event, run, arn: arn, count: count)
        case .mapRunSucceeded(let run, let output):
            try foldMapRunEnd(event, run, .succeeded(result: output, announcedBy: nil))
        case .mapRunFailed(let run, let error, let cause):
            try foldMapRunFailure(event, run, Failure(error: error, cause: cause, origin: .state))
        case .mapRunAborted(let run):
            // What it waits for is given up by the event about its state, which follows.
            guard frame(of: run) == event.frame else { throw misfit(event) }

        case .yielded:
            try foldYield(event)
        }
    }
}

extension Execution {
    private mutating func foldStart(_ event: Event, timeoutAt: Timestamp?) throws(MachineFault) {
        guard !hasStarted, event.frame == .root else { throw misfit(event) }
        let root = Frame(
            id: .root,
            role: .root,
            cursor: 0,
            visit: nil,
            variables: Variables(),
            phase: .entering(state: definition.machine.root.startAt, input: header.input)
        )
        frames.insert(root)
        ready.append(.root)
        if let timeoutAt {
            timeout = Deadline(timer: TimerID(event.sequence), at: timeoutAt)
        }
    }

    /// The levels stay as they are, but none waits for anything any more.
    private mutating func foldEnd(_ end: Status, at time: Timestamp) {
        for id in frames.ids {
            release(id)
        }
        ready = []
        awaited = [:]
        timeout = nil
        status = end
        stoppedAt = time
    }

    /// The frame at the head goes to the end of the queue, so that a long chain does not starve the others.
    private mutating func foldYield(_ event: Event) throws(MachineFault) {
        guard let head = ready.first, head == event.frame else { throw misfit(event) }
        ready.removeFirst()
        ready.append(head)
    }

    /// The fault of an event that does not fit what its frame is doing.
    func misfit(_ event: Event) -> MachineFault {
        guard let frame = frames[event.frame] else {
            return .unknownFrame(event.frame, sequence: event.sequence)
        }
        return .unexpectedEvent(sequence: event.sequence, event: event.change.name, phase: frame.phase.name)
    }
}
