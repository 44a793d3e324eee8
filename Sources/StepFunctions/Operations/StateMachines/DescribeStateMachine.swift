import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Shows a state machine, one of its versions, or the version that an alias leads most executions to.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
    func describeStateMachine(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineArn")
        let included = try input.choice("includedData", of: IncludedData.self) ?? .allData
        try input.check()
        let reference = try MachineReference(arn)
        let record = try MachineRecord.read(reference, turn)
        let version = try describedVersion(reference, turn)
        let revision = version?.revision ?? record.currentRevision
        var output: JSONObject = [
            "stateMachineArn": .string(reference.text),
            "name": .string(record.name),
            "status": record.isDeleting ? "DELETING" : "ACTIVE",
            "definition": .string(try definitionText(of: revision, included, turn)),
            "roleArn": .string(revision.configuration.roleARN),
            "type": .string(record.type.rawValue),
            "creationDate": .seconds(version?.createdAt ?? record.createdAt),
        ]
        if let description = version?.description { output["description"] = .string(description) }
        try describe(revision, included, in: &output, turn)
        return ServiceResponse(output)
    }

    /// The version that an ARN with a qualifier stands for.
    private func describedVersion(
        _ reference: MachineReference,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> VersionRecord? {
        let number: Int
        switch reference.qualifier {
        case nil: return nil
        case .version(let asked): number = asked
        case .alias(let name):
            guard let alias = try AliasRecord.find(name, of: reference.name, in: reference.scope, turn),
                let route = alias.routes.max(by: { $0.weight < $1.weight })
            else { throw StatesError.machineDoesNotExist(reference.text) }
            number = route.version
        }
        guard let version = try VersionRecord.find(number, of: reference.name, in: reference.scope, turn) else {
            throw StatesError.machineDoesNotExist(reference.text)
        }
        return version
    }

    /// The text of a definition; `{}` where only metadata are asked for.
    func definitionText(
        of revision: MachineRevision,
        _ included: IncludedData,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> String {
        guard included == .allData else { return "{}" }
        guard let text = try turn.get(Rows.definition(revision.configuration.definitionHash)) else {
            throw .damaged("the definition \(revision.configuration.definitionHash) is missing")
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds what the descriptions of machines and of executions' machines have in common.
    func describe(
        _ revision: MachineRevision,
        _ included: IncludedData,
        in output: inout JSONObject,
        _ turn: borrowing Turn
    ) throws(ServiceError) {
        output["loggingConfiguration"] = revision.configuration.logging.json
        output["tracingConfiguration"] = ["enabled": .bool(revision.configuration.isTraced)]
        if let id = revision.id { output["revisionId"] = .string(id) }
        let definition = try definitions.definition(revision.configuration.definitionHash, turn)
        let references = VariableReferences(of: definition.machine)
        if Self.showsEncryption(of: revision, references) {
            output["encryptionConfiguration"] = revision.configuration.encryption.json
        }
        guard included == .allData else { return }
        if !references.isEmpty { output["variableReferences"] = references.json }
    }

    /// Whether a description shows an encryption that nobody asked for.
    ///
    /// The service shows it since the middle of 2024. The recordings of machines without variables are older and have nothing of it;
    /// those of machines with variables, which came after it, have. Clients take its absence for the key that AWS owns. This is the one
    /// place that decides.
    private static func showsEncryption(of revision: MachineRevision, _ references: VariableReferences) -> Bool {
        references.hasAssignments || revision.configuration.encryption != .awsOwned
    }
}

/// What a description holds.
enum IncludedData: String, CaseIterable {
    case allData = "ALL_DATA"
    case metadataOnly = "METADATA_ONLY"
}
