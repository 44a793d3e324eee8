import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    /// What the shell does because of an event.
    ///
    /// It depends on the event alone.
    package static func actions(for event: Event) -> [Action] {
        switch event.change {
        case .executionStarted(let at), .executionRedriven(_, let at), .stateEntered(_, _, _, let at):
            return at.map { [.setTimer(TimerID(event.sequence), at: $0)] } ?? []
        case .taskStarted(_, let resource, let at):
            return at.map { [resource.limit(TimerID(event.sequence), at: $0)] } ?? []
        case .retryScheduled(_, _, _, let at):
            return [.setTimer(TimerID(event.sequence), at: at)]
        case .limitSet(_, _, let at, let replaced):
            return (replaced.map { [.cancelTimer($0)] } ?? []) + [.setLimit(TimerID(event.sequence), at: at)]
        case .taskScheduled(let request), .activityRequested(let request):
            return [.startTask(request)]
        case .taskSucceeded(let task, let timers, let resource, _),
            .taskFailed(let task, let timers, let resource, _, _):
            // What waits for a token, a job or a worker has left something that is of no more use.
            let isKept = resource.pattern.waits || resource.isActivity
            return (isKept ? [.closeTask(task)] : []) + timers.map { .cancelTimer($0) }
        case .taskTimedOut(let task, let timers, _, _, _, _):
            return [.cancelTask(task)] + timers.map { .cancelTimer($0) }
        case .mapRunStarted(let request):
            return [.startMapRun(request)]
        case .mapRunRedriven(let run, let arn, _):
            return [.redriveMapRun(run, arn: arn)]
        case .mapRunSucceeded(let run, _), .mapRunFailed(let run, _, _):
            return [.closeTask(run)]
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
        case .stateExited, .retryStarted, .taskSubmitted, .activityScheduled, .activityStarted,
            .parallelStarted, .parallelSucceeded, .parallelFailed, .branchFailed,
            .mapStarted, .mapSucceeded, .mapFailed,
            .iterationStarted, .iterationSucceeded, .iterationFailed, .iterationAborted,
            .distributedMapStarted, .mapRunAborted:
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
        case .running(let task):
            for limit in [task.timeout, task.heartbeat] {
                if let limit, limit.timer.sequence == sequence {
                    return task.request.resource.limit(limit.timer, at: limit.at)
                }
            }
            return task.awaitsStart ? .startTask(task.request) : nil
        case .runningMap(let mapRun):
            return mapRun.action
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
        case .running(let task):
            if task.request.task.sequence == sequence {
                abandoned.tasks.append(task.request.task)
            } else {
                abandoned.timers.append(TimerID(sequence))
            }
        case .runningMap(let mapRun):
            abandoned.tasks.append(mapRun.run)
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
        case .running(let task):
            Abandoned(tasks: [task.request.task], timers: task.timers)
        case .runningMap(let mapRun):
            Abandoned(tasks: [mapRun.run])
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

extension TaskResource {
    /// A deadline of a task that calls it.
    fileprivate func limit(_ timer: TimerID, at time: Timestamp) -> Action {
        isActivity || pattern == .callback ? .setLimit(timer, at: time) : .setTimer(timer, at: time)
    }
}
