import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Gives each task to whoever does it: calls on our own services are made at once, inside the turn; functions get work.
struct TaskRouter: Sendable {
    /// Workers that wait for tasks of activities.
    let workers: Waiters<Owner>
    let longCalls = LongCalls()

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
    ///   - prepared: The bytes that were stored or read for the task before the turn.
    ///   - turn: The turn in which the task was scheduled.
    /// - Returns: What came of it at once.
    /// - Throws: a retryable `ServiceError` of the runtime's: that the store could not be read now is no outcome of the task.
    func start(
        _ request: TaskRequest,
        as effect: EffectID,
        for live: LiveExecution,
        with prepared: PreparedBytes? = nil,
        _ turn: inout Turn
    ) throws(ServiceError) -> Start {
        switch request.resource {
        case .function(let name):
            let form = TaskReference.Form.function
            return try enqueue(name, qualifier: nil, payload: request.parameters, form, request, effect, live, &turn)
        case .activity(let arn):
            return .answered(try getInLine(of: arn, request, live, &turn))
        case .integration(let service, _):
            // The token holds from here on: whoever is called may use it before the call is over.
            if request.resource.pattern.waits {
                turn.put(Rows.ticket(request.task, of: live.owner), TaskTicket().json)
            }
            let action = request.resource.operation ?? ""
            guard let integration = Integration.named(service: service, action: action) else {
                let cause = "Quickstep has no integration \(service):\(action)."
                return .answered(.taskFailed(request.task, error: ErrorName.taskFailed, cause: cause))
            }
            if integration.callsFunction {
                return try invoke(integration, request, effect, live, &turn)
            }
            return .answered(try call(integration, request, effect, live, prepared, &turn))
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

    /// `lambda:invoke`: work for a handler, or a call that nobody waits for the answer of.
    private func invoke(
        _ integration: Integration,
        _ request: TaskRequest,
        _ effect: EffectID,
        _ live: LiveExecution,
        _ turn: inout Turn
    ) throws(ServiceError) -> Start {
        let call = SDKCall(requestID: turn.uuid(), time: turn.now)
        do throws(ServiceError) {
            let invocation = try FunctionInvocation(parameters: request.parameters)
            guard !invocation.waitsForAnswer else {
                return try enqueue(
                    invocation.name,
                    qualifier: invocation.qualifier,
                    payload: invocation.payload,
                    integration.isSDK ? .sdk : .optimized,
                    request,
                    effect,
                    live,
                    wantsLog: invocation.wantsLog,
                    clientContext: invocation.clientContext,
                    &turn
                )
            }
            let scope = try Self.scope(of: request, live)
            let answer = try turn.call(invocation.request(scope: scope, cause: effect)).output
            let output =
                integration.isSDK
                ? .object(answer) : FunctionAnswer.optimized(status: answer["StatusCode"]?.intValue ?? 202, call)
            return .answered(Self.signal(request, output: output))
        } catch {
            return .answered(try Self.failure(of: request, integration, call, error))
        }
    }

    private func enqueue(
        _ function: String,
        qualifier: String?,
        payload: JSONValue,
        _ form: TaskReference.Form,
        _ request: TaskRequest,
        _ effect: EffectID,
        _ live: LiveExecution,
        wantsLog: Bool = false,
        clientContext: JSONValue? = nil,
        _ turn: inout Turn
    ) throws(ServiceError) -> Start {
        do throws(ServiceError) {
            let scope = try Self.scope(of: request, live)
            var parameters: JSONObject = ["FunctionName": .string(function)]
            if let qualifier { parameters["Qualifier"] = .string(qualifier) }
            let lookup = ServiceRequest(
                service: "lambda",
                operation: "GetFunction",
                parameters: parameters,
                scope: scope
            )
            let configuration = try turn.call(lookup).output["Configuration"]
            guard let name = configuration?["FunctionName"]?.stringValue else {
                throw .damaged("the answer of lambda:GetFunction")
            }
            let id = WorkID(scope: scope, function: name, number: try turn.sequence())
            let reference = TaskReference(
                task: request.task,
                form: form,
                isCallback: request.resource.pattern == .callback
            )
            let work = WorkItem(
                id: id,
                payload: payload,
                origin: WorkItem.Origin(
                    service: StatesService.serviceName,
                    owner: live.name.arn,
                    reference: reference.json
                ),
                token: Self.token(request.task, of: live),
                effect: effect,
                cause: live.effect,
                clientContext: clientContext,
                wantsLog: wantsLog
            )
            guard live.isDurable else { return .called(work) }
            turn.enqueue(work)
            return .enqueued(id)
        } catch {
            let integration = Integration(neighbour: .functions, isSDK: form == .sdk, action: "invoke")
            let call = SDKCall(requestID: turn.uuid(), time: turn.now)
            return .answered(try Self.failure(of: request, integration, call, Self.withVersion(error)))
        }
    }

    /// A function that was not found is named with the version that was asked for.
    private static func withVersion(_ error: ServiceError) -> ServiceError {
        guard let arn = error.message.wholeSuffix(after: "Function not found: "), let name = ARN(arn),
            name.resource.split(separator: ":").count == 2
        else { return error }
        return ServiceError(code: error.code, message: error.message + ":$LATEST", httpStatus: error.httpStatus)
    }

    /// The same for every dispatch of one attempt of one task, and for no other.
    private static func token(_ task: TaskID, of live: LiveExecution) -> String {
        let digest = DigestAlgorithm.sha256.digest(Array("\(live.name.arn)#\(live.seed)#\(task.sequence)".utf8))
        return Hex.encode(digest.prefix(16))
    }

    // MARK: Our own services

    private func call(
        _ integration: Integration,
        _ request: TaskRequest,
        _ effect: EffectID,
        _ live: LiveExecution,
        _ prepared: PreparedBytes?,
        _ turn: inout Turn
    ) throws(ServiceError) -> Signal {
        let call = SDKCall(requestID: turn.uuid(), time: turn.now)
        do throws(ServiceError) {
            if case .answered(let answer) = prepared {
                return Self.signal(request, output: integration.result(from: try answer.get(), call))
            }
            var asked = ServiceRequest(
                service: integration.neighbour.door,
                operation: integration.operation,
                parameters: EventEntries.completed(
                    integration.input(from: request.parameters),
                    of: integration,
                    for: live
                ),
                scope: try Self.scope(of: request, live),
                cause: effect,
                idempotencyToken: Self.token(request.task, of: live)
            )
            prepared?.complete(&asked)
            if request.resource.pattern.waitsForJob { try Self.refuseExpress(asked, &turn) }
            var answer = try turn.call(asked).output
            prepared?.complete(&answer)
            if request.resource.pattern.waitsForJob {
                try wait(for: answer, request, live, &turn)
            }
            let result = integration.result(from: answer, call)
            if EventEntries.hasFailed(answer, of: integration) {
                return .taskFailed(request.task, error: EventEntries.failedEntry, cause: result.compactText)
            }
            return Self.signal(request, output: result)
        } catch {
            return try Self.failure(of: request, integration, call, error)
        }
    }

    /// Nobody can wait for the end of an Express execution: it has no description.
    private static func refuseExpress(_ asked: ServiceRequest, _ turn: inout Turn) throws(ServiceError) {
        let reference = try MachineReference(asked.parameters["stateMachineArn"]?.stringValue ?? "")
        guard try MachineRecord.read(reference, turn).type == .standard else {
            throw StatesError.machineTypeNotSupported
        }
    }

    // MARK: Outcomes

    /// The signal of a call that was answered.
    static func signal(_ request: TaskRequest, output: JSONValue) -> Signal {
        request.resource.pattern.waits
            ? .taskSubmitted(request.task, output: output) : .taskSucceeded(request.task, output: output)
    }

    /// The signal of a call that was refused.
    ///
    /// - Throws: an error that is over at the next try, so that it does not become an outcome for good.
    static func failure(
        of request: TaskRequest,
        _ integration: Integration,
        _ call: SDKCall,
        _ error: ServiceError
    ) throws(ServiceError) -> Signal {
        if error.fault == .server, error.isRetryable { throw error }
        if error.code == AssumedRole.errorCode {
            return .taskFailed(request.task, error: ErrorName.taskFailed, cause: error.message)
        }
        let failure = integration.failure(from: error, call)
        return .taskFailed(request.task, error: failure.error, cause: failure.cause)
    }

    /// Where a task calls: in the account of the role that it assumes, else in the execution's own.
    static func scope(of request: TaskRequest, _ live: LiveExecution) throws(ServiceError) -> Scope {
        guard let role = request.roleARN else { return live.name.scope }
        return try AssumedRole.scope(of: role, for: live)
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
