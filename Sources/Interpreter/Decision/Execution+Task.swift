import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

/// A task in flight, found by its number.
struct TaskRun {
    let frame: FrameID
    let request: TaskRequest
    let timeout: Deadline?
}

extension Execution {
    mutating func workTask(
        _ task: TaskState,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        var bench = workbench(id, compiled, visit)
        switch Result(catching: { () throws(EvaluationError) in try bench.preparation(of: task) }) {
        case .failure(let error):
            try resolve(bench.failure(error), compiled, visit, in: id, after: cursor(of: id), &turn)
        case .success(let preparation):
            let scheduled = Change.taskScheduled(
                state: visit.state,
                resource: task.resource,
                parameters: preparation.parameters,
                timeoutSeconds: preparation.timeoutSeconds,
                attempt: visit.retryCount
            )
            try emit(scheduled, in: id, after: cursor(of: id), &turn)
            let started = Change.taskStarted(
                task: TaskID(lastSequence),
                resource: task.resource,
                timeoutAt: preparation.timeoutSeconds.map { turn.time.adding(seconds: $0) }
            )
            try emit(started, in: id, after: cursor(of: id), &turn)
        }
    }

    /// The task in flight that a signal names; `nil` where it is not in flight any more.
    func run(of task: TaskID) -> TaskRun? {
        guard let id = awaited[task.sequence], case .running(let request, let timeout) = frames[id]?.phase,
            request.task == task
        else {
            return nil
        }
        return TaskRun(frame: id, request: request, timeout: timeout)
    }

    mutating func succeed(_ run: TaskRun, output: JSONValue, _ turn: inout Turn) throws(MachineFault) {
        guard output.compactByteCount <= MachineLimits.payloadBytesMax else {
            let cause = MachineTexts.oversize(run.request.resource.limitSubject)
            return try fail(run, error: ErrorName.dataLimitExceeded, cause: cause, &turn)
        }
        guard !output.exceedsDepth(MachineLimits.payloadDepthMax) else {
            let visit = try visit(of: run.frame)
            let cause = MachineTexts.prefix(state: visit.state, enteredID: visit.enteredID) + MachineTexts.tooDeep
            return try fail(run, error: ErrorName.runtime, cause: cause, &turn)
        }
        let change = Change.taskSucceeded(
            task: run.request.task,
            timer: run.timeout?.timer,
            resource: run.request.resource,
            output: output
        )
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
    }

    mutating func fail(_ run: TaskRun, error: String?, cause: String?, _ turn: inout Turn) throws(MachineFault) {
        let change = Change.taskFailed(
            task: run.request.task,
            timer: run.timeout?.timer,
            resource: run.request.resource,
            error: error,
            cause: cause
        )
        try emit(change, in: run.frame, after: cursor(of: run.frame), &turn)
    }
}

/// What a task starts with.
struct TaskPreparation {
    let parameters: JSONValue
    let timeoutSeconds: Int?
}

extension Workbench {
    mutating func preparation(of task: TaskState) throws(EvaluationError) -> TaskPreparation {
        let input = try effectiveInput()
        let parameters = try apply(task.parameters, to: input)
        note(.afterParameters, parameters)
        scope.input = input
        let timeout = try task.timeout.map { (field) throws(EvaluationError) in
            try field.evaluate(in: scope, field: "TimeoutSeconds", minimum: 1)
        }
        return TaskPreparation(parameters: parameters, timeoutSeconds: timeout)
    }
}

extension TaskResource {
    /// How the text of a data limit names the task.
    var limitSubject: String {
        switch self {
        case .function(let name): name
        case .integration(let service, _): service
        }
    }
}
