import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// The log of one execution: which of its events are logged, and as what.
///
/// There is no log service here: records go out on the runtime's bus as notices, with the log groups that were asked for.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
struct ExecutionLog: Sendable {
    private let configuration: LoggingConfiguration
    private let header: ExecutionHeader
    private let effect: EffectID
    private let cause: EffectID?
    private let kernel: Kernel

    /// The log of an execution; `nil` where nothing is logged.
    init?(
        _ configuration: LoggingConfiguration,
        of header: ExecutionHeader,
        effect: EffectID,
        cause: EffectID?,
        on kernel: Kernel
    ) {
        guard configuration.level != .off else { return nil }
        self.configuration = configuration
        self.header = header
        self.effect = effect
        self.cause = cause
        self.kernel = kernel
    }

    /// Publishes the records of events at once.
    func write(_ events: [Event], at time: Timestamp) {
        kernel.bus.publish(notices(of: events, at: time))
    }

    /// The records of events, as notices.
    func notices(of events: [Event], at time: Timestamp) -> [Notice] {
        guard kernel.bus.hasListeners else { return [] }
        return events.compactMap { event in
            guard event.id != nil else { return nil }
            let history = HistoryEvent(
                event,
                at: time,
                header: header,
                includesData: configuration.includesExecutionData
            )
            guard configuration.level.includes(history.type) else { return nil }
            return Notice(
                effect: effect,
                cause: cause,
                time: time,
                service: StatesService.serviceName,
                event: "ExecutionLogged",
                subject: header.name,
                phase: .progressed,
                detail: [
                    "logGroups": .array((configuration.logGroups ?? []).map { .string($0) }),
                    "record": record(of: history),
                ]
            )
        }
    }

    /// A record, with its numbers as text, as the service writes them.
    private func record(of event: HistoryEvent) -> JSONValue {
        [
            "id": .string(String(event.id)),
            "type": .string(event.type),
            "details": .object(event.details),
            "previous_event_id": .string(String(event.previousID)),
            "event_timestamp": .string(String(event.timestamp.milliseconds)),
            "execution_arn": .string(header.arn),
            "redrive_count": "0",
        ]
    }
}

extension LoggingConfiguration.Level {
    /// Whether an event of a type is logged.
    func includes(_ type: String) -> Bool {
        switch self {
        case .all: true
        case .off: false
        case .fatal: Self.fatalTypes.contains(type)
        case .error: Self.errorEndings.contains { type.hasSuffix($0) } || type == "FailStateEntered"
        }
    }

    private static let fatalTypes: Set<String> = ["ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut"]
    private static let errorEndings = ["Failed", "TimedOut", "Aborted"]
}
