import QuickstepServiceKit

/// The expressions that are understood here, by the parameter that holds them.
enum ExpressionKind: String, Sendable {
    case keyCondition = "KeyConditionExpression"
    case condition = "ConditionExpression"
    case update = "UpdateExpression"

    func invalid(_ reason: String) -> ServiceError {
        .validation("Invalid \(rawValue): \(reason)")
    }
}
