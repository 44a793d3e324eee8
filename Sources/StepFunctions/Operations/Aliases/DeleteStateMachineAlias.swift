import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Deletes an alias.
    ///
    /// One that is not there is no error. Executions that began through it run on.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html
    func deleteStateMachineAlias(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineAliasArn")
        try input.check()
        let (machine, name) = try Self.aliasReference(arn)
        turn.delete(Rows.alias(name, of: machine.name, in: machine.scope))
        return ServiceResponse()
    }
}
