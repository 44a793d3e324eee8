import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Leads an alias elsewhere, or describes it anew.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html
    func updateStateMachineAlias(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineAliasArn")
        let description = try input.optionalText("description", 0...StatesLimits.descriptionLengthMax, isSecret: true)
        let routing = try RoutingInput(&input)
        try input.check()
        let (machine, name) = try Self.aliasReference(arn)
        guard description != nil || routing != nil else {
            throw Parameters.validation("Either the description or the RoutingConfiguration must be specified")
        }
        guard var alias = try AliasRecord.find(name, of: machine.name, in: machine.scope, turn) else {
            throw StatesError.referenceNotFound
        }
        if let (target, routes) = try routing?.checked() {
            guard target.machineARN == machine.machineARN else {
                throw Parameters.validation(
                    "Routing configuration must contain version ARNs of the state machine '\(machine.machineARN)'."
                )
            }
            try RoutingInput.requireVersions(routes, of: machine.name, in: machine.scope, turn)
            alias.routes = routes
        }
        if let description { alias.description = description }
        alias.updatedAt = turn.now
        turn.put(Rows.alias(name, of: machine.name, in: machine.scope), alias.json)
        return ServiceResponse(["updateDate": .seconds(alias.updatedAt)])
    }
}
