import QuickstepServiceKit

/// The errors of EventBridge: its codes and texts.
extension ServiceError {
    static func validation(_ message: String) -> ServiceError {
        ServiceError(code: "ValidationException", message: message)
    }

    /// A parameter that breaks one of the rules of the API's model.
    static func constraint(_ value: String, at parameter: String, _ rule: String) -> ServiceError {
        validation(
            "1 validation error detected: Value \(value) at '\(parameter)' failed to satisfy constraint: Member \(rule)"
        )
    }

    static func unsupported(_ what: String) -> ServiceError {
        validation("Quickstep does not support \(what).")
    }

    static func notFound(_ bus: BusAddress) -> ServiceError {
        ServiceError(code: "ResourceNotFoundException", message: "Event bus \(bus.name) does not exist.")
    }

    static func notFound(_ rule: RuleAddress) -> ServiceError {
        ServiceError(
            code: "ResourceNotFoundException",
            message: "Rule \(rule.name) does not exist on EventBus \(rule.bus.name)."
        )
    }

    static func alreadyExists(_ bus: BusAddress) -> ServiceError {
        ServiceError(code: "ResourceAlreadyExistsException", message: "Event bus \(bus.name) already exists.")
    }

    static let limitExceeded = ServiceError(
        code: "LimitExceededException",
        message: "The requested resource exceeds the maximum number allowed."
    )

    static func invalidPattern(_ reason: String) -> ServiceError {
        ServiceError(
            code: "InvalidEventPatternException",
            message: "Event pattern is not valid. Reason: \(reason)"
        )
    }
}
