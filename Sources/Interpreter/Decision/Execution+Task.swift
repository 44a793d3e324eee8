import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    mutating func workTask(
        _ task: TaskState,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let number = TaskID(lastSequence + 1)
        var bench = workbench(id, compiled, visit, task: number)
        switch Result(catching: { () throws(EvaluationError) in try bench.preparation(of: task) }) {
        case .failure(let error):
            try resolve(bench.failure(error), compiled, visit, in: id, after: cursor(of: id), &turn)
        case .success(let preparation):
            let request = TaskRequest(
                task: number,
                state: visit.state,
                resource: task.resource,
                parameters: preparation.parameters,
                timeoutSeconds: preparation.timeoutSeconds,
                heartbeatSeconds: preparation.heartbeatSeconds,
                roleARN: preparation.roleARN,
                attempt: visit.retryCount
            )
            guard !task.resource.isActivity else {
                return try emit(.activityRequested(request), in: id, after: cursor(of: id), &turn)
            }
            try emit(.taskScheduled(request), in: id, after: cursor(of: id), &turn)
            let started = Change.taskStarted(
                task: number,
                resource: task.resource,
                timeoutAt: preparation.timeoutSeconds.map { turn.time.adding(seconds: $0) }
            )
            try emit(started, in: id, after: cursor(of: id), &turn)
        }
    }
}

/// What a task starts with.
struct TaskPreparation {
    let parameters: JSONValue
    let timeoutSeconds: Int?
    let heartbeatSeconds: Int?
    let roleARN: String?
}

extension Workbench {
    mutating func preparation(of task: TaskState) throws(EvaluationError) -> TaskPreparation {
        let input = try effectiveInput()
        let parameters = try apply(task.parameters, to: input)
        note(.afterParameters, parameters)
        if let refusal = ParameterRules.of(task.resource)?.refusal(of: parameters) {
            throw EvaluationError(cause: refusal)
        }
        scope.input = input
        let timeout = try task.timeout.map { (field) throws(EvaluationError) in
            try field.evaluate(in: scope, field: "TimeoutSeconds", minimum: 1)
        }
        let heartbeat = try task.heartbeat.map { (field) throws(EvaluationError) in
            try field.evaluate(in: scope, field: "HeartbeatSeconds", minimum: 1)
        }
        return TaskPreparation(
            parameters: parameters,
            timeoutSeconds: timeout,
            heartbeatSeconds: heartbeat,
            roleARN: try role(of: task, seeing: input)
        )
    }

    /// The role that `Credentials` names; `nil` where there are none.
    private mutating func role(of task: TaskState, seeing input: JSONValue) throws(EvaluationError) -> String? {
        guard let credentials = task.credentials else { return nil }
        let value = try apply(credentials, to: input)
        guard let role = value["RoleArn"]?.stringValue else {
            throw EvaluationError(cause: "The field 'RoleArn' of the Credentials must be a string.")
        }
        return role
    }
}
