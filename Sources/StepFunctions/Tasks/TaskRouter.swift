import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Gives each task to whoever does it: calls on our own services are made at once, inside the turn; functions get work.
struct TaskRouter: Sendable {
    /// Workers that wait for tasks of activities.
    let workers: Waiters<Owner>

    enum Start {
        /// It is done: this is what the machine is told.
        case answered(Signal)
        /// A handler will do it: the call is in the durable queue.
        case enqueued(WorkID)
        /// A handler is to be called at once, for an execution that lives in memory only.
        case called(WorkItem)
    }

    /// - Parameters:
    ///   - request: The task.
    ///   - effect: The effect that the attempt is: what it causes names it.
    ///   - live: The execution.
    ///   - turn: The turn in which the task was scheduled.
    /// - Returns: What came of it at once.
    /// - Throws: a retryable `ServiceError` of the runtime's: that the store could not be read now is no outcome of the task.
    func start(
        _ request: TaskRequest,
        as effect: EffectID,
        for live: LiveExecution,
        _ turn: inout Turn
    ) throws(ServiceError) -> Start {
        switch request.resource {
        case .function(let name):
            return try enqueue(name, payload: request.parameters, isIntegration: false, request, effect, live, &turn)
        case .activity(let arn):
            return .answered(try getInLine(of: arn, request, live, &turn))
        case .integration(let service, _):
            // The token holds from here on: whoever is called may use it before the call is over.
            if request.resource.pattern.waits {
                turn.put(Rows.ticket(request.task, of: live.owner), TaskTicket().json)
            }
            let action = request.resource.operation ?? ""
            guard service == "lambda", action == "invoke" else {
                return try call(service, action, request, effect, live, &turn)
            }
            guard let name = request.parameters["FunctionName"]?.stringValue else {
                let cause = "The field 'FunctionName' is required but was missing"
                return .answered(.taskFailed(request.task, error: "Lambda.ValidationException", cause: cause))
            }
            let payload = request.parameters["Payload"] ?? [:]
            return try enqueue(name, payload: payload, isIntegration: true, request, effect, live, &turn)
        }
    }

    // MARK: Activities

    private func getInLine(
        of activity: String,
        _ request: TaskRequest,
        _ live: LiveExecution,
        _ turn: inout Turn
    ) throws(ServiceError) -> Signal {
        let entry = ActivityLine.Entry(execution: live.name.arn, task: request.task, input: request.parameters)
        guard let place = try ActivityLine.append(entry, to: activity, &turn) else {
            return .taskRefused(request.task, cause: "The activity \(activity) does not exist.")
        }
        turn.put(Rows.ticket(request.task, of: live.owner), TaskTicket(place: place).json)
        if let line = ActivityPlace.owner(of: activity) {
            let workers = workers
            turn.afterCommit { workers.wake(line) }
        }
        return .taskAccepted(request.task)
    }

    // MARK: Functions

    private func enqueue(
        _ function: String,
        payload: JSONValue,
        isIntegration: Bool,
        _ request: TaskRequest,
        _ effect: EffectID,
        _ live: LiveExecution,
        _ turn: inout Turn
    ) throws(ServiceError) -> Start {
        do throws(ServiceError) {
            let lookup = ServiceRequest(
                service: "lambda",
                operation: "GetFunction",
                parameters: ["FunctionName": .string(function)],
                scope: live.name.scope
            )
            let configuration = try turn.call(lookup).output["Configuration"]
            guard let name = configuration?["FunctionName"]?.stringValue else {
                throw .damaged("the answer of lambda:GetFunction")
            }
            let id = WorkID(scope: live.name.scope, function: name, number: try turn.sequence())
            let work = WorkItem(
                id: id,
                payload: payload,
                origin: WorkItem.Origin(
                    service: StatesService.serviceName,
                    owner: live.name.arn,
                    reference: TaskReference(
                        task: request.task,
                        isIntegration: isIntegration,
                        isCallback: request.resource.pattern == .callback
                    ).json
                ),
                token: Self.token(request.task, of: live),
                effect: effect,
                cause: live.effect
            )
            guard live.isDurable else { return .called(work) }
            turn.enqueue(work)
            return .enqueued(id)
        } catch {
            try Self.rethrow(error)
            let integration = Integration.named(service: "lambda", action: "invoke")
            let failure = integration?.failure(from: error, requestID: turn.uuid())
            return .answered(
                .taskFailed(
                    request.task,
                    error: failure?.error ?? error.code,
                    cause: failure?.cause ?? error.message
                )
            )
        }
    }

    /// The same for every dispatch of one attempt of one task, and for no other.
    private static func token(_ task: TaskID, of live: LiveExecution) -> String {
        let digest = DigestAlgorithm.sha256.digest(Array("\(live.name.arn)#\(live.seed)#\(task.sequence)".utf8))
        return Hex.encode(digest.prefix(16))
    }

    /// Throws an error that is over at the next try, so that it does not become an outcome for good.
    private static func rethrow(_ error: ServiceError) throws(ServiceError) {
        if error.fault == .server, error.isRetryable { throw error }
    }

    // MARK: Our own services

    private func call(
        _ service: String,
        _ action: String,
        _ request: TaskRequest,
        _ effect: EffectID,
        _ live: LiveExecution,
        _ turn: inout Turn
    ) throws(ServiceError) -> Start {
        guard let integration = Integration.named(service: service, action: action) else {
            let cause = "Quickstep has no integration \(service):\(action)."
            return .answered(.taskFailed(request.task, error: "States.TaskFailed", cause: cause))
        }
        let requestID = turn.uuid()
        do throws(ServiceError) {
            let response = try turn.call(
                ServiceRequest(
                    service: service,
                    operation: integration.operation,
                    parameters: integration.input(from: request.parameters),
                    scope: live.name.scope,
                    cause: effect,
                    idempotencyToken: Self.token(request.task, of: live)
                )
            )
            let output = integration.result(from: response.output, requestID: requestID)
            switch request.resource.pattern {
            case .requestResponse:
                return .answered(.taskSucceeded(request.task, output: output))
            case .callback:
                return .answered(.taskSubmitted(request.task, output: output))
            case .synchronous, .synchronousParsed:
                try wait(for: response.output, request, live, &turn)
                return .answered(.taskSubmitted(request.task, output: output))
            }
        } catch {
            try Self.rethrow(error)
            let failure = integration.failure(from: error, requestID: requestID)
            return .answered(.taskFailed(request.task, error: failure.error, cause: failure.cause))
        }
    }
}

extension TaskRouter {
    /// Links an execution that was started with the task that waits for its end.
    private func wait(
        for started: JSONObject,
        _ request: TaskRequest,
        _ live: LiveExecution,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard let arn = started["executionArn"]?.stringValue, let child = ExecutionName(arn: arn) else {
            throw .damaged("the answer of states:StartExecution")
        }
        let parent = WaitingParent(
            execution: live.name.arn,
            task: request.task,
            isParsed: request.resource.pattern == .synchronousParsed
        )
        turn.put(Rows.waitingParent(child.owner), parent.json)
        turn.put(Rows.ticket(request.task, of: live.owner), TaskTicket(child: arn).json)
    }
}

/// What a piece of work that a task asked for says about the task.
struct TaskReference: Sendable, Equatable {
    let task: TaskID
    /// Whether the task is `lambda:invoke`, whose result wraps the function's.
    let isIntegration: Bool
    /// Whether the task goes on until its token is used.
    let isCallback: Bool

    init(task: TaskID, isIntegration: Bool, isCallback: Bool = false) {
        self.task = task
        self.isIntegration = isIntegration
        self.isCallback = isCallback
    }

    var json: JSONValue {
        var members: JSONObject = [
            "task": .number(JSONNumber(task.sequence)), "integration": .bool(isIntegration),
        ]
        if isCallback { members["callback"] = true }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let task = json["task"]?.intValue, let isIntegration = json["integration"]?.boolValue else { return nil }
        self.init(
            task: TaskID(task),
            isIntegration: isIntegration,
            isCallback: json["callback"]?.boolValue ?? false
        )
    }
}
