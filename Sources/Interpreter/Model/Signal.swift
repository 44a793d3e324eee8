package import QuickstepJSON

/// What reaches an execution from outside.
///
/// Signals may come twice or late: one that finds nothing waiting for it changes nothing and gives no events.
package enum Signal: Sendable, Equatable {
    /// Begins the execution.
    case start
    /// Carries on after the machine yielded.
    case resume
    /// A deadline has come.
    case timerFired(TimerID)
    /// The activity of a task exists, and the task is in line for a worker.
    case taskAccepted(TaskID)
    /// A task cannot even be started; that ends the execution.
    case taskRefused(TaskID, cause: String)
    /// A worker has taken the task of an activity.
    case activityStarted(TaskID, worker: String?)
    /// The call that a task waits behind (`.sync`, `.waitForTaskToken`) was answered.
    case taskSubmitted(TaskID, output: JSONValue)
    /// Whoever does a task is still at it.
    case heartbeatReceived(TaskID)
    case taskSucceeded(TaskID, output: JSONValue)
    case taskFailed(TaskID, error: String?, cause: String?)
    /// All that a map run was to do is done.
    case mapRunSucceeded(TaskID, output: JSONValue)
    case mapRunFailed(TaskID, error: String, cause: String?)
    /// Takes an execution that did not succeed up again where it ended, as RedriveExecution does.
    case redrive
    /// Ends the execution as StopExecution does.
    case stop(error: String?, cause: String?)
}
