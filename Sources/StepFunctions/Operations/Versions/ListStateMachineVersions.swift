import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Lists a machine's versions, newest first.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html
    func listStateMachineVersions(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse
    {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineArn")
        let request = try PageRequest.read(&input)
        try input.check()
        let reference = try MachineReference(arn)
        try reference.refuseLabel()
        guard reference.qualifier == nil else { throw StatesError.machineDoesNotExist(arn) }
        let record = try MachineRecord.read(reference, turn)
        let scope = reference.scope
        let page = try Page(
            request,
            of: ["ListStateMachineVersions"],
            over: Rows.versions(of: record.name, in: scope),
            at: turn.now
        )
        let (versions, nextToken) = try page.entries(turn) { (row) throws(ServiceError) -> JSONValue? in
            let version = try VersionRecord.read(row, of: record.name)
            return [
                "stateMachineVersionArn": .string(VersionRecord.arn(version.number, of: record.name, in: scope)),
                "creationDate": .seconds(version.createdAt),
            ]
        }
        return Page.response("stateMachineVersions", versions, nextToken)
    }
}
