import QuickstepServiceKit

/// The errors of DynamoDB: its codes and texts. All of them are answered with HTTP status 400.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
extension ServiceError {
    static func dynamoDB(_ code: String, _ message: String) -> ServiceError {
        ServiceError(code: code, message: message)
    }

    static func validation(_ message: String) -> ServiceError {
        dynamoDB("ValidationException", message)
    }

    /// A value that is refused, in the form that DynamoDB uses for most of them.
    static func invalidValues(_ reason: String) -> ServiceError {
        validation("One or more parameter values were invalid: \(reason)")
    }

    static func serialization(_ message: String) -> ServiceError {
        dynamoDB("SerializationException", message)
    }

    /// What the calls that are about a table answer.
    static func noSuchTable(_ name: String) -> ServiceError {
        dynamoDB("ResourceNotFoundException", "Requested resource not found: Table: \(name) not found")
    }

    /// What the calls that are about items answer.
    static func noSuchResource() -> ServiceError {
        dynamoDB("ResourceNotFoundException", "Requested resource not found")
    }

    static func tableExists(_ name: String) -> ServiceError {
        dynamoDB("ResourceInUseException", "Table already exists: \(name)")
    }

    static func conditionFailed() -> ServiceError {
        dynamoDB("ConditionalCheckFailedException", "The conditional request failed")
    }

    static func keyMismatch() -> ServiceError {
        validation("The provided key element does not match the schema")
    }

    /// A parameter outside its constraints.
    ///
    /// AWS begins these texts with the count of all mistakes; ours name the first.
    static func constraint(_ value: String, at member: String, _ constraint: String) -> ServiceError {
        validation(
            "1 validation error detected: Value \(value) at '\(member)' failed to satisfy constraint: \(constraint)"
        )
    }

    /// Something that DynamoDB has and Quickstep does not.
    static func unsupported(_ message: String) -> ServiceError {
        validation("Quickstep does not support \(message)")
    }
}
