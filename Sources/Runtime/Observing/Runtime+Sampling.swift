import QuickstepJSON
import QuickstepLambda
import QuickstepSQS
import QuickstepServiceKit

extension Runtime {
    /// How often the gauges are read where nobody asks for it.
    static let samplingPause = Duration.seconds(10)

    /// Reads the gauges and gives them to the metrics factory, with everything that was counted before.
    ///
    /// A runtime with metrics does so by itself every ten seconds. Call it before the metrics are read, as `GET /_quickstep/metrics` does.
    /// Without metrics it does nothing.
    public func sampleMetrics() async {
        guard let observer, options.metrics != nil else { return }
        for status in dispatcher.status() {
            let function = status.scope == .standard ? status.name : status.scope.prefix + status.name
            observer.read(.handlersRunning, [function], at: status.running)
            observer.read(.handlersStuck, [function], at: status.stuck)
            observer.read(.handlersWaiting, [function], at: status.queued)
        }
        await sampleQueues(observer)
        observer.read(.pendingWrites, at: await kernel.sequencer.pendingWrites)
        observer.read(.timers, at: kernel.timers.count)
        observer.read(total: .busDropped, at: kernel.bus.dropped)
        observer.read(total: .observationsDropped, at: observer.lost)
        await observer.settle()
    }

    /// Reads the gauges now and then until the task is cancelled.
    func sampleForEver() async {
        while (try? await Task.sleep(for: Self.samplingPause)) != nil { await sampleMetrics() }
    }

    private func sampleQueues(_ observer: RuntimeObserver) async {
        let listed = try? await call(ServiceRequest(service: "sqs", operation: "ListQueues", parameters: [:]))
        for url in listed?["QueueUrls"]?.arrayValue ?? [] {
            guard let name = url.stringValue?.split(separator: "/").last else { continue }
            observer.heard(of: QueueAddress(scope: .standard, name: String(name)).arn)
        }
        for arn in observer.knownQueues {
            guard let queue = QueueAddress(arn: arn) else { continue }
            let label = queue.scope == .standard ? queue.name : queue.scope.prefix + queue.name
            let request = ServiceRequest(
                service: "sqs",
                operation: "GetQueueAttributes",
                parameters: ["QueueUrl": .string(queue.url), "AttributeNames": ["All"]],
                scope: queue.scope
            )
            let depths: JSONValue?
            do throws(ServiceError) {
                depths = try await call(request)["Attributes"]
            } catch {
                // A store that cannot be read has not lost its queues.
                guard error.fault == .client else { continue }
                observer.forget(arn)
                depths = nil
            }
            for (state, attribute) in Self.depths {
                let depth = depths?[attribute]?.stringValue.flatMap { Int($0) } ?? 0
                observer.read(.queueDepth, [label, state], at: depth)
            }
        }
    }

    private static let depths = [
        ("visible", "ApproximateNumberOfMessages"),
        ("in_flight", "ApproximateNumberOfMessagesNotVisible"),
        ("delayed", "ApproximateNumberOfMessagesDelayed"),
    ]
}

extension Scope {
    /// What sets names of this scope apart from those of the one that everybody has.
    fileprivate var prefix: String { "\(account)/\(region)/" }
}
