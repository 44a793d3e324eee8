import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Deletes a version that no alias leads to.
    ///
    /// One that is not there is no error. Executions of it run on.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html
    func deleteStateMachineVersion(
        _ parameters: Parameters,
        _ turn: inout Turn
    ) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.text("stateMachineVersionArn", 1...StatesLimits.mapRunARNLengthMax)
        try input.check()
        let reference = try MachineReference(arn)
        guard case .version(let number) = reference.qualifier else { throw StatesError.invalidARN(arn) }
        var referring: [String] = []
        for alias in try AliasRecord.all(of: reference.name, in: reference.scope, turn)
        where alias.routes.contains(where: { $0.version == number }) {
            referring.append(alias.name)
        }
        guard referring.isEmpty else {
            throw StatesError.conflict(
                "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: "
                    + "[\(referring.joined(separator: ", "))]"
            )
        }
        turn.delete(Rows.version(number, of: reference.name, in: reference.scope))
        return ServiceResponse()
    }
}
