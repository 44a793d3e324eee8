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
    /// The result is there: no worker, callback or job can give another.
    case closeTask(TaskID)
    case startMapRun(MapRunRequest)
    /// The executions of a map run that did not succeed are to be taken up again.
    case redriveMapRun(TaskID, arn: String)
    case setTimer(TimerID, at: Timestamp)
    /// A timer that bounds a wait for someone outside: a worker, or a callback.
    case setLimit(TimerID, at: Timestamp)
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
    /// `HeartbeatSeconds` of the state; the machine keeps the deadline itself.
    package let heartbeatSeconds: Int?
    /// The role that `Credentials` names.
    package let roleARN: String?
    /// 0 for the first attempt of this visit of the state.
    package let attempt: Int

    package init(
        task: TaskID,
        state: String,
        resource: TaskResource,
        parameters: JSONValue,
        timeoutSeconds: Int? = nil,
        heartbeatSeconds: Int? = nil,
        roleARN: String? = nil,
        attempt: Int = 0
    ) {
        self.task = task
        self.state = state
        self.resource = resource
        self.parameters = parameters
        self.timeoutSeconds = timeoutSeconds
        self.heartbeatSeconds = heartbeatSeconds
        self.roleARN = roleARN
        self.attempt = attempt
    }
}
