package import QuickstepJSON
package import QuickstepServiceKit

/// Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
extension LambdaService {
    /// `Invoke`: an asynchronous call becomes work; a call whose caller waits cannot be part of a turn.
    func invoke(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var parameters = Parameters(request)
        let name = try parameters.requiredText("FunctionName")
        let qualifier = try parameters.text("Qualifier")
        let type = try parameters.text("InvocationType") ?? "RequestResponse"
        let payload = parameters.value("Payload") ?? [:]
        try parameters.finish()
        let (function, reference) = try registry.find(name, qualifier: qualifier, in: request.scope)
        switch type {
        case "Event":
            guard payload.compactByteCount <= FunctionLimits.eventBytesMax else {
                throw .requestTooLarge(limit: FunctionLimits.eventBytesMax)
            }
            guard !payload.exceedsDepth(FunctionLimits.depthMax) else { throw .requestTooDeep() }
            let call = AsynchronousCall(
                scope: reference.scope,
                function: function.name,
                payload: payload,
                token: turn.uuid(),
                effect: turn.effect(),
                cause: turn.cause,
                attempt: 1
            )
            turn.enqueue(call.work(number: try turn.sequence()))
            return ServiceResponse(["StatusCode": 202])
        case "DryRun":
            return ServiceResponse(["StatusCode": 204])
        case "RequestResponse":
            throw .invalidParameter(
                "Quickstep does not wait for a function's answer here. Give InvocationType \"Event\" to call it without "
                    + "waiting, make it a Task of a workflow, or call it with `quickstep invoke`."
            )
        default:
            throw ServiceError(
                code: "ValidationException",
                message: "1 validation error detected: Value '\(type)' at 'invocationType' failed to satisfy "
                    + "constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
            )
        }
    }

    /// Calls a function and waits for its answer: `Invoke` with `RequestResponse`, outside any turn.
    ///
    /// - Parameters:
    ///   - name: The function's name, partial ARN or ARN.
    ///   - payload: The event.
    ///   - scope: The caller's account and Region.
    ///   - cause: The effect that caused the call.
    /// - Returns: What came of it. A handler that failed is an outcome, not an error.
    /// - Throws: `ResourceNotFoundException`, `ValidationException`, `RequestTooLargeException`; `InvalidRequestContentException` for an
    ///   event that is nested too deep.
    package func invoke(
        _ name: String,
        payload: JSONValue,
        scope: Scope = .standard,
        cause: EffectID? = nil
    ) async throws(ServiceError) -> InvocationRecord {
        let (function, reference) = try registry.find(name, in: scope)
        guard payload.compactByteCount <= FunctionLimits.requestBytesMax else {
            throw .requestTooLarge(limit: FunctionLimits.requestBytesMax)
        }
        guard !payload.exceedsDepth(FunctionLimits.depthMax) else { throw .requestTooDeep() }
        // The whole way counts as activity up to the handler's start, so that virtual time waits for it.
        kernel.activity.begin()
        let work: WorkItem
        do throws(ServiceError) {
            work = try await kernel.sequencer.turn(cause: cause) { (turn) throws(ServiceError) in
                WorkItem(
                    id: WorkID(scope: reference.scope, function: function.name, number: try turn.sequence()),
                    payload: payload,
                    origin: WorkItem.Origin(service: Self.serviceName, owner: function.name, reference: .null),
                    token: turn.uuid(),
                    effect: turn.effect(),
                    cause: cause
                )
            }
        } catch {
            kernel.activity.end()
            throw error
        }
        return await dispatcher.invoke(work) { [kernel] in kernel.activity.end() }
    }
}
