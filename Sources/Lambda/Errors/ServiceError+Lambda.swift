import QuickstepServiceKit

/// Lambda's own errors, in its own words.
extension ServiceError {
    static func functionNotFound(_ reference: FunctionReference) -> ServiceError {
        ServiceError(
            code: "ResourceNotFoundException",
            message: "Function not found: \(reference.askedARN)",
            httpStatus: 404
        )
    }

    static func otherRegion(_ other: String, here: String) -> ServiceError {
        ServiceError(
            code: "ResourceNotFoundException",
            message: "Functions from '\(other)' are not reachable in this region ('\(here)')",
            httpStatus: 404
        )
    }

    static func invalidParameter(_ message: String) -> ServiceError {
        ServiceError(code: "InvalidParameterValueException", message: message)
    }

    static func unsupportedParameter(_ name: String, operation: String) -> ServiceError {
        .invalidParameter("Quickstep does not support the parameter \(name) of lambda:\(operation).")
    }

    static func invalidFunctionName(_ text: String) -> ServiceError {
        ServiceError(
            code: "ValidationException",
            message: "1 validation error detected: Value '\(text)' at 'functionName' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?"
                + "([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)"
                + "(:(\\$LATEST|[a-zA-Z0-9-_]+))?"
        )
    }

    static func requestTooDeep() -> ServiceError {
        ServiceError(
            code: "InvalidRequestContentException",
            message: "The payload is nested more than \(FunctionLimits.depthMax) levels deep, which Quickstep does not "
                + "support."
        )
    }

    static func requestTooLarge(limit: Int) -> ServiceError {
        ServiceError(
            code: "RequestTooLargeException",
            message: "Request must be smaller than \(limit) bytes for the InvokeFunction operation",
            httpStatus: 413
        )
    }
}
