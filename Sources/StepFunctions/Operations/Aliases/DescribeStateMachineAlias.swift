import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// The operation `DescribeStateMachineAlias`.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html
    func describeStateMachineAlias(
        _ parameters: Parameters,
        _ turn: inout Turn
    ) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineAliasArn")
        try input.check()
        let (machine, name) = try Self.aliasReference(arn)
        guard let alias = try AliasRecord.find(name, of: machine.name, in: machine.scope, turn) else {
            throw StatesError.referenceNotFound
        }
        var output: JSONObject = ["stateMachineAliasArn": .string(arn), "name": .string(name)]
        if let description = alias.description { output["description"] = .string(description) }
        output["routingConfiguration"] = .array(
            alias.routes.map { route in
                [
                    "stateMachineVersionArn": .string(
                        VersionRecord.arn(route.version, of: machine.name, in: machine.scope)
                    ),
                    "weight": .number(JSONNumber(route.weight)),
                ]
            }
        )
        output["creationDate"] = .seconds(alias.createdAt)
        output["updateDate"] = .seconds(alias.updatedAt)
        return ServiceResponse(output)
    }
}
