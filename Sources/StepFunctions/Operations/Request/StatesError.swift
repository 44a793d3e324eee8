import QuickstepServiceKit

/// The errors of the service, with its texts.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html and the pages of the operations
enum StatesError {
    static func invalidARN(_ what: String) -> ServiceError {
        ServiceError(code: "InvalidArn", message: "Invalid Arn: '\(what)'")
    }

    static func invalidName(_ name: String) -> ServiceError {
        ServiceError(code: "InvalidName", message: "Invalid Name: '\(name)'")
    }

    static let invalidToken = ServiceError(code: "InvalidToken", message: "Invalid Token: 'Invalid token'")

    static func machineDoesNotExist(_ arn: String) -> ServiceError {
        ServiceError(code: "StateMachineDoesNotExist", message: "State Machine Does Not Exist: '\(arn)'")
    }

    static func machineAlreadyExists(_ arn: String) -> ServiceError {
        ServiceError(code: "StateMachineAlreadyExists", message: "State Machine Already Exists: '\(arn)'")
    }

    static func machineDeleting(_ arn: String) -> ServiceError {
        ServiceError(code: "StateMachineDeleting", message: "State Machine is being deleted: '\(arn)'")
    }

    static let machineTypeNotSupported = ServiceError(
        code: "StateMachineTypeNotSupported",
        message: "This operation is not supported by this type of state machine"
    )

    static func executionDoesNotExist(_ arn: String) -> ServiceError {
        ServiceError(code: "ExecutionDoesNotExist", message: "Execution Does Not Exist: '\(arn)'")
    }

    static func executionAlreadyExists(_ arn: String) -> ServiceError {
        ServiceError(code: "ExecutionAlreadyExists", message: "Execution Already Exists: '\(arn)'")
    }

    static func activityDoesNotExist(_ arn: String) -> ServiceError {
        ServiceError(code: "ActivityDoesNotExist", message: "Activity Does Not Exist: '\(arn)'")
    }

    static func resourceNotFound(_ arn: String) -> ServiceError {
        ServiceError(code: "ResourceNotFound", message: "Resource not found: '\(arn)'")
    }

    /// What the operations on aliases and versions say of anything that is not there.
    static let referenceNotFound = ServiceError(
        code: "ResourceNotFound",
        message: "Request references a resource that does not exist."
    )

    static func conflict(_ message: String) -> ServiceError {
        ServiceError(code: "ConflictException", message: message)
    }

    static func missingParameter(_ message: String) -> ServiceError {
        ServiceError(code: "MissingRequiredParameter", message: message)
    }

    /// One resource more than the quota allows: versions and aliases.
    static let quotaExceeded = ServiceError(
        code: "ServiceQuotaExceededException",
        message: "The request would cause a service quota to be exceeded."
    )
}
