package import QuickstepJSON
package import QuickstepPrimitives
package import QuickstepStatesLanguage

/// What an event changed: AWS's details and the private annex together.
///
/// The comments name what is annex: the projection to AWS's history drops it.
package enum Change: Sendable, Equatable {
    // The execution

    /// Annex: when the execution's own time budget ends.
    case executionStarted(timeoutAt: Timestamp?)
    case executionSucceeded(output: JSONValue, abandoned: Abandoned)
    case executionFailed(error: String?, cause: String?, abandoned: Abandoned)
    case executionTimedOut(abandoned: Abandoned)
    case executionAborted(error: String?, cause: String?, abandoned: Abandoned)

    /// Annex: when the execution's own time budget, which begins anew, ends.
    case executionRedriven(count: Int, timeoutAt: Timestamp?)

    // States

    /// Annex: the deadline of a Wait, where it lies ahead.
    case stateEntered(state: String, type: StateType, input: JSONValue, waitUntil: Timestamp?)
    /// Annex: where it leads.
    case stateExited(state: String, type: StateType, output: JSONValue, assigned: JSONObject?, next: Next)
    /// `TaskStateAborted`, `WaitStateAborted`, `ParallelStateAborted`, `MapStateAborted`. Annex: what it no longer waits for.
    case stateAborted(state: String, type: StateType, abandoned: Abandoned)

    // Tasks

    /// A function or an integration is called. Annex: the attempt, 0 for the first.
    case taskScheduled(TaskRequest)
    /// Annex: when the attempt times out.
    case taskStarted(task: TaskID, resource: TaskResource, timeoutAt: Timestamp?)
    /// `TaskSubmitted`: the call was answered, and the task goes on.
    case taskSubmitted(task: TaskID, resource: TaskResource, output: JSONValue)
    /// Hidden: a task is asked of an activity, which may not exist.
    case activityRequested(TaskRequest)
    /// `ActivityScheduled`. Annex: as `taskScheduled`.
    case activityScheduled(TaskRequest)
    case activityStarted(task: TaskID, worker: String?)
    /// Hidden: a task in flight ends at a time unless something comes before.
    case limitSet(task: TaskID, limit: TaskLimit, at: Timestamp, replacing: TimerID?)
    /// Annex: the task and the timers of its limits.
    case taskSucceeded(task: TaskID, timers: [TimerID], resource: TaskResource, output: JSONValue)
    /// Annex: the task and the timers of its limits.
    case taskFailed(task: TaskID, timers: [TimerID], resource: TaskResource, error: String?, cause: String?)
    /// Annex: the task, the timers of its limits, and which limit it is.
    case taskTimedOut(
        task: TaskID,
        timers: [TimerID],
        limit: TaskLimit,
        resource: TaskResource,
        error: String?,
        cause: String?
    )

    // Retries (hidden)

    /// The work of a state will be repeated at a time. `retrier` is its place in `Retry`, `retry` counts from 1.
    case retryScheduled(state: String, retrier: Int, retry: Int, at: Timestamp)
    /// The time of a retry has come.
    case retryStarted(state: String)

    // Parallel

    /// Annex: what every branch gets as its input.
    case parallelStarted(state: String, input: JSONValue)
    case parallelSucceeded(state: String)
    /// Annex: why.
    case parallelFailed(state: String, failure: Failure)
    /// Hidden: a branch ended with an error, which ends the others.
    case branchFailed(index: Int, failure: Failure)

    // Map

    /// Annex: the items, an array or an object, and how many may run at once.
    case mapStarted(state: String, items: JSONValue, concurrency: Int)
    case mapSucceeded(state: String)
    /// Annex: why.
    case mapFailed(state: String, failure: Failure)
    /// Annex: the level of the Map, and the iteration's input where it is not the item itself.
    case iterationStarted(map: FrameID, state: String, index: Int, input: JSONValue?)
    case iterationSucceeded(state: String, index: Int)
    /// Annex: why.
    case iterationFailed(state: String, index: Int, failure: Failure)
    case iterationAborted(state: String, index: Int)

    // Distributed Map

    /// `MapStateStarted`. Annex: the items; `nil` where a reader supplies them.
    case distributedMapStarted(state: String, items: JSONValue?)
    /// Annex: everything but the ARN.
    case mapRunStarted(MapRunRequest)
    /// Annex: the run's number.
    case mapRunRedriven(run: TaskID, arn: String, count: Int)
    /// Annex: the run's number, and the state's result.
    case mapRunSucceeded(run: TaskID, output: JSONValue)
    /// Annex: the run's number.
    case mapRunFailed(run: TaskID, error: String, cause: String?)
    /// Annex: the run's number.
    case mapRunAborted(run: TaskID)

    // The machine (hidden)

    /// Others may run before this execution carries on.
    case yielded
}

/// What bounds the time of a task in flight.
package enum TaskLimit: Sendable, Equatable {
    /// `TimeoutSeconds`.
    case timeout
    /// `HeartbeatSeconds`.
    case heartbeat
}

/// Where a state led.
package enum Next: Sendable, Equatable {
    case state(String)
    /// The level is done.
    case endOfScope
}

/// Tasks and timers that were waited for until an event, each in ascending order.
package struct Abandoned: Sendable, Equatable {
    package var tasks: [TaskID]
    package var timers: [TimerID]

    package init(tasks: [TaskID] = [], timers: [TimerID] = []) {
        self.tasks = tasks
        self.timers = timers
    }
}

extension Change {
    /// Whether AWS's history has an event for it.
    package var isVisible: Bool {
        switch self {
        case .retryScheduled, .retryStarted, .branchFailed, .yielded, .activityRequested, .limitSet:
            false
        case .executionStarted, .executionSucceeded, .executionFailed, .executionTimedOut, .executionAborted,
            .executionRedriven,
            .stateEntered, .stateExited, .stateAborted,
            .taskScheduled, .taskStarted, .taskSubmitted, .taskSucceeded, .taskFailed, .taskTimedOut,
            .activityScheduled, .activityStarted,
            .parallelStarted, .parallelSucceeded, .parallelFailed,
            .mapStarted, .mapSucceeded, .mapFailed,
            .iterationStarted, .iterationSucceeded, .iterationFailed, .iterationAborted,
            .distributedMapStarted, .mapRunStarted, .mapRunRedriven, .mapRunSucceeded, .mapRunFailed, .mapRunAborted:
            true
        }
    }

    /// Whether it ends the execution.
    package var isTerminal: Bool {
        switch self {
        case .executionSucceeded, .executionFailed, .executionTimedOut, .executionAborted:
            true
        case .executionStarted, .executionRedriven, .stateEntered, .stateExited, .stateAborted,
            .taskScheduled, .taskStarted, .taskSubmitted, .taskSucceeded, .taskFailed, .taskTimedOut,
            .activityRequested, .activityScheduled, .activityStarted, .limitSet,
            .retryScheduled, .retryStarted,
            .parallelStarted, .parallelSucceeded, .parallelFailed, .branchFailed,
            .mapStarted, .mapSucceeded, .mapFailed,
            .iterationStarted, .iterationSucceeded, .iterationFailed, .iterationAborted,
            .distributedMapStarted, .mapRunStarted, .mapRunRedriven, .mapRunSucceeded, .mapRunFailed, .mapRunAborted,
            .yielded:
            false
        }
    }
}
