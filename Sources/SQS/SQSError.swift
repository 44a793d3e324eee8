import QuickstepServiceKit

/// The errors of SQS: the codes of its query protocol, which clients show, and its texts.
extension ServiceError {
    static func sqs(_ code: String, _ message: String) -> ServiceError {
        ServiceError(code: code, message: message)
    }

    static func nonExistentQueue() -> ServiceError {
        sqs("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.")
    }

    static func missingParameter(_ name: String) -> ServiceError {
        sqs("MissingParameter", "The request must contain the parameter \(name).")
    }

    static func invalidParameter(_ message: String) -> ServiceError {
        sqs("InvalidParameterValue", message)
    }

    /// A parameter's value is refused, in the form that SQS uses for most of them.
    static func invalidParameter(_ name: String, value: String, reason: String) -> ServiceError {
        invalidParameter("Value \(value) for parameter \(name) is invalid. Reason: \(reason)")
    }

    static func unsupported(_ message: String) -> ServiceError {
        sqs("AWS.SimpleQueueService.UnsupportedOperation", message)
    }

    static func invalidReceiptHandle(_ handle: String) -> ServiceError {
        sqs("ReceiptHandleIsInvalid", "The input receipt handle \"\(handle)\" is not a valid receipt handle.")
    }

    static func unknownAttribute(_ name: String) -> ServiceError {
        sqs("InvalidAttributeName", "Unknown Attribute \(name).")
    }

    /// The value of a queue attribute is refused.
    static func invalidAttribute(_ name: String, reason: String? = nil) -> ServiceError {
        let why = reason.map { " Reason: \($0)" } ?? ""
        return sqs("InvalidAttributeValue", "Invalid value for the parameter \(name).\(why)")
    }

    static func overLimit(_ message: String) -> ServiceError {
        ServiceError(code: "OverLimit", message: message, httpStatus: 403)
    }

    static func resourceNotFound(_ message: String) -> ServiceError {
        ServiceError(code: "ResourceNotFoundException", message: message, httpStatus: 404)
    }

    static func batch(_ shape: String, _ message: String) -> ServiceError {
        sqs("AWS.SimpleQueueService.\(shape)", message)
    }
}

/// The two names that each error of SQS has: the shape of its JSON protocol and the code of its older query protocol.
package enum SQSErrorName {
    private static let prefix = "AWS.SimpleQueueService."

    /// The shape's name in the JSON protocol for a query code, which is what ``ServiceError/code`` holds.
    package static func shape(ofCode code: String) -> String {
        switch code {
        case "AWS.SimpleQueueService.NonExistentQueue": "QueueDoesNotExist"
        case "QueueAlreadyExists": "QueueNameExists"
        case "InvalidParameterValue": "InvalidParameterValueException"
        case "MissingParameter": "MissingRequiredParameterException"
        case "AccessDenied": "AccessDeniedException"
        default: code.hasPrefix(prefix) ? String(code.dropFirst(prefix.count)) : code
        }
    }
}
