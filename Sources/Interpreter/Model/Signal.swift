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
    case taskSucceeded(TaskID, output: JSONValue)
    case taskFailed(TaskID, error: String?, cause: String?)
    /// Ends the execution as StopExecution does.
    case stop(error: String?, cause: String?)
}
