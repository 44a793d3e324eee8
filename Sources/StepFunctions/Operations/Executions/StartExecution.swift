import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Registers an execution.
    ///
    /// Its first step is taken right after the commit. Through a version it runs that version; through an alias, one of the alias's
    /// versions, drawn by their weights. Asked for again by name with the same input while it runs, it answers as it did the first time.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    func startExecution(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let wanted = try StartExecutionInput(parameters)
        let reference = wanted.reference
        let machine = try MachineRecord.read(reference, turn)
        try machine.refuseDeleting(reference.machineARN)
        guard machine.type == .standard else {
            let run = try expressRun(wanted, machine, .express, &turn)
            let runs = expressRuns
            turn.afterCommit { runs.begin(run) }
            return ServiceResponse(["executionArn": .string(run.name.arn), "startDate": .seconds(turn.now)])
        }
        let target = try target(of: reference, machine, &turn)
        let name = ExecutionName(
            scope: reference.scope,
            machine: machine.name,
            name: wanted.name ?? turn.uuid()
        )
        if let known = try StoredHeader.read(name.owner, turn) {
            let status = try ExecutionRecord.read(name.owner, turn)?.status
            guard status == .running, known.header.input == wanted.input else {
                throw StatesError.executionAlreadyExists(name.arn)
            }
            return Self.started(name, at: known.header.startedAt)
        }
        try OpenExecutions.admit(in: reference.scope, &turn)
        let stored = StoredHeader(
            header: header(of: name, target, wanted.input, &turn),
            effect: turn.effect(),
            cause: turn.cause,
            revision: target.revision,
            traceHeader: wanted.traceHeader
        )
        try register(stored, name, target, &turn)
        turn.notify(
            stored.effect,
            service: Self.serviceName,
            event: "ExecutionStarted",
            subject: name.name,
            phase: .began,
            detail: ["executionArn": .string(name.arn), "stateMachine": .string(machine.name), "input": wanted.input]
        )
        return Self.started(name, at: turn.now)
    }

    /// Writes the rows of an execution that begins.
    private func register(
        _ stored: StoredHeader,
        _ name: ExecutionName,
        _ target: StartTarget,
        _ turn: inout Turn
    ) throws(ServiceError) {
        turn.put(Rows.header(name.owner), stored.json)
        turn.put(Rows.status(name.owner), ExecutionRecord.running.json)
        turn.put(Rows.openEntry(name.owner), [])
        let entry = Rows.executionIndexEntry(
            machine: name.machine,
            execution: name.name,
            started: turn.now,
            sequence: try turn.sequence(),
            in: name.scope
        )
        let listing = ExecutionListing(
            name: name.name,
            startedAt: turn.now,
            version: target.version,
            alias: target.alias
        )
        turn.put(entry, listing.bytes)
        turn.set(ShellTimer.carryOn(name.owner, startedAt: turn.now))
    }

    // MARK: What is started

    /// What an execution runs, and through which qualifier it was asked for.
    struct StartTarget {
        let revision: MachineRevision
        var version: Int?
        var alias: String?
    }

    func target(
        of reference: MachineReference,
        _ machine: MachineRecord,
        _ turn: inout Turn
    ) throws(ServiceError) -> StartTarget {
        let number: Int
        var alias: String?
        switch reference.qualifier {
        case nil:
            return StartTarget(revision: machine.currentRevision)
        case .version(let asked):
            number = asked
        case .alias(let name):
            let record = try AliasRecord.find(name, of: machine.name, in: reference.scope, turn)
            guard let drawn = record?.version(for: Int(Self.draw(&turn) % 100)) else {
                throw StatesError.machineDoesNotExist(reference.text)
            }
            alias = name
            number = drawn
        }
        guard let version = try VersionRecord.find(number, of: machine.name, in: reference.scope, turn) else {
            throw StatesError.machineDoesNotExist(reference.text)
        }
        return StartTarget(revision: version.revision, version: number, alias: alias)
    }

    /// A number from the runtime's generator, like every name: 64 bits of a digest of a new UUID.
    static func draw(_ turn: inout Turn) -> UInt64 {
        DigestAlgorithm.sha256.digest(Array(turn.uuid().utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func header(
        of name: ExecutionName,
        _ target: StartTarget,
        _ input: JSONValue,
        _ turn: inout Turn
    ) -> ExecutionHeader {
        ExecutionHeader(
            arn: name.arn,
            name: name.name,
            stateMachineARN: name.machineARN,
            stateMachineVersionARN: target.version.map { VersionRecord.arn($0, of: name.machine, in: name.scope) },
            stateMachineAliasARN: target.alias.map { AliasRecord.arn($0, of: name.machine, in: name.scope) },
            stateMachineName: name.machine,
            roleARN: target.revision.configuration.roleARN,
            input: input,
            seed: Self.draw(&turn),
            startedAt: turn.now,
            definitionHash: target.revision.configuration.definitionHash,
            region: name.scope.region,
            parent: nil
        )
    }

    private static func started(_ name: ExecutionName, at time: Timestamp) -> ServiceResponse {
        ServiceResponse(["executionArn": .string(name.arn), "startDate": .seconds(time)])
    }
}

/// The input of `StartExecution`.
struct StartExecutionInput {
    let reference: MachineReference
    let name: String?
    let input: JSONValue
    let traceHeader: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        var members = OperationInput(parameters)
        let arn = try members.arn("stateMachineArn")
        let name = try members.optionalText("name", 1...StatesLimits.nameLengthMax)
        let text = try members.optionalText("input", 0...StatesLimits.inputBytesMax, isSecret: true) ?? "{}"
        traceHeader = try members.optionalText("traceHeader", 0...StatesLimits.traceHeaderLengthMax, pattern: .ascii)
        try members.check()
        reference = try MachineReference(arn)
        if let name { _ = try ResourceName.validated(name) }
        self.name = name
        input = try ExecutionInput.value(of: text)
    }
}

/// The text of an execution's input.
enum ExecutionInput {
    /// The value that a text gives.
    ///
    /// - Throws: `InvalidExecutionInput` for a text that is not JSON, is too large, or is nested too deep for us.
    static func value(of text: String) throws(ServiceError) -> JSONValue {
        guard text.utf8.count <= StatesLimits.inputBytesMax else {
            throw invalid("The input has more than \(StatesLimits.inputBytesMax) bytes.")
        }
        guard !text.allSatisfy(\.isWhitespace) else { throw invalid("Invalid execution input.") }
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue.parse(text)
        } catch  where error.kind == .tooDeep {
            throw tooDeep
        } catch {
            throw invalid(JSONComplaint.about(text, error))
        }
        guard !value.exceedsDepth(MachineLimits.payloadDepthMax) else { throw tooDeep }
        return value
    }

    private static let tooDeep = invalid(
        "It is nested more than \(MachineLimits.payloadDepthMax) levels deep, which Quickstep does not support."
    )

    private static func invalid(_ why: String) -> ServiceError {
        ServiceError(code: "InvalidExecutionInput", message: "Invalid State Machine Execution Input: '\(why)'")
    }
}
