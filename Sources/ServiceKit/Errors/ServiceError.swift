/// What a service operation answers when it cannot do what was asked.
///
/// Code and message are the service's own words, so that an unmodified client shows what it would show on AWS.
public struct ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whose mistake it is.
    public enum Fault: Sendable, Hashable {
        /// The request cannot succeed as it stands.
        case client
        /// The runtime could not do it now.
        case server
    }

    /// The service's error code, such as `ResourceNotFoundException`.
    public let code: String
    /// What happened and what to do, in the service's words where it has some.
    public let message: String
    /// Whose mistake it is.
    public let fault: Fault
    /// Whether the same request may succeed later.
    public let isRetryable: Bool
    /// The HTTP status that the service answers with.
    public let httpStatus: Int

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The service's error code.
    ///   - message: What happened and what to do.
    ///   - fault: Default: the client's.
    ///   - isRetryable: Default `false`.
    ///   - httpStatus: Default 400.
    public init(
        code: String,
        message: String,
        fault: Fault = .client,
        isRetryable: Bool = false,
        httpStatus: Int = 400
    ) {
        self.code = code
        self.message = message
        self.fault = fault
        self.isRetryable = isRetryable
        self.httpStatus = httpStatus
    }

    /// Code and message on one line.
    public var description: String {
        "\(code): \(message)"
    }

    /// A batch could not be made durable: nothing of it happened.
    package static func notCommitted(_ reason: String) -> ServiceError {
        ServiceError(
            code: "ServiceUnavailable",
            message: "The change could not be stored and did not happen: \(reason)",
            fault: .server,
            isRetryable: true,
            httpStatus: 503
        )
    }

    /// The runtime has stopped: nothing changes any more, and trying again does not help.
    package static let runtimeStopped = ServiceError(
        code: "RuntimeStopped",
        message: "The runtime has stopped. What is unfinished is carried on by the next one on the same data folder.",
        fault: .server,
        httpStatus: 503
    )

    /// More is waiting to be stored than the bound allows.
    package static func throttled() -> ServiceError {
        ServiceError(
            code: "ThrottlingException",
            message: "Rate exceeded: the store is behind. Try again.",
            fault: .server,
            isRetryable: true,
            httpStatus: 429
        )
    }

    /// The store could not be read.
    ///
    /// Only a damaged store stays so; anything else may be over at the next try.
    package static func notRead(_ error: StoreError) -> ServiceError {
        guard error.kind != .damaged else { return damaged(error.message) }
        return ServiceError(
            code: "ServiceUnavailable",
            message: "The store could not be read: \(error.message)",
            fault: .server,
            isRetryable: true,
            httpStatus: 503
        )
    }

    /// The store holds something that cannot be read back.
    package static func damaged(_ what: String) -> ServiceError {
        ServiceError(
            code: "InternalFailure",
            message: "Stored data cannot be read: \(what)",
            fault: .server,
            httpStatus: 500
        )
    }

    /// An operation that the service does not have, or that is not built yet.
    package static func unknownOperation(service: String, operation: String) -> ServiceError {
        ServiceError(
            code: "UnknownOperationException",
            message: "Quickstep does not support the operation \(service):\(operation)."
        )
    }
}
