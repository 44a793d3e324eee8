import QuickstepServiceKit

/// The errors of SNS: its codes and texts.
extension ServiceError {
    static func invalid(_ reason: String) -> ServiceError {
        ServiceError(code: "InvalidParameter", message: "Invalid parameter: \(reason)")
    }

    static func invalidValue(_ message: String) -> ServiceError {
        ServiceError(code: "ParameterValueInvalid", message: message)
    }

    static func notFound(_ what: String) -> ServiceError {
        ServiceError(code: "NotFound", message: "\(what) does not exist", httpStatus: 404)
    }

    static func missing(_ name: String) -> ServiceError {
        ServiceError(
            code: "ValidationError",
            message: "1 validation error detected: Value null at '\(name)' failed to satisfy constraint: "
                + "Member must not be null"
        )
    }
}
