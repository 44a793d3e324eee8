public import QuickstepJSON
public import QuickstepServiceKit

/// A handler's way to the neighbouring services.
///
/// Each call is durable when it returns, and is a change of its own: a handler that is dispatched again after a crash makes its calls
/// again. While a handler waits for an answer it does not hold a virtual clock.
public struct ServiceClient: Sendable {
    private let environment: any HandlerEnvironment

    package init(environment: any HandlerEnvironment) {
        self.environment = environment
    }

    /// Calls an operation of a service.
    ///
    /// ```swift
    /// _ = try await context.services.call("sns", "Publish", ["TopicArn": .string(topic), "Message": "done"])
    /// ```
    ///
    /// - Parameters:
    ///   - service: The service, as integrations spell it: `sqs`, `sns`, `s3`, `dynamodb`, `states`, `lambda`.
    ///   - operation: The operation in the API's own spelling, such as `SendMessage`.
    ///   - parameters: The operation's input in the API's own spelling. Default: none.
    /// - Returns: The operation's output.
    /// - Throws: `ServiceError` with the service's own code and message; `InvocationEnded` when the call that this handler serves is over.
    public func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject = [:]
    ) async throws(ServiceError) -> JSONObject {
        try await environment.call(service, operation, parameters, body: nil).output
    }

    package func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        body: [UInt8]?
    ) async throws(ServiceError) -> ServiceAnswer {
        try await environment.call(service, operation, parameters, body: body)
    }
}
