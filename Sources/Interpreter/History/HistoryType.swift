import QuickstepStatesLanguage

extension Change {
    /// AWS's name of the event's type.
    var historyType: String {
        switch self {
        case .executionStarted: return "ExecutionStarted"
        case .executionSucceeded: return "ExecutionSucceeded"
        case .executionFailed: return "ExecutionFailed"
        case .executionTimedOut: return "ExecutionTimedOut"
        case .executionAborted: return "ExecutionAborted"
        case .executionRedriven: return "ExecutionRedriven"
        case .stateEntered(_, let type, _, _): return "\(type.rawValue)StateEntered"
        case .stateExited(_, let type, _, _, _): return "\(type.rawValue)StateExited"
        case .stateAborted(_, let type, _): return "\(type.rawValue)StateAborted"
        case .taskScheduled(let request), .activityScheduled(let request):
            return "\(request.resource.eventPrefix)Scheduled"
        case .taskStarted(_, let resource, _): return "\(resource.eventPrefix)Started"
        case .taskSucceeded(_, _, let resource, _): return "\(resource.eventPrefix)Succeeded"
        case .taskFailed(_, _, let resource, _, _): return "\(resource.eventPrefix)Failed"
        case .taskSubmitted(_, let resource, _): return "\(resource.eventPrefix)Submitted"
        case .activityStarted: return "ActivityStarted"
        case .taskTimedOut(_, _, _, let resource, _, _): return "\(resource.eventPrefix)TimedOut"
        case .parallelStarted: return "ParallelStateStarted"
        case .parallelSucceeded: return "ParallelStateSucceeded"
        case .parallelFailed: return "ParallelStateFailed"
        case .mapStarted, .distributedMapStarted: return "MapStateStarted"
        case .mapRunStarted: return "MapRunStarted"
        case .mapRunRedriven: return "MapRunRedriven"
        case .mapRunSucceeded: return "MapRunSucceeded"
        case .mapRunFailed: return "MapRunFailed"
        case .mapRunAborted: return "MapRunAborted"
        case .mapSucceeded: return "MapStateSucceeded"
        case .mapFailed: return "MapStateFailed"
        case .iterationStarted: return "MapIterationStarted"
        case .iterationSucceeded: return "MapIterationSucceeded"
        case .iterationFailed: return "MapIterationFailed"
        case .iterationAborted: return "MapIterationAborted"
        case .retryScheduled, .retryStarted, .branchFailed, .yielded, .activityRequested, .limitSet: return name
        }
    }
}

extension TaskResource {
    fileprivate var eventPrefix: String {
        switch self {
        case .function: "LambdaFunction"
        case .activity: "Activity"
        case .integration: "Task"
        }
    }
}
