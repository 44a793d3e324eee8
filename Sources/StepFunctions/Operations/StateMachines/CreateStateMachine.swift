import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Registers a state machine.
    ///
    /// Asked for again with the same definition, type, configurations and publication, it answers as it did the first time; another
    /// role or other tags make no difference and are not taken over.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
    func createStateMachine(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let wanted = try CreateStateMachineInput(parameters)
        let configuration = MachineConfiguration(
            definitionHash: try compile(wanted.definition, type: wanted.type),
            roleARN: wanted.role,
            logging: wanted.logging,
            isTraced: wanted.isTraced,
            encryption: wanted.encryption
        )
        if let known = try MachineRecord.find(wanted.name, in: parameters.scope, turn) {
            try known.refuseDeleting(ExecutionName.machineARN(wanted.name, in: parameters.scope))
            return try repetition(of: wanted, configuration, known, in: parameters.scope, &turn)
        }
        var record = MachineRecord(
            name: wanted.name,
            type: wanted.type,
            configuration: configuration,
            createdAt: turn.now
        )
        record.creation = wanted.creation
        try register(&record, definition: wanted.definition, in: parameters.scope, &turn)
        TagList(wanted.tags).write(Rows.machineTags(wanted.name, in: parameters.scope), &turn)
        let version =
            wanted.creation.publishes
            ? try publish(&record, description: wanted.creation.versionDescription, in: parameters.scope, &turn) : nil
        return Self.created(record, version, in: parameters.scope)
    }

    /// Writes the row of a machine that is new.
    ///
    /// - Throws: `StateMachineLimitExceeded`.
    func register(
        _ record: inout MachineRecord,
        definition text: String,
        in scope: Scope,
        _ turn: inout Turn
    ) throws(ServiceError) {
        // The row of a machine that was deleted may still lie there (see MachineRecord.isGone); then it is counted.
        if try turn.get(Rows.machine(record.name, in: scope)) == nil {
            let count = ResourceCount.machines(in: scope)
            guard try count.value(turn) < StatesLimits.machinesMax else {
                throw ServiceError(
                    code: "StateMachineLimitExceeded",
                    message: "The maximum number of state machines has been reached. Check for and delete unused state "
                        + "machines and try again."
                )
            }
            try count.increment(&turn)
        }
        record.bornAt = try turn.sequence()
        turn.put(Rows.machine(record.name, in: scope), record.json)
        turn.put(Rows.definition(record.definitionHash), Array(text.utf8))
    }

    /// The answer to a request for a machine that is there already.
    private func repetition(
        of wanted: CreateStateMachineInput,
        _ configuration: MachineConfiguration,
        _ known: MachineRecord,
        in scope: Scope,
        _ turn: inout Turn
    ) throws(ServiceError) -> ServiceResponse {
        var same = configuration
        same.roleARN = known.roleARN
        guard known.type == wanted.type, known.configuration == same, known.creation == wanted.creation else {
            throw StatesError.machineAlreadyExists(ExecutionName.machineARN(wanted.name, in: scope))
        }
        var record = known
        let version =
            wanted.creation.publishes
            ? try publish(&record, description: wanted.creation.versionDescription, in: scope, &turn) : nil
        return Self.created(record, version, in: scope)
    }

    private static func created(_ record: MachineRecord, _ version: Int?, in scope: Scope) -> ServiceResponse {
        var output: JSONObject = [
            "stateMachineArn": .string(ExecutionName.machineARN(record.name, in: scope)),
            "creationDate": .seconds(record.createdAt),
        ]
        if let version {
            output["stateMachineVersionArn"] = .string(VersionRecord.arn(version, of: record.name, in: scope))
        }
        return ServiceResponse(output)
    }
}

/// The input of `CreateStateMachine`, checked as far as it can be without looking at what is stored.
private struct CreateStateMachineInput {
    let name: String
    let definition: String
    let role: String
    let type: MachineType
    let logging: LoggingConfiguration
    let isTraced: Bool
    let encryption: EncryptionConfiguration
    let tags: [Tag]
    let creation: MachineRecord.Creation

    init(_ parameters: Parameters) throws(ServiceError) {
        var input = OperationInput(parameters)
        let name = try input.text("name", 1...StatesLimits.nameLengthMax)
        definition = try input.text("definition", 1...StatesLimits.definitionLengthMax, isSecret: true)
        role = try input.arn("roleArn")
        type = try input.choice("type", of: MachineType.self) ?? .standard
        let logging = try LoggingInput(&input)
        isTraced = try TracingInput(&input)?.isEnabled ?? false
        let encryption = try EncryptionInput(&input)
        tags = try TagList.read(&input) ?? []
        let publishes = try input.flag("publish") ?? false
        let description = try input.optionalText(
            "versionDescription",
            0...StatesLimits.descriptionLengthMax,
            isSecret: true
        )
        try input.check()
        self.name = try ResourceName.validated(name)
        self.logging = try logging?.checked() ?? .off
        self.encryption = try encryption?.checked() ?? .awsOwned
        try TagList.check(tags, on: ExecutionName.machineARN(name, in: parameters.scope))
        guard publishes || description == nil else { throw Parameters.versionDescriptionWithoutPublish }
        creation = MachineRecord.Creation(publishes: publishes, versionDescription: description)
    }
}

extension Parameters {
    static let versionDescriptionWithoutPublish = validation("Version description can only be set when publish is true")
}
