import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The runtime as a handler sees it during one call.
struct RuntimeEnvironment: HandlerEnvironment {
    let kernel: Kernel
    let timers: HandlerTimers
    let executor: InvocationExecutor
    let scope: Scope
    let effect: EffectID

    var now: Timestamp { kernel.clock.now }

    func sleep(until due: Timestamp) async throws(CancellationError) {
        if Task.isCancelled { throw CancellationError() }
        guard due > kernel.clock.now else { return }
        let (executor, timers) = (executor, timers)
        guard executor.beginWait() else { throw CancellationError() }
        let number = timers.reserve()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                timers.set(number, due: due) {
                    // The call counts as running again before virtual time can move on.
                    executor.endWait()
                    continuation.resume()
                }
                if Task.isCancelled { timers.take(number)?() }
            }
        } onCancel: {
            timers.take(number)?()
        }
        if Task.isCancelled { throw CancellationError() }
    }

    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        body: [UInt8]?
    ) async throws(ServiceError) -> ServiceAnswer {
        kernel.activity.begin()
        defer { kernel.activity.end() }
        guard executor.beginWait() else { throw Self.ended }
        defer { executor.endWait() }
        let answer = try await kernel.call(
            ServiceRequest(
                service: service,
                operation: operation,
                parameters: parameters,
                scope: scope,
                cause: effect
            ),
            body: body
        )
        return ServiceAnswer(answer.output, body: answer.body)
    }

    private static let ended = ServiceError(
        code: "InvocationEnded",
        message: "The call that this handler serves is over: it is past its timeout, or no longer wanted."
    )
}
