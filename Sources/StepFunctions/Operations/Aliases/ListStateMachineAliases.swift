import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Lists the aliases of a machine, or those that lead to one of its versions, by name.
    ///
    /// The documentation speaks of the newest first; the recorded lists are in the order of their names, which is that of their creation.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html
    func listStateMachineAliases(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineArn")
        let request = try PageRequest.read(&input)
        try input.check()
        let reference = try MachineReference(arn)
        try reference.refuseLabel()
        let record = try MachineRecord.read(reference, turn)
        let scope = reference.scope
        var wanted: Int?
        switch reference.qualifier {
        case nil: break
        case .version(let number): wanted = number
        case .alias: throw StatesError.machineDoesNotExist(arn)
        }
        let page = try Page(
            request,
            of: ["ListStateMachineAliases", arn],
            over: Rows.aliases(of: record.name, in: scope),
            at: turn.now
        )
        let (aliases, nextToken) = try page.entries(turn) { (row) throws(ServiceError) -> JSONValue? in
            let alias = try AliasRecord.read(row, of: record.name)
            if let wanted, !alias.routes.contains(where: { $0.version == wanted }) { return nil }
            return [
                "stateMachineAliasArn": .string(AliasRecord.arn(alias.name, of: record.name, in: scope)),
                "creationDate": .seconds(alias.createdAt),
            ]
        }
        return Page.response("stateMachineAliases", aliases, nextToken)
    }
}
