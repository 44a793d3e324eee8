package import QuickstepJSON
package import QuickstepPrimitives
import QuickstepServiceKit

/// How an execution stands, as its status row has it: what `DescribeExecution` and lists need without the journal.
package struct ExecutionRecord: Sendable, Equatable {
    package enum Status: String, Sendable, Equatable, CaseIterable {
        case running = "RUNNING"
        case succeeded = "SUCCEEDED"
        case failed = "FAILED"
        case timedOut = "TIMED_OUT"
        case aborted = "ABORTED"

        var isUnsuccessful: Bool { self != .running && self != .succeeded }
    }

    package var status: Status
    package var stoppedAt: Timestamp?
    package var output: JSONValue?
    package var error: String?
    package var cause: String?
    /// Why nothing more happens to the execution although it runs: its journal cannot be read or continued.
    package var quarantine: String?
    /// How often the execution was redriven, and when last.
    package var redriveCount = 0
    package var redrivenAt: Timestamp?
    /// The events of the history when the execution ended; 0 until then.
    package var eventCount = 0

    package static let running = ExecutionRecord(status: .running)

    package init(
        status: Status,
        stoppedAt: Timestamp? = nil,
        output: JSONValue? = nil,
        error: String? = nil,
        cause: String? = nil,
        quarantine: String? = nil
    ) {
        self.status = status
        self.stoppedAt = stoppedAt
        self.output = output
        self.error = error
        self.cause = cause
        self.quarantine = quarantine
    }

    /// Takes up an execution again that did not succeed.
    mutating func redrive(at time: Timestamp) {
        status = .running
        stoppedAt = nil
        error = nil
        cause = nil
        eventCount = 0
        redriveCount += 1
        redrivenAt = time
    }

    var json: JSONValue {
        var row: JSONObject = ["status": .string(status.rawValue)]
        if let stoppedAt { row["stopped"] = .number(JSONNumber(stoppedAt.milliseconds)) }
        if let output { row["output"] = output }
        if let error { row["error"] = .string(error) }
        if let cause { row["cause"] = .string(cause) }
        if let quarantine { row["quarantine"] = .string(quarantine) }
        if redriveCount > 0 { row["redrives"] = .number(JSONNumber(redriveCount)) }
        if let redrivenAt { row["redriven"] = .number(JSONNumber(redrivenAt.milliseconds)) }
        if eventCount > 0 { row["events"] = .number(JSONNumber(eventCount)) }
        return .object(row)
    }

    init?(json: JSONValue) {
        guard let name = json["status"]?.stringValue, let status = Status(rawValue: name) else { return nil }
        self.init(
            status: status,
            stoppedAt: json["stopped"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) },
            output: json["output"],
            error: json["error"]?.stringValue,
            cause: json["cause"]?.stringValue,
            quarantine: json["quarantine"]?.stringValue
        )
        redriveCount = json["redrives"]?.intValue ?? 0
        redrivenAt = json["redriven"]?.numberValue?.int64.map { Timestamp(milliseconds: $0) }
        eventCount = json["events"]?.intValue ?? 0
    }

    static func read(_ owner: Owner, _ turn: borrowing Turn) throws(ServiceError) -> ExecutionRecord? {
        guard let json = try turn.json(Rows.status(owner)) else { return nil }
        guard let record = ExecutionRecord(json: json) else {
            throw .damaged("the status of the execution \(owner.name)")
        }
        return record
    }
}
