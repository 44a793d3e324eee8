import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Deletes an activity.
    ///
    /// One that is not there is no error.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html
    func deleteActivity(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("activityArn")
        try input.check()
        let (name, scope) = try ActivityRecord.resolve(arn)
        guard try ActivityRecord.find(name, in: scope, turn) != nil else { return ServiceResponse() }
        try ResourceCount.activities(in: scope).decrement(&turn)
        turn.delete(Rows.activity(name, in: scope))
        turn.delete(Rows.activityTags(name, in: scope))
        // A new activity of the name begins with an empty line; the tasks of the old one wait for their timeouts.
        let line = Owner(kind: .activityTasks, scope: scope, name: name).section(1)
        for row in try turn.range(line.prefixRange) { turn.delete(row.key) }
        return ServiceResponse()
    }
}
