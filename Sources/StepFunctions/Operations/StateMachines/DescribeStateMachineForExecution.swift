import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Shows the state machine of an execution as it was when the execution began.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html
    func describeStateMachineForExecution(
        _ parameters: Parameters,
        _ turn: inout Turn
    ) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("executionArn")
        let included = try input.choice("includedData", of: IncludedData.self) ?? .allData
        try input.check()
        let name = try Self.execution(arn)
        guard let stored = try StoredHeader.read(name.owner, turn) else {
            throw StatesError.executionDoesNotExist(arn)
        }
        let revision = stored.revision ?? Self.revision(of: stored)
        var output: JSONObject = [
            "stateMachineArn": .string(name.machineARN),
            "name": .string(name.machine),
            "definition": .string(try definitionText(of: revision, included, turn)),
            "roleArn": .string(revision.configuration.roleARN),
            "updateDate": .seconds(revision.since),
        ]
        if let child = stored.child {
            output["mapRunArn"] = .string(child.mapRun)
            output["label"] = MapRunName(arn: child.mapRun).map { .string($0.label) }
        }
        try describe(revision, included, in: &output, turn)
        return ServiceResponse(output)
    }

    /// What an execution of an older version kept of its machine.
    private static func revision(of stored: StoredHeader) -> MachineRevision {
        MachineRevision(
            configuration: MachineConfiguration(
                definitionHash: stored.header.definitionHash,
                roleARN: stored.header.roleARN
            ),
            id: nil,
            since: stored.header.startedAt
        )
    }
}
