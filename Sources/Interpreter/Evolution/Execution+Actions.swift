import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    /// What the shell does because of an event.
    ///
    /// It depends on the event alone.
    package static func actions(for event: Event) -> [Action] {
        switch event.change {
        case .executionStarted(let at), .stateEntered(_, _, _, let at), .taskStarted(_, _, let at):
            return at.map { [.setTimer(TimerID(event.sequence), at: $0)] } ?? []
        case .retryScheduled(_, _, _, let at):
            return [.setTimer(TimerID(event.sequence), at: at)]
        case .taskScheduled(let state, let resource, let parameters, let timeoutSeconds, let attempt):
            let request = TaskRequest(
                task: TaskID(event.sequence),
                state: state,
                resource: resource,
                parameters: parameters,
                timeoutSeconds: timeoutSeconds,
                attempt: attempt
            )
            return [.startTask(request)]
        case .taskSucceeded(_, let timer, _, _), .taskFailed(_, let timer, _, _, _):
            return timer.map { [.cancelTimer($0)] } ?? []
        case .taskTimedOut(let task, _, _, _):
            return [.cancelTask(task)]
        case .stateAborted(_, _, let abandoned):
            return abandoned.cancellations
        case .executionSucceeded(let output, let abandoned):
            return abandoned.cancellations + [.finish(.succeeded(output: output))]
        case .executionFailed(let error, let cause, let abandoned):
            return abandoned.cancellations + [.finish(.failed(error: error, cause: cause))]
        case .executionTimedOut(let abandoned):
            return abandoned.cancellations + [.finish(.timedOut)]
        case .executionAborted(let error, let cause, let abandoned):
            return abandoned.cancellations + [.finish(.aborted(error: error, cause: cause))]
        case .yielded:
            return [.continueSoon]
        case .stateExited, .retryStarted,
            .parallelStarted, .parallelSucceeded, .parallelFailed, .branchFailed,
            .mapStarted, .mapSucceeded, .mapFailed,
            .iterationStarted, .iterationSucceeded, .iterationFailed, .iterationAborted:
            return []
        }
    }

    /// What a recovered machine still waits for, in the order in which it began to: tasks in flight, timers set, and a
    /// continuation if it yielded.
    ///
    /// They are the actions that an uninterrupted run has released and not yet heard of again.
    package var pendingActions: [Action] {
        guard status.isRunning else { return [] }
        var actions: [Action] = []
        if let timeout {
            actions.append(.setTimer(timeout.timer, at: timeout.at))
        }
        for (sequence, frame) in awaited.sorted(by: { $0.key < $1.key }) {
            if let action = frames[frame]?.phase.pendingAction(for: sequence) {
                actions.append(action)
            }
        }
        if !ready.isEmpty {
            actions.append(.continueSoon)
        }
        return actions
    }

    /// Everything that is waited for at this moment.
    var everythingAwaited: Abandoned {
        var abandoned = Abandoned()
        if let timeout {
            abandoned.timers.append(timeout.timer)
        }
        for (sequence, frame) in awaited.sorted(by: { $0.key < $1.key }) {
            frames[frame]?.phase.addAwaited(sequence, to: &abandoned)
        }
        return abandoned
    }
}

extension Phase {
    fileprivate func pendingAction(for sequence: Int) -> Action? {
        switch self {
        case .waiting(let timer, let until):
            return timer.sequence == sequence ? .setTimer(timer, at: until) : nil
        case .scheduled(let request):
            return request.task.sequence == sequence ? .startTask(request) : nil
        case .running(let request, let timeout):
            if request.task.sequence == sequence { return .startTask(request) }
            return timeout.map { .setTimer($0.timer, at: $0.at) }
        case .backingOff(let deadline):
            return deadline.timer.sequence == sequence ? .setTimer(deadline.timer, at: deadline.at) : nil
        case .entering, .working, .branching, .mapping, .childFailed, .succeeded, .unsuccessful, .ended, .failed,
            .aborted:
            return nil
        }
    }

    /// Adds one of the sequences that this phase waits for, as what it is.
    fileprivate func addAwaited(_ sequence: Int, to abandoned: inout Abandoned) {
        switch self {
        case .scheduled(let request), .running(let request, _):
            if request.task.sequence == sequence {
                abandoned.tasks.append(request.task)
            } else {
                abandoned.timers.append(TimerID(sequence))
            }
        case .waiting, .backingOff:
            abandoned.timers.append(TimerID(sequence))
        case .entering, .working, .branching, .mapping, .childFailed, .succeeded, .unsuccessful, .ended, .failed,
            .aborted:
            break
        }
    }

    /// What the phase waits for.
    var abandoned: Abandoned {
        switch self {
        case .scheduled(let request):
            Abandoned(tasks: [request.task])
        case .running(let request, let timeout):
            Abandoned(tasks: [request.task], timers: timeout.map { [$0.timer] } ?? [])
        case .waiting(let timer, _):
            Abandoned(timers: [timer])
        case .backingOff(let deadline):
            Abandoned(timers: [deadline.timer])
        case .entering, .working, .branching, .mapping, .childFailed, .succeeded, .unsuccessful, .ended, .failed,
            .aborted:
            Abandoned()
        }
    }
}

extension Abandoned {
    fileprivate var cancellations: [Action] {
        tasks.map { .cancelTask($0) } + timers.map { .cancelTimer($0) }
    }
}
