import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// Lists the executions of a machine, of one of its versions, or of those that came through an alias, newest first.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
    func listExecutions(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let wanted = try ListExecutionsInput(parameters)
        if wanted.machine == nil, let mapRun = wanted.mapRun {
            return try listExecutions(of: try MapRunName.resolve(mapRun), wanted, turn)
        }
        let reference = try Self.listedMachine(wanted)
        let machine = try MachineRecord.read(reference, turn)
        try requireQualifier(reference, turn)
        guard machine.type == .standard else { throw StatesError.machineTypeNotSupported }
        let index = Rows.executionIndex(of: machine.name, in: reference.scope)
        // Those of an earlier machine of this name end the list: it begins with the newest.
        let end = machine.bornAt.map { index.integer(-machine.createdAt.milliseconds).integer(-$0) }
        let list = ["ListExecutions", reference.text, wanted.status?.rawValue ?? ""]
        let page = try Page(wanted.page, of: list, over: index, below: end, at: turn.now)
        let (entries, nextToken) = try page.entries(turn) { (row) throws(ServiceError) -> JSONValue? in
            guard let listing = ExecutionListing(row.value) else {
                throw .damaged("the executions of the state machine \(machine.name)")
            }
            return try Self.entry(listing, reference, wanted, turn)
        }
        return Page.response("executions", entries, nextToken)
    }

    /// One entry of the list; `nil` where the execution is not asked for.
    private static func entry(
        _ listing: ExecutionListing,
        _ reference: MachineReference,
        _ wanted: ListExecutionsInput,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> JSONValue? {
        switch reference.qualifier {
        case nil: break
        case .version(let number): guard listing.version == number else { return nil }
        case .alias(let name): guard listing.alias == name else { return nil }
        }
        let name = ExecutionName(scope: reference.scope, machine: reference.name, name: listing.name)
        guard let record = try ExecutionRecord.read(name.owner, turn) else { return nil }
        if let status = wanted.status, status.rawValue != record.status.rawValue { return nil }
        guard let startedAt = try startTime(of: listing, name, turn) else { return nil }
        var entry: JSONObject = [
            "executionArn": .string(name.arn),
            "stateMachineArn": .string(name.machineARN),
            "name": .string(name.name),
            "status": .string(record.status.rawValue),
            "startDate": .seconds(startedAt),
        ]
        if let stopped = record.stoppedAt { entry["stopDate"] = .seconds(stopped) }
        if let version = listing.version {
            entry["stateMachineVersionArn"] = .string(VersionRecord.arn(version, of: name.machine, in: name.scope))
        }
        if let alias = listing.alias {
            entry["stateMachineAliasArn"] = .string(AliasRecord.arn(alias, of: name.machine, in: name.scope))
        }
        entry["redriveCount"] = .number(JSONNumber(record.redriveCount))
        if let redriven = record.redrivenAt { entry["redriveDate"] = .seconds(redriven) }
        return .object(entry)
    }

    /// Entries of older versions leave it to the execution's header.
    private static func startTime(
        of listing: ExecutionListing,
        _ name: ExecutionName,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> Timestamp? {
        if let time = listing.startedAt { return time }
        return try StoredHeader.read(name.owner, turn)?.header.startedAt
    }

    /// The machine whose executions are asked for.
    ///
    /// - Throws: `ValidationException` where not one of machine and map run is named, or a filter is for map runs alone.
    private static func listedMachine(_ wanted: ListExecutionsInput) throws(ServiceError) -> MachineReference {
        switch (wanted.machine, wanted.mapRun) {
        case (nil, _), (_?, _?):
            throw Parameters.validation("Must specify exactly one of stateMachineArn and mapRunArn")
        case (let machine?, nil):
            guard wanted.status != .pendingRedrive else {
                throw Parameters.validation("The status filter PENDING_REDRIVE can only be specified with a mapRunArn")
            }
            guard wanted.redriveFilter == nil else {
                throw Parameters.validation("The redriveFilter can only be specified with a mapRunArn")
            }
            return try MachineReference(machine)
        }
    }

    /// - Throws: `StateMachineDoesNotExist` where the version or the alias is not there.
    private func requireQualifier(_ reference: MachineReference, _ turn: borrowing Turn) throws(ServiceError) {
        let isThere =
            switch reference.qualifier {
            case nil: true
            case .version(let number):
                try VersionRecord.find(number, of: reference.name, in: reference.scope, turn) != nil
            case .alias(let name): try AliasRecord.find(name, of: reference.name, in: reference.scope, turn) != nil
            }
        guard isThere else { throw StatesError.machineDoesNotExist(reference.text) }
    }
}

/// The input of `ListExecutions`.
struct ListExecutionsInput {
    /// The statuses in the order in which the service's errors list them.
    enum Status: String, CaseIterable {
        case succeeded = "SUCCEEDED"
        case timedOut = "TIMED_OUT"
        case pendingRedrive = "PENDING_REDRIVE"
        case aborted = "ABORTED"
        case failed = "FAILED"
        case running = "RUNNING"
    }

    enum RedriveFilter: String, CaseIterable {
        case redriven = "REDRIVEN"
        case notRedriven = "NOT_REDRIVEN"
    }

    let machine: String?
    let mapRun: String?
    let status: Status?
    let redriveFilter: RedriveFilter?
    let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        var input = OperationInput(parameters)
        machine = try input.optionalText("stateMachineArn", 1...StatesLimits.arnLengthMax)
        status = try input.choice("statusFilter", of: Status.self)
        page = try PageRequest.read(&input, tokenLength: StatesLimits.executionsTokenLengthMax)
        mapRun = try input.optionalText("mapRunArn", 1...StatesLimits.mapRunARNLengthMax)
        redriveFilter = try input.choice("redriveFilter", of: RedriveFilter.self)
        try input.check()
    }
}
