import QuickstepServiceKit

/// The errors of SNS: its codes and texts.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html and the pages of the operations
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

    /// What the operations for tags answer, which have words of their own.
    static let resourceNotFound = ServiceError(
        code: "ResourceNotFound",
        message: "Resource does not exist",
        httpStatus: 404
    )

    static func missing(_ name: String) -> ServiceError {
        ServiceError(
            code: "ValidationError",
            message: "1 validation error detected: Value null at '\(name)' failed to satisfy constraint: "
                + "Member must not be null"
        )
    }

    /// A quota is used up: `FilterPolicyLimitExceeded`, `SubscriptionLimitExceeded`.
    static func limitExceeded(_ what: String, _ message: String) -> ServiceError {
        ServiceError(code: "\(what)LimitExceeded", message: message, httpStatus: 403)
    }

    // MARK: Batches

    static let emptyBatch = ServiceError(
        code: "EmptyBatchRequest",
        message: "The batch request doesn't contain any entries."
    )
    static let tooManyEntries = ServiceError(
        code: "TooManyEntriesInBatchRequest",
        message: "The batch request contains more entries than permissible."
    )
    static let entryIDsNotDistinct = ServiceError(
        code: "BatchEntryIdsNotDistinct",
        message: "Two or more batch entries in the request have the same Id."
    )
    static let invalidEntryID = ServiceError(
        code: "InvalidBatchEntryId",
        message: "The Id of a batch entry in a batch request doesn't abide by the specification."
    )
    static let batchTooLong = ServiceError(
        code: "BatchRequestTooLong",
        message: "The length of all the messages put together is more than the limit."
    )
}
