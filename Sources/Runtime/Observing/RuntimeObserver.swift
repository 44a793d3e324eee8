import CoreMetrics
import Logging
import QuickstepJSON
import QuickstepLambda
import QuickstepServiceKit
import Synchronization

/// Takes note of what happens, for the metrics and the log.
///
/// Whoever tells it something only puts it into a bounded buffer. One desk takes it from there at its own pace; what it has no time for is
/// dropped, oldest first, and counted.
final class RuntimeObserver: RuntimeProbe {
    private let observations: AsyncStream<ObservedFact>
    private let continuation: AsyncStream<ObservedFact>.Continuation
    private let desk: ObservationDesk
    private let logLevel: Logger.Level?
    private let measures: Bool
    private let work = Mutex<Task<Void, Never>?>(nil)
    private let dropped = Atomic<Int>(0)
    /// The queues that were heard of, by their ARN.
    private let queues = Mutex<Set<String>>([])

    static let bufferSize = 65_536

    /// An observer; `nil` where nobody would read what it writes.
    ///
    /// - Parameters:
    ///   - logger: Where it tells what happens.
    ///   - metrics: What it measures with.
    ///   - showsTime: Whether lines of the log hold the runtime's own time.
    ///   - bufferSize: How many observations may wait.
    init?(
        logger: Logger?,
        metrics: (any MetricsFactory)?,
        showsTime: Bool,
        bufferSize: Int = RuntimeObserver.bufferSize
    ) {
        guard logger != nil || metrics != nil else { return nil }
        (observations, continuation) = AsyncStream.makeStream(
            of: ObservedFact.self,
            bufferingPolicy: .bufferingNewest(bufferSize)
        )
        desk = ObservationDesk(logger: logger, metrics: metrics, showsTime: showsTime)
        logLevel = logger?.logLevel
        measures = metrics != nil
    }

    /// What the kernel tells; nobody where nothing is measured.
    var probe: (any RuntimeProbe)? { measures ? self : nil }

    /// Listens, from now until `stop`.
    func start(_ bus: RuntimeBus) {
        bus.observe(wantsDetails: logLevel.map(NoticeLogEntry.wantsDetails) ?? false) { [weak self] notice in
            self?.observe(notice)
        }
        let (desk, observations) = (desk, observations)
        work.withLock { $0 = Task { await desk.run(observations) } }
    }

    /// Takes no more, and returns when all that was taken is written.
    func stop() async {
        continuation.finish()
        let task = work.withLock { $0 }
        await task?.value
    }

    /// Waits until everything that was told before is written.
    func settle() async {
        await withCheckedContinuation { put(.mark($0)) }
    }

    // MARK: What is told

    private func observe(_ notice: Notice) {
        if measures, notice.service == "sqs", let arn = notice.detail["queueArn"]?.stringValue { heard(of: arn) }
        guard measures || wants(NoticeLogEntry.level(of: notice)) else { return }
        put(.notice(notice))
    }

    private func wants(_ level: Logger.Level) -> Bool {
        logLevel.map { level >= $0 } ?? false
    }

    func committed(_ commit: CommitReading) { put(.commit(commit)) }

    func entered(states: Int, of machine: String) { put(.entered(states: states, machine: machine)) }

    func called(_ record: InvocationRecord) {
        guard measures else { return }
        let succeeded = if case .succeeded = record.outcome { true } else { false }
        put(.called(function: record.functionName, duration: record.duration, succeeded: succeeded))
    }

    func logged(_ function: String, _ requestID: String, _ line: LogLine) {
        guard wants(line.level) else { return }
        put(.handlerLogged(function: function, requestID: requestID, line: line))
    }

    func read(_ metric: Metric, _ values: [String] = [], at reading: Int) { put(.gauge(metric, values, reading)) }

    func read(total metric: Metric, at reading: Int) { put(.total(metric, reading)) }

    /// How many observations were dropped.
    var lost: Int { dropped.load(ordering: .relaxed) }

    private func put(_ observation: ObservedFact) {
        let lost: ObservedFact
        switch continuation.yield(observation) {
        case .enqueued: return
        case .dropped(let oldest):
            dropped.add(1, ordering: .relaxed)
            lost = oldest
        case .terminated: lost = observation
        @unknown default: lost = observation
        }
        // Whoever waits is not left waiting for what nobody will take.
        if case .mark(let waiter) = lost { waiter.resume() }
    }

    // MARK: Queues

    /// Notes that there is a queue.
    func heard(of queue: String) {
        queues.withLock { queues in
            if queues.count < LabelBudget.valuesMax { queues.insert(queue) }
        }
    }

    /// Notes that there is no queue of that name any more.
    func forget(_ queue: String) {
        queues.withLock { _ = $0.remove(queue) }
    }

    /// The queues whose depth is read, in the order of their names.
    var knownQueues: [String] { queues.withLock { $0.sorted() } }
}
