import QuickstepJSON
package import QuickstepServiceKit

/// How a call failed, in the shapes that Lambda gives its callers.
///
/// The cause is the JSON text that a workflow's `Catch` sees, and is relayed unchanged.
package struct InvocationFailure: Sendable, Equatable {
    /// The error's name, as `Retry` and `Catch` match it.
    package let errorType: String
    /// What happened, for a person.
    package let errorMessage: String
    /// What a caller is given: JSON text, but for functions that do not exist.
    package let cause: String

    package var outcome: WorkOutcome { .failed(error: errorType, cause: cause) }

    /// The handler threw.
    static func thrown(_ error: any Error, requestID: String) -> InvocationFailure {
        let type: String
        let message: String
        if let error = error as? any FunctionError {
            type = error.errorType
            message = error.errorMessage
        } else {
            type = String(describing: Swift.type(of: error))
            message = String(describing: error)
        }
        return ofHandler(type, message, requestID: requestID)
    }

    private static func ofHandler(_ type: String, _ message: String, requestID: String) -> InvocationFailure {
        let payload: JSONObject = [
            "errorMessage": .string(message),
            "errorType": .string(type),
            "requestId": .string(requestID),
            "stackTrace": [],
        ]
        return InvocationFailure(
            errorType: type,
            errorMessage: message,
            cause: JSONValue.object(payload).compactText
        )
    }

    /// The handler did not end within its function's timeout.
    static func timedOut(after timeout: Duration, requestID: String) -> InvocationFailure {
        let type = "Sandbox.Timedout"
        let message = "RequestId: \(requestID) Error: Task timed out after \(timeout.secondsText) seconds"
        let payload: JSONObject = ["errorType": .string(type), "errorMessage": .string(message)]
        return InvocationFailure(
            errorType: type,
            errorMessage: message,
            cause: JSONValue.object(payload).compactText
        )
    }

    /// The answer is over the limit.
    static var responseTooLarge: InvocationFailure {
        let type = "Function.ResponseSizeTooLarge"
        let message =
            "Response payload size exceeded maximum allowed payload size (\(FunctionLimits.responseBytesMax) bytes)."
        let payload: JSONObject = ["errorMessage": .string(message), "errorType": .string(type)]
        return InvocationFailure(
            errorType: type,
            errorMessage: message,
            cause: JSONValue.object(payload).compactText
        )
    }

    /// No such function is linked: it was there when the work was asked for, perhaps by an earlier process.
    static func notFound(_ reference: FunctionReference, requestID: String, hint: String) -> InvocationFailure {
        let error = ServiceError.functionNotFound(reference)
        return InvocationFailure(
            errorType: "Lambda.\(error.code)",
            errorMessage: "\(error.message). \(hint)",
            cause: "\(error.message):\(FunctionReference.latest) (Service: AWSLambda; "
                + "Status Code: \(error.httpStatus); Error Code: \(error.code); Request ID: \(requestID); Proxy: null)"
        )
    }

    /// The process ended during the call, too often.
    static func crashed(_ function: String, times: Int, requestID: String) -> InvocationFailure {
        let message =
            "The process ended \(times) times in a row while the function '\(function)' was being called, so it is not "
            + "called again for this event. A handler that traps ends the whole runtime: run it in a process of its own "
            + "(--isolate), or mend it, and start the work anew."
        return ofHandler("Quickstep.HandlerCrashed", message, requestID: requestID)
    }

    /// The runtime was stopped while a caller waited for the answer.
    static func stopped(requestID: String) -> InvocationFailure {
        let message = "The runtime was stopped before the function answered."
        return ofHandler("Quickstep.Stopped", message, requestID: requestID)
    }
}

extension Duration {
    /// Seconds with two decimals, as Lambda prints a timeout.
    var secondsText: String {
        let (seconds, attoseconds) = components
        let hundredths = attoseconds / 10_000_000_000_000_000
        return "\(seconds).\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}
