package import QuickstepJSON
package import QuickstepPrimitives
package import QuickstepServiceKit

/// What stands behind a handler's context: the runtime, or a test's stand-in for it.
package protocol HandlerEnvironment: Sendable {
    var now: Timestamp { get }

    /// Waits on the clock.
    func sleep(until due: Timestamp) async throws(CancellationError)

    /// Calls an operation, with the bytes it takes and the bytes it gives.
    func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        body: [UInt8]?
    ) async throws(ServiceError) -> ServiceAnswer
}

/// What an operation answers to a handler.
package struct ServiceAnswer: Sendable, Equatable {
    package let output: JSONObject
    package let body: [UInt8]?

    package init(_ output: JSONObject, body: [UInt8]? = nil) {
        self.output = output
        self.body = body
    }
}
