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
        var request = ServiceRequest(
            service: service,
            operation: operation,
            parameters: parameters,
            scope: scope,
            cause: effect
        )
        if let body { request.blob = try await kernel.store(body) }
        let response = try await answer(to: request)
        guard let blob = response.blob else { return ServiceAnswer(response.output) }
        return ServiceAnswer(response.output, body: try await read(blob))
    }

    private func answer(to request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        do throws(ServiceError) {
            return try await kernel.call(request)
        } catch {
            // A refused request leaves bytes that nothing names. After any other failure the row may be there all the same.
            if let blob = request.blob, error.fault == .client { await kernel.blobs.remove(blob.id) }
            throw error
        }
    }

    private func read(_ blob: StoredBlob) async throws(ServiceError) -> [UInt8] {
        do throws(StoreError) {
            return try await kernel.blobs.read(blob.id)
        } catch {
            // Deleted or replaced between the answer and the reading: asked again, the service knows.
            throw ServiceError(
                code: "ServiceUnavailable",
                message: "The object's bytes could not be read: \(error.message)",
                fault: .server,
                isRetryable: true,
                httpStatus: 503
            )
        }
    }

    private static let ended = ServiceError(
        code: "InvocationEnded",
        message: "The call that this handler serves is over: it is past its timeout, or no longer wanted."
    )
}
