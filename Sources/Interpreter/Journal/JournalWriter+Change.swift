import QuickstepJSON
import QuickstepStatesLanguage

extension JournalWriter {
    /// The members that are a change's own.
    mutating func change(_ change: Change) {
        switch change {
        case .executionStarted(let timeoutAt):
            time(JournalMember.deadline, timeoutAt)
        case .executionRedriven(let count, let timeoutAt):
            number(JournalMember.counter, count)
            time(JournalMember.deadline, timeoutAt)
        case .executionSucceeded(let output, let abandoned):
            payload(JournalMember.output, output)
            self.abandoned(abandoned)
        case .executionFailed(let error, let cause, let abandoned),
            .executionAborted(let error, let cause, let abandoned):
            text(JournalMember.error, error)
            text(JournalMember.cause, cause)
            self.abandoned(abandoned)
        case .executionTimedOut(let abandoned):
            self.abandoned(abandoned)

        case .stateEntered(let state, let type, let input, let waitUntil):
            text(JournalMember.state, state)
            text(JournalMember.type, type.rawValue)
            payload(JournalMember.input, input)
            time(JournalMember.deadline, waitUntil)
        case .stateExited(let state, let type, let output, let assigned, let next):
            text(JournalMember.state, state)
            text(JournalMember.type, type.rawValue)
            payload(JournalMember.output, output)
            payload(JournalMember.assigned, assigned.map(JSONValue.object))
            if case .state(let name) = next { text(JournalMember.next, name) }
        case .stateAborted(let state, let type, let abandoned):
            text(JournalMember.state, state)
            text(JournalMember.type, type.rawValue)
            self.abandoned(abandoned)

        case .taskScheduled(let request), .activityRequested(let request), .activityScheduled(let request):
            self.request(request)
        case .taskStarted(let task, let resource, let timeoutAt):
            number(JournalMember.task, task.sequence)
            self.resource(resource)
            time(JournalMember.deadline, timeoutAt)
        case .taskSubmitted(let task, let resource, let output):
            number(JournalMember.task, task.sequence)
            self.resource(resource)
            payload(JournalMember.output, output)
        case .activityStarted(let task, let worker):
            number(JournalMember.task, task.sequence)
            text(JournalMember.worker, worker)
        case .limitSet(let task, let limit, let at, let replaced):
            number(JournalMember.task, task.sequence)
            self.limit(limit)
            time(JournalMember.deadline, at)
            number(JournalMember.timer, replaced?.sequence)
        case .taskSucceeded(let task, let timers, let resource, let output):
            number(JournalMember.task, task.sequence)
            self.timers(timers)
            self.resource(resource)
            payload(JournalMember.output, output)
        case .taskFailed(let task, let timers, let resource, let error, let cause):
            number(JournalMember.task, task.sequence)
            self.timers(timers)
            self.resource(resource)
            text(JournalMember.error, error)
            text(JournalMember.cause, cause)
        case .taskTimedOut(let task, let timers, let limit, let resource, let error, let cause):
            number(JournalMember.task, task.sequence)
            self.timers(timers)
            self.limit(limit)
            self.resource(resource)
            text(JournalMember.error, error)
            text(JournalMember.cause, cause)

        case .retryScheduled(let state, let retrier, let retry, let at):
            text(JournalMember.state, state)
            number(JournalMember.number, retrier)
            number(JournalMember.counter, retry)
            time(JournalMember.deadline, at)
        case .retryStarted(let state), .parallelSucceeded(let state), .mapSucceeded(let state):
            text(JournalMember.state, state)

        case .parallelStarted(let state, let input):
            text(JournalMember.state, state)
            payload(JournalMember.input, input)
        case .parallelFailed(let state, let failure), .mapFailed(let state, let failure):
            text(JournalMember.state, state)
            self.failure(failure)
        case .branchFailed(let index, let failure):
            number(JournalMember.counter, index)
            self.failure(failure)

        case .mapStarted(let state, let items, let concurrency):
            text(JournalMember.state, state)
            payload(JournalMember.input, items)
            number(JournalMember.number, concurrency)
        case .iterationStarted(let map, let state, let index, let input):
            number(JournalMember.number, map.number)
            text(JournalMember.state, state)
            number(JournalMember.counter, index)
            payload(JournalMember.input, input)
        case .iterationSucceeded(let state, let index), .iterationAborted(let state, let index):
            text(JournalMember.state, state)
            number(JournalMember.counter, index)
        case .iterationFailed(let state, let index, let failure):
            text(JournalMember.state, state)
            number(JournalMember.counter, index)
            self.failure(failure)

        case .distributedMapStarted(let state, let items):
            text(JournalMember.state, state)
            payload(JournalMember.input, items)
        case .mapRunStarted(let request):
            text(JournalMember.state, request.state)
            number(JournalMember.task, request.run.sequence)
            payload(JournalMember.input, request.items)
            payload(JournalMember.output, request.surroundings.input)
            payload(JournalMember.assigned, request.settings)
        case .mapRunRedriven(let run, let arn, let count):
            number(JournalMember.task, run.sequence)
            text(JournalMember.mapRun, arn)
            number(JournalMember.counter, count)
        case .mapRunSucceeded(let run, let output):
            number(JournalMember.task, run.sequence)
            payload(JournalMember.output, output)
        case .mapRunFailed(let run, let error, let cause):
            number(JournalMember.task, run.sequence)
            text(JournalMember.error, error)
            text(JournalMember.cause, cause)
        case .mapRunAborted(let run):
            number(JournalMember.task, run.sequence)

        case .yielded:
            break
        }
    }
}

extension JournalWriter {
    private mutating func request(_ request: TaskRequest) {
        text(JournalMember.state, request.state)
        resource(request.resource)
        payload(JournalMember.input, request.parameters)
        number(JournalMember.number, request.timeoutSeconds)
        number(JournalMember.heartbeat, request.heartbeatSeconds)
        text(JournalMember.role, request.roleARN)
        number(JournalMember.counter, request.attempt)
        number(JournalMember.task, request.task.sequence)
    }

    /// A limit has the letter that an error has whose origin it is; a timeout's goes without saying.
    private mutating func limit(_ limit: TaskLimit) {
        if limit == .heartbeat { text(JournalMember.origin, "h") }
    }
}

extension Change {
    var code: ChangeCode {
        switch self {
        case .executionStarted: .executionStarted
        case .executionSucceeded: .executionSucceeded
        case .executionFailed: .executionFailed
        case .executionTimedOut: .executionTimedOut
        case .executionAborted: .executionAborted
        case .executionRedriven: .executionRedriven
        case .stateEntered: .stateEntered
        case .stateExited: .stateExited
        case .stateAborted: .stateAborted
        case .taskScheduled: .taskScheduled
        case .taskStarted: .taskStarted
        case .taskSubmitted: .taskSubmitted
        case .activityRequested: .activityRequested
        case .activityScheduled: .activityScheduled
        case .activityStarted: .activityStarted
        case .limitSet: .limitSet
        case .taskSucceeded: .taskSucceeded
        case .taskFailed: .taskFailed
        case .taskTimedOut: .taskTimedOut
        case .retryScheduled: .retryScheduled
        case .retryStarted: .retryStarted
        case .parallelStarted: .parallelStarted
        case .parallelSucceeded: .parallelSucceeded
        case .parallelFailed: .parallelFailed
        case .branchFailed: .branchFailed
        case .mapStarted: .mapStarted
        case .mapSucceeded: .mapSucceeded
        case .mapFailed: .mapFailed
        case .iterationStarted: .iterationStarted
        case .iterationSucceeded: .iterationSucceeded
        case .iterationFailed: .iterationFailed
        case .iterationAborted: .iterationAborted
        case .distributedMapStarted: .distributedMapStarted
        case .mapRunStarted: .mapRunStarted
        case .mapRunRedriven: .mapRunRedriven
        case .mapRunSucceeded: .mapRunSucceeded
        case .mapRunFailed: .mapRunFailed
        case .mapRunAborted: .mapRunAborted
        case .yielded: .yielded
        }
    }
}
