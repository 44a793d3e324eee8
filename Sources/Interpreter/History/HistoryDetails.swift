import QuickstepJSON
import QuickstepStatesLanguage

/// Builds the details member of one history event.
struct HistoryDetails {
    let header: ExecutionHeader
    let includesData: Bool
    /// `nil` as long as nothing was added.
    private(set) var name: String?
    private(set) var members = JSONObject()

    init(header: ExecutionHeader, includesData: Bool) {
        self.header = header
        self.includesData = includesData
    }

    mutating func add(_ change: Change) {
        switch change {
        case .executionStarted:
            begin("executionStarted")
            payload("input", header.input)
            text("roleArn", header.roleARN)
            text("stateMachineAliasArn", header.stateMachineAliasARN)
            text("stateMachineVersionArn", header.stateMachineVersionARN)
        case .executionRedriven(let count, _):
            begin("executionRedriven")
            members["redriveCount"] = .number(JSONNumber(count))
        case .executionSucceeded(let output, _):
            begin("executionSucceeded")
            payload("output", output)
        case .executionFailed(let error, let cause, _):
            begin("executionFailed")
            self.error(error, cause)
        case .executionAborted(let error, let cause, _):
            begin("executionAborted")
            self.error(error, cause)
        case .executionTimedOut:
            begin("executionTimedOut")
            text("error", ErrorName.timeout)
        case .stateEntered(let state, _, let input, _):
            begin("stateEntered")
            text("name", state)
            payload("input", input)
        case .stateExited(let state, _, let output, let assigned, _):
            begin("stateExited")
            text("name", state)
            payload("output", output)
            variables(assigned)
        case .taskScheduled(let request), .activityScheduled(let request):
            scheduled(request)
        case .taskStarted(_, let resource, _):
            integration("taskStarted", resource)
        case .activityStarted(_, let worker):
            begin("activityStarted")
            text("workerName", worker)
        case .taskSubmitted(_, let resource, let output):
            begin("Submitted", of: resource)
            payload("output", output)
        case .taskSucceeded(_, _, let resource, let output):
            begin("Succeeded", of: resource)
            payload("output", output)
        case .taskFailed(_, _, let resource, let error, let cause):
            begin("Failed", of: resource)
            self.error(error, cause)
        case .taskTimedOut(_, _, _, let resource, let error, let cause):
            begin("TimedOut", of: resource)
            self.error(error, cause)
        case .mapStarted(_, let items, _):
            begin("mapStateStarted")
            members["length"] = .number(JSONNumber(items.iterationCount))
        case .distributedMapStarted(_, let items):
            begin("mapStateStarted")
            members["length"] = .number(JSONNumber(items?.iterationCount ?? 0))
        case .mapRunStarted(let request):
            begin("mapRunStarted")
            text("mapRunArn", request.arn)
        case .mapRunRedriven(_, let arn, let count):
            begin("mapRunRedriven")
            text("mapRunArn", arn)
            members["redriveCount"] = .number(JSONNumber(count))
        case .mapRunFailed(_, let error, let cause):
            begin("mapRunFailed")
            self.error(error, cause)
        case .iterationStarted(_, let state, let index, _):
            iteration("mapIterationStarted", state, index)
        case .iterationSucceeded(let state, let index):
            iteration("mapIterationSucceeded", state, index)
        case .iterationFailed(let state, let index, _):
            iteration("mapIterationFailed", state, index)
        case .iterationAborted(let state, let index):
            iteration("mapIterationAborted", state, index)
        case .stateAborted, .parallelStarted, .parallelSucceeded, .parallelFailed, .mapSucceeded, .mapFailed,
            .mapRunSucceeded, .mapRunAborted,
            .retryScheduled, .retryStarted, .branchFailed, .yielded, .activityRequested, .limitSet:
            break
        }
    }

    private mutating func begin(_ event: String) {
        name = "\(event)EventDetails"
    }

    private mutating func text(_ member: String, _ text: String?) {
        if let text { members[member] = .string(text) }
    }

    /// A payload is a JSON text within the JSON.
    private mutating func payload(_ member: String, _ value: JSONValue) {
        guard includesData else { return }
        members[member] = .string(value.compactText)
        members["\(member)Details"] = ["truncated": false]
    }

    private mutating func error(_ error: String?, _ cause: String?) {
        text("error", error)
        text("cause", cause)
    }

    private mutating func variables(_ assigned: JSONObject?) {
        guard includesData, let assigned else { return }
        members["assignedVariables"] = .object(
            JSONObject(assigned.map { ($0.key, JSONValue.string($0.value.compactText)) })
        )
        members["assignedVariablesDetails"] = ["truncated": false]
    }

    private mutating func scheduled(_ request: TaskRequest) {
        switch request.resource {
        case .function(let name):
            begin("lambdaFunctionScheduled")
            text("resource", name)
            payload("input", request.parameters)
        case .activity(let arn):
            begin("activityScheduled")
            text("resource", arn)
            payload("input", request.parameters)
        case .integration:
            integration("taskScheduled", request.resource)
            text("region", header.region)
            if includesData { text("parameters", request.parameters.compactText) }
        }
        seconds("timeoutInSeconds", request.timeoutSeconds)
        if case .function = request.resource {} else { seconds("heartbeatInSeconds", request.heartbeatSeconds) }
        if let role = request.roleARN {
            members["taskCredentials"] = ["roleArn": .string(role)]
        }
    }

    private mutating func seconds(_ member: String, _ seconds: Int?) {
        if let seconds { members[member] = .number(JSONNumber(seconds)) }
    }

    /// Begins the details of a task's event, in the words of its kind.
    private mutating func begin(_ event: String, of resource: TaskResource) {
        switch resource {
        case .function: begin("lambdaFunction\(event)")
        case .activity: begin("activity\(event)")
        case .integration: integration("task\(event)", resource)
        }
    }

    /// Begins the details of an integration's event; other tasks have none here.
    private mutating func integration(_ event: String, _ resource: TaskResource) {
        guard case .integration(let service, let action) = resource else { return }
        begin(event)
        text("resourceType", service)
        text("resource", action)
    }

    private mutating func iteration(_ event: String, _ state: String, _ index: Int) {
        begin(event)
        text("name", state)
        members["index"] = .number(JSONNumber(index))
    }
}
