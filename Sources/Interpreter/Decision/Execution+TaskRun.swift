import QuickstepJSON
import QuickstepStatesLanguage

/// A task in flight, found by its number.
struct TaskRun {
    let frame: FrameID
    let task: TaskInFlight

    var request: TaskRequest { task.request }
}

extension Execution {
    /// The task in flight that a signal names; `nil` where it is not in flight any more.
    func run(of task: TaskID) -> TaskRun? {
        guard let id = awaited[task.sequence], case .running(let inFlight) = frames[id]?.phase,
            inFlight.request.task == task
        else {
            return nil
        }
        return TaskRun(frame: id, task: inFlight)
    }

    /// The task of an activity is in line for a worker; its time begins to count.
    mutating func schedule(_ run: TaskRun, _ turn: inout Turn) throws(MachineFault) {
        try emit(.activityScheduled(run.request), in: run.frame, after: cursor(of: run.frame), &turn)
        guard let seconds = run.request.timeoutSeconds else { return }
        let change = Change.limitSet(
            task: run.request.task,
            limit: .timeout,
            at: turn.time.adding(seconds: seconds),
            replacing: nil
        )
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
    }

    /// A task that cannot be started fails its state, past every Retry and Catch.
    mutating func refuse(_ run: TaskRun, cause: String, _ turn: inout Turn) throws(MachineFault) {
        let visit = try visit(of: run.frame)
        let compiled = try definition.state(visit.state)
        let prefix = MachineTexts.prefix(state: visit.state, enteredID: visit.enteredID)
        let failure = Failure(error: ErrorName.runtime, cause: prefix + cause, origin: .state)
        try resolve(failure, compiled, visit, in: run.frame, after: cursor(of: run.frame), &turn)
    }

    mutating func startActivity(_ run: TaskRun, worker: String?, _ turn: inout Turn) throws(MachineFault) {
        let change = Change.activityStarted(task: run.request.task, worker: worker)
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
        try expectHeartbeat(run, replacing: nil, &turn)
    }

    /// The call behind a task that waits was answered.
    mutating func submit(_ run: TaskRun, output: JSONValue, _ turn: inout Turn) throws(MachineFault) {
        guard !output.exceedsDepth(MachineLimits.payloadDepthMax) else {
            return try failTooDeep(run, &turn)
        }
        let change = Change.taskSubmitted(task: run.request.task, resource: run.request.resource, output: output)
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
        guard run.request.resource.pattern == .callback else { return }
        try expectHeartbeat(run, replacing: nil, &turn)
    }

    /// Sets the time by which the next sign of life must come.
    mutating func expectHeartbeat(
        _ run: TaskRun,
        replacing timer: TimerID?,
        _ turn: inout Turn
    ) throws(MachineFault) {
        guard let seconds = run.request.heartbeatSeconds else { return }
        let change = Change.limitSet(
            task: run.request.task,
            limit: .heartbeat,
            at: turn.time.adding(seconds: seconds),
            replacing: timer
        )
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
    }

    mutating func timeOut(
        _ run: TaskRun,
        _ limit: TaskLimit,
        fired timer: TimerID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let change = Change.taskTimedOut(
            task: run.request.task,
            timers: run.task.timers.filter { $0 != timer },
            limit: limit,
            resource: run.request.resource,
            error: ErrorName.timeout,
            cause: nil
        )
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
    }

    mutating func succeed(_ run: TaskRun, output: JSONValue, _ turn: inout Turn) throws(MachineFault) {
        guard !output.exceedsByteCount(MachineLimits.payloadBytesMax) else {
            let cause = MachineTexts.oversize(run.request.resource.limitSubject)
            return try fail(run, error: ErrorName.dataLimitExceeded, cause: cause, &turn)
        }
        guard !output.exceedsDepth(MachineLimits.payloadDepthMax) else {
            return try failTooDeep(run, &turn)
        }
        let change = Change.taskSucceeded(
            task: run.request.task,
            timers: run.task.timers,
            resource: run.request.resource,
            output: output
        )
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
    }

    mutating func fail(_ run: TaskRun, error: String?, cause: String?, _ turn: inout Turn) throws(MachineFault) {
        let change = Change.taskFailed(
            task: run.request.task,
            timers: run.task.timers,
            resource: run.request.resource,
            error: error,
            cause: cause
        )
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
    }

    private mutating func failTooDeep(_ run: TaskRun, _ turn: inout Turn) throws(MachineFault) {
        let visit = try visit(of: run.frame)
        let cause = MachineTexts.prefix(state: visit.state, enteredID: visit.enteredID) + MachineTexts.tooDeep
        try fail(run, error: ErrorName.runtime, cause: cause, &turn)
    }
}

extension TaskResource {
    /// How the text of a data limit names the task.
    var limitSubject: String {
        switch self {
        case .function(let name): name
        case .activity(let arn): arn
        case .integration(let service, _): service
        }
    }
}
