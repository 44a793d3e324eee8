import QuickstepInterpreter
import QuickstepPrimitives
import QuickstepServiceKit

/// Whether an execution can be redriven now, and if not, why.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
struct Redrivability: Sendable, Equatable {
    /// Why an execution cannot be redriven, in the service's words.
    enum Reason: String, Sendable, Equatable, CaseIterable {
        case isRunning = "Execution is RUNNING and cannot be redriven"
        case hasSucceeded = "Execution is SUCCEEDED and cannot be redriven"
        case machineIsDeleting = "State machine is in DELETING status"
        case tooManyEvents = "Execution history event limit exceeded"
        case tookTooLong = "Execution has exceeded the max execution time"
        case endedTooLongAgo = "Execution redrivable period exceeded"
    }

    /// Nothing where it can.
    let reason: Reason?

    /// How long after its end an execution can be redriven: 14 days.
    static let periodMilliseconds: Int64 = 14 * 24 * 60 * 60 * 1000
    /// How long an execution may take in all: a year.
    static let durationMilliseconds: Int64 = 365 * 24 * 60 * 60 * 1000
    /// How many events a history must have to have no place for a redrive.
    static let eventsMax = MachineLimits.historyEventsMax - 1

    /// The rule.
    ///
    /// - Parameters:
    ///   - record: How the execution stands.
    ///   - startedAt: When it began.
    ///   - machineIsDeleting: Whether its machine only waits for its executions to end.
    ///   - now: The time.
    init(
        _ record: ExecutionRecord,
        startedAt: Timestamp,
        machineIsDeleting: Bool,
        now: Timestamp
    ) {
        let ended = record.stoppedAt ?? now
        reason =
            switch record.status {
            case .running: .isRunning
            case .succeeded: .hasSucceeded
            case .failed, .timedOut, .aborted:
                if machineIsDeleting {
                    .machineIsDeleting
                } else if now.milliseconds - ended.milliseconds > Self.periodMilliseconds {
                    .endedTooLongAgo
                } else if ended.milliseconds - startedAt.milliseconds >= Self.durationMilliseconds {
                    .tookTooLong
                } else if record.eventCount >= Self.eventsMax {
                    .tooManyEvents
                } else {
                    nil
                }
            }
    }

    /// Reads what the rule needs to know.
    static func of(
        _ name: ExecutionName,
        _ record: ExecutionRecord,
        startedAt: Timestamp,
        _ turn: borrowing Turn
    ) throws(ServiceError) -> Redrivability {
        Redrivability(
            record,
            startedAt: startedAt,
            machineIsDeleting: try MachineRecord.find(name.baseMachine, in: name.scope, turn)?.isDeleting ?? true,
            now: turn.now
        )
    }
}
