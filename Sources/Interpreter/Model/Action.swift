package import QuickstepJSON
package import QuickstepPrimitives
package import QuickstepStatesLanguage

/// What the shell has to do because of an event.
///
/// Each names the work it belongs to, so doing it twice is harmless.
package enum Action: Sendable, Equatable {
    case startTask(TaskRequest)
    /// The result is no longer wanted.
    case cancelTask(TaskID)
    case setTimer(TimerID, at: Timestamp)
    case cancelTimer(TimerID)
    /// Send `resume` soon: the machine yielded so that others may run.
    case continueSoon
    /// The execution is over.
    case finish(Status)
}

/// One attempt of a Task, ready to be dispatched.
package struct TaskRequest: Sendable, Equatable {
    package let task: TaskID
    /// The name of the Task state.
    package let state: String
    package let resource: TaskResource
    package let parameters: JSONValue
    /// `TimeoutSeconds` of the state; the machine keeps the deadline itself.
    package let timeoutSeconds: Int?
    /// 0 for the first attempt of this visit of the state.
    package let attempt: Int

    package init(
        task: TaskID,
        state: String,
        resource: TaskResource,
        parameters: JSONValue,
        timeoutSeconds: Int?,
        attempt: Int
    ) {
        self.task = task
        self.state = state
        self.resource = resource
        self.parameters = parameters
        self.timeoutSeconds = timeoutSeconds
        self.attempt = attempt
    }
}
