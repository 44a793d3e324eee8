import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// A handler's surroundings where there is nothing around it: a clock that moves only when it sleeps.
final class LoneEnvironment: HandlerEnvironment {
    private let time: Mutex<Timestamp>

    init(now: Timestamp) {
        time = Mutex(now)
    }

    var now: Timestamp { time.withLock { $0 } }

    func sleep(until due: Timestamp) async throws(CancellationError) {
        if Task.isCancelled { throw CancellationError() }
        time.withLock { $0 = max($0, due) }
    }

    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        body: [UInt8]?
    ) async throws(ServiceError) -> ServiceAnswer {
        throw ServiceError(
            code: "NoRuntime",
            message: "The handler called \(service):\(operation), but its context has no runtime. "
                + "Make the context with FunctionContext.test(runtime:)."
        )
    }
}

/// A handler's surroundings in a `TestRuntime`.
struct ConnectedEnvironment: HandlerEnvironment {
    let kernel: Kernel

    var now: Timestamp { kernel.clock.now }

    func sleep(until due: Timestamp) async throws(CancellationError) {
        await kernel.timers.sleep(until: due)
        if Task.isCancelled { throw CancellationError() }
    }

    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        body: [UInt8]?
    ) async throws(ServiceError) -> ServiceAnswer {
        let answer = try await kernel.call(
            ServiceRequest(service: service, operation: operation, parameters: parameters),
            body: body
        )
        return ServiceAnswer(answer.output, body: answer.body)
    }
}
