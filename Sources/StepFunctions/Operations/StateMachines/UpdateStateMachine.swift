import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension StatesService {
    /// Changes a state machine, whose executions keep what they began with.
    ///
    /// A request that changes nothing makes no new revision.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
    func updateStateMachine(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let wanted = try UpdateStateMachineInput(parameters)
        let reference = wanted.reference
        try reference.refuseLabel()
        guard reference.qualifier == nil else { throw StatesError.machineDoesNotExist(reference.text) }
        var record = try MachineRecord.read(reference, turn)
        try record.refuseDeleting(reference.text)
        guard wanted.changesSomething else {
            throw StatesError.missingParameter(
                "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"
            )
        }
        try change(&record, to: try configuration(wanted, from: record), in: reference.scope, &turn)
        if let text = wanted.definition { turn.put(Rows.definition(record.definitionHash), Array(text.utf8)) }
        var output: JSONObject = ["updateDate": .seconds(turn.now)]
        if let revision = record.revision { output["revisionId"] = .string(revision) }
        if wanted.publishes {
            let version = try publish(&record, description: wanted.versionDescription, in: reference.scope, &turn)
            output["stateMachineVersionArn"] = .string(
                VersionRecord.arn(version, of: record.name, in: reference.scope)
            )
        }
        return ServiceResponse(output)
    }

    /// Gives a machine another configuration, and with it a new revision, where it differs from the one it has.
    func change(
        _ record: inout MachineRecord,
        to configuration: MachineConfiguration,
        in scope: Scope,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard configuration != record.configuration else { return }
        record.configuration = configuration
        record.revision = turn.uuid()
        record.updatedAt = turn.now
        turn.put(Rows.machine(record.name, in: scope), record.json)
    }

    private func configuration(
        _ wanted: UpdateStateMachineInput,
        from record: MachineRecord
    ) throws(ServiceError) -> MachineConfiguration {
        var configuration = record.configuration
        if let text = wanted.definition { configuration.definitionHash = try compile(text, type: record.type) }
        if let role = wanted.role { configuration.roleARN = role }
        if let logging = wanted.logging { configuration.logging = logging }
        if let isTraced = wanted.isTraced { configuration.isTraced = isTraced }
        if let encryption = wanted.encryption { configuration.encryption = encryption }
        return configuration
    }
}

/// The input of `UpdateStateMachine`.
private struct UpdateStateMachineInput {
    let reference: MachineReference
    let definition: String?
    let role: String?
    let logging: LoggingConfiguration?
    let isTraced: Bool?
    let encryption: EncryptionConfiguration?
    let publishes: Bool
    let versionDescription: String?

    var changesSomething: Bool {
        definition != nil || role != nil || logging != nil || isTraced != nil || encryption != nil
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        var input = OperationInput(parameters)
        let arn = try input.arn("stateMachineArn")
        definition = try input.optionalText("definition", 1...StatesLimits.definitionLengthMax, isSecret: true)
        role = try input.optionalText("roleArn", 1...StatesLimits.arnLengthMax)
        let logging = try LoggingInput(&input)
        isTraced = try TracingInput(&input)?.isEnabled
        let encryption = try EncryptionInput(&input)
        publishes = try input.flag("publish") ?? false
        versionDescription = try input.optionalText(
            "versionDescription",
            0...StatesLimits.descriptionLengthMax,
            isSecret: true
        )
        try input.check()
        reference = try MachineReference(arn)
        self.logging = try logging?.checked()
        self.encryption = try encryption?.checked()
        guard publishes || versionDescription == nil else { throw Parameters.versionDescriptionWithoutPublish }
    }
}
