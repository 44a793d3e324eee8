extension Change {
    /// The case's name, for messages.
    var name: String {
        switch self {
        case .executionStarted: "executionStarted"
        case .executionSucceeded: "executionSucceeded"
        case .executionFailed: "executionFailed"
        case .executionTimedOut: "executionTimedOut"
        case .executionAborted: "executionAborted"
        case .stateEntered: "stateEntered"
        case .stateExited: "stateExited"
        case .stateAborted: "stateAborted"
        case .taskScheduled: "taskScheduled"
        case .taskStarted: "taskStarted"
        case .taskSubmitted: "taskSubmitted"
        case .activityRequested: "activityRequested"
        case .activityScheduled: "activityScheduled"
        case .activityStarted: "activityStarted"
        case .limitSet: "limitSet"
        case .taskSucceeded: "taskSucceeded"
        case .taskFailed: "taskFailed"
        case .taskTimedOut: "taskTimedOut"
        case .retryScheduled: "retryScheduled"
        case .retryStarted: "retryStarted"
        case .parallelStarted: "parallelStarted"
        case .parallelSucceeded: "parallelSucceeded"
        case .parallelFailed: "parallelFailed"
        case .branchFailed: "branchFailed"
        case .mapStarted: "mapStarted"
        case .mapSucceeded: "mapSucceeded"
        case .mapFailed: "mapFailed"
        case .iterationStarted: "iterationStarted"
        case .iterationSucceeded: "iterationSucceeded"
        case .iterationFailed: "iterationFailed"
        case .iterationAborted: "iterationAborted"
        case .yielded: "yielded"
        }
    }
}
