import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// How one execution of a map run ended.
struct ChildResult: Sendable, Equatable {
    let arn: String
    let name: String
    let record: ExecutionRecord
    /// What DescribeExecution shows besides; `nil` where it was not asked for.
    var details: Details?

    struct Details: Sendable, Equatable {
        let machineARN: String
        let input: JSONValue
        let startedAt: Timestamp
    }

    /// How an execution ended; `nil` where it has not.
    ///
    /// `withDetails` says of which status more is needed than that.
    static func read(
        _ index: Int,
        of header: MapRunHeader,
        isExpress: Bool,
        withDetails: (ExecutionRecord.Status) -> Bool,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> ChildResult? {
        guard !isExpress else { return try readExpress(index, of: header, turn) }
        let name = header.child(index)
        guard let record = try ExecutionRecord.read(name.owner, turn), record.status != .running else { return nil }
        var result = ChildResult(arn: name.arn, name: name.name, record: record)
        if withDetails(record.status), let stored = try StoredHeader.read(name.owner, turn)?.header {
            result.details = Details(
                machineARN: stored.stateMachineARN,
                input: stored.input,
                startedAt: stored.startedAt
            )
        }
        return result
    }

    // MARK: Express

    private static func readExpress(
        _ index: Int,
        of header: MapRunHeader,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> ChildResult? {
        guard let json = try turn.json(MapRunRows(owner: header.name.owner).result(index)) else { return nil }
        guard let arn = json["arn"]?.stringValue, let name = json["name"]?.stringValue,
            let record = json["record"].flatMap({ ExecutionRecord(json: $0) }), let input = json["input"],
            let started = json["started"]?.numberValue?.int64
        else { throw .damaged("a result of the map run \(header.name.arn)") }
        let details = Details(
            machineARN: ExecutionName.machineARN(header.name.childMachine, in: header.name.scope),
            input: input,
            startedAt: Timestamp(milliseconds: started)
        )
        return ChildResult(arn: arn, name: name, record: record, details: details)
    }

    /// The row of an Express execution that ended.
    static func row(of machine: Execution) -> JSONValue {
        [
            "arn": .string(machine.header.arn),
            "name": .string(machine.header.name),
            "record": machine.expressRecord.json,
            "input": machine.header.input,
            "started": .number(JSONNumber(machine.header.startedAt.milliseconds)),
        ]
    }

    // MARK: Forms

    /// What the result looks like, as elements of a list.
    func elements(_ transformation: ResultWriter.Transformation) -> [JSONValue] {
        guard record.status == .succeeded, let output = record.output else { return [description] }
        switch transformation {
        case .none: return [description]
        case .compact: return [output]
        case .flatten: return output.arrayValue ?? [output]
        }
    }

    /// The execution's description, as the service writes it to a bucket.
    private var description: JSONValue {
        var members: JSONObject = [:]
        if let cause = record.cause { members["Cause"] = .string(cause) }
        if let error = record.error { members["Error"] = .string(error) }
        members["ExecutionArn"] = .string(arn)
        if let details {
            members["Input"] = .string(details.input.compactText)
            members["InputDetails"] = ["Included": true]
        }
        members["Name"] = .string(name)
        if let output = record.output { members["Output"] = .string(output.compactText) }
        members["OutputDetails"] = ["Included": true]
        members["RedriveCount"] = .number(JSONNumber(record.redriveCount))
        let succeeded = record.status == .succeeded
        members["RedriveStatus"] = .string(succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN")
        if succeeded { members["RedriveStatusReason"] = .string(Redrivability.Reason.hasSucceeded.rawValue) }
        if let details {
            members["StartDate"] = .string(details.startedAt.iso8601)
            members["StateMachineArn"] = .string(details.machineARN)
        }
        members["Status"] = .string(record.status.rawValue)
        if let stopped = record.stoppedAt { members["StopDate"] = .string(stopped.iso8601) }
        return .object(members)
    }
}

extension Execution {
    /// How an Express execution ended, as the status row of any other has it.
    fileprivate var expressRecord: ExecutionRecord {
        switch status {
        case .succeeded(let output):
            ExecutionRecord(status: .succeeded, stoppedAt: stoppedAt, output: output)
        case .failed(let error, let cause):
            ExecutionRecord(status: .failed, stoppedAt: stoppedAt, error: error, cause: cause)
        case .timedOut:
            ExecutionRecord(status: .timedOut, stoppedAt: stoppedAt)
        case .aborted(let error, let cause):
            ExecutionRecord(status: .aborted, stoppedAt: stoppedAt, error: error, cause: cause)
        case .running:
            // The machine met what it cannot explain.
            ExecutionRecord(status: .failed, stoppedAt: stoppedAt, error: ErrorName.runtime)
        }
    }
}
