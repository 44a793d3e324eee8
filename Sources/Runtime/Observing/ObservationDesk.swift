import CoreMetrics
import Logging
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit

/// Takes observations one by one and writes the metrics and the log, on a thread of its own: what a user links in there may be slow.
actor ObservationDesk {
    private let executor = DispatchSerialExecutor(label: "quickstep.observer")
    private let logger: Logger?
    private var recorder: MetricsRecorder?
    /// The clock's time, for lines of a runtime whose time is not the machine's.
    private let showsTime: Bool
    private var totals: [Metric: Int] = [:]

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(logger: Logger?, metrics: (any MetricsFactory)?, showsTime: Bool) {
        self.logger = logger
        recorder = metrics.map { MetricsRecorder($0) }
        self.showsTime = showsTime
    }

    func run(_ observations: AsyncStream<ObservedFact>) async {
        for await observation in observations { take(observation) }
    }

    private func take(_ observation: ObservedFact) {
        switch observation {
        case .notice(let notice):
            log(notice)
            count(notice)
        case .commit(let commit):
            recorder?.count(.commits, [commit.isStored ? "stored" : "failed"])
            recorder?.record(.commitDuration, duration: commit.duration)
            recorder?.record(.commitRows, amount: commit.rows)
        case .entered(let states, let machine):
            recorder?.count(.transitions, [machine], by: states)
        case .called(let function, let duration, let succeeded):
            recorder?.record(.handlerDuration, [function, succeeded ? "succeeded" : "failed"], duration: duration)
        case .handlerLogged(let function, let requestID, let line):
            let metadata: Logger.Metadata = ["function": .string(function), "request_id": .string(requestID)]
            logger?.log(level: line.level, "\(line.text)", metadata: timed(metadata, line.time))
        case .gauge(let metric, let values, let reading):
            recorder?.set(metric, values, to: reading)
        case .total(let metric, let total):
            let more = total - totals[metric, default: 0]
            if more > 0 { recorder?.count(metric, by: more) }
            totals[metric] = total
        case .mark(let waiter):
            waiter.resume()
        }
    }

    private func log(_ notice: Notice) {
        guard let logger, NoticeLogEntry.level(of: notice) >= logger.logLevel else { return }
        let entry = NoticeLogEntry(notice)
        logger.log(level: entry.level, entry.message, metadata: timed(entry.metadata, notice.time))
    }

    private func timed(_ metadata: Logger.Metadata, _ time: Timestamp) -> Logger.Metadata {
        guard showsTime else { return metadata }
        return metadata.merging(["clock": .string(time.iso8601)]) { own, _ in own }
    }

    private func count(_ notice: Notice) {
        guard recorder != nil else { return }
        switch (notice.service, notice.event) {
        case ("states", "ExecutionStarted"):
            recorder?.count(.executionsStarted, [Self.machine(of: notice)])
        case ("states", "ExecutionEnded"):
            let status = notice.detail["status"]?.stringValue ?? ""
            recorder?.count(.executionsEnded, [Self.machine(of: notice), status])
        case ("states", "ExecutionQuarantined"):
            recorder?.count(.executionsQuarantined)
        case ("sqs", let event):
            guard let name = Self.messageEvents[event] else { return }
            recorder?.count(.messages, [notice.subject, name])
        default:
            return
        }
    }

    private static func machine(of notice: Notice) -> String {
        notice.detail["executionArn"]?.stringValue.flatMap(NoticeLogEntry.machine(ofExecution:)) ?? ""
    }

    private static let messageEvents = [
        "MessageSent": "sent", "MessageReceived": "received", "MessageDeleted": "deleted",
        "MessageDeadLettered": "dead_lettered",
    ]
}
