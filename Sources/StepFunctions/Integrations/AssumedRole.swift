import QuickstepServiceKit

/// The role that a task's `Credentials` name.
///
/// There is no IAM here: every role can be assumed, and a call made in its name is made in its account.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
enum AssumedRole {
    /// The code of the error of a role that cannot be assumed: no service has it.
    static let errorCode = "Quickstep.RoleNotAssumed"

    /// The account of a role, in the execution's Region.
    ///
    /// - Throws: an error with ``errorCode`` for a text that names no role.
    static func scope(of role: String, for live: LiveExecution) throws(ServiceError) -> Scope {
        guard let arn = ARN(role), arn.service == "iam", arn.resource.hasPrefix("role/"), arn.account.utf8.count == 12
        else {
            throw ServiceError(
                code: errorCode,
                message: "The role \(live.roleARN) is not authorized to assume the task state's role, \(role)."
            )
        }
        return Scope(account: arn.account, region: live.name.scope.region)
    }
}
