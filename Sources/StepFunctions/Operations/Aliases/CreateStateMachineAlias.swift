import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Makes an alias of a machine's versions.
    ///
    /// Asked for again with the same routes and description, it answers as it did the first time.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html
    func createStateMachineAlias(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let description = try input.optionalText("description", 0...StatesLimits.descriptionLengthMax, isSecret: true)
        let name = try input.text("name", 1...StatesLimits.nameLengthMax, pattern: .aliasName)
        let routing = try RoutingInput(&input)
        input.require("routingConfiguration")
        try input.check()
        guard let (machine, routes) = try routing?.checked() else { throw StatesError.referenceNotFound }
        let record = try MachineRecord.find(machine.name, in: machine.scope, turn)
        guard let record else { throw StatesError.referenceNotFound }
        try record.refuseDeleting(machine.machineARN)
        if let known = try AliasRecord.find(name, of: record.name, in: machine.scope, turn) {
            guard known.routes == routes, known.description == description else {
                throw StatesError.conflict(
                    "Failed to create alias because an alias with the same name and a different routing configuration already "
                        + "exists."
                )
            }
            return Self.created(known, machine)
        }
        try RoutingInput.requireVersions(routes, of: record.name, in: machine.scope, turn)
        let aliases = Rows.aliases(of: record.name, in: machine.scope).prefixRange
        guard try turn.range(aliases, limit: StatesLimits.aliasesMax).count < StatesLimits.aliasesMax else {
            throw StatesError.quotaExceeded
        }
        let alias = AliasRecord(name: name, routes: routes, description: description, createdAt: turn.now)
        turn.put(Rows.alias(name, of: record.name, in: machine.scope), alias.json)
        return Self.created(alias, machine)
    }

    private static func created(_ alias: AliasRecord, _ machine: MachineReference) -> ServiceResponse {
        ServiceResponse([
            "stateMachineAliasArn": .string(AliasRecord.arn(alias.name, of: machine.name, in: machine.scope)),
            "creationDate": .seconds(alias.createdAt),
        ])
    }

    /// The machine and the name of the alias that an ARN names.
    ///
    /// - Throws: `InvalidArn` for an ARN of anything else.
    static func aliasReference(_ arn: String) throws(ServiceError) -> (machine: MachineReference, name: String) {
        let reference = try MachineReference(arn)
        guard case .alias(let name) = reference.qualifier else { throw StatesError.invalidARN(arn) }
        return (reference, name)
    }
}
