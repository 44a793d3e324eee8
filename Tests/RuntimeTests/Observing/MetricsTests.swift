import CoreMetrics
import MetricsTestKit
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepRuntime

/// What a runtime measures.
struct MetricsTests {
    @Test func `executions, their transitions and the calls they make are counted`() async throws {
        let metrics = TestMetrics()
        let runtime = try await Runtime.start(.observed { $0.metrics = metrics })
        #expect(try await runtime.runOrder().status == .succeeded)
        #expect(try await runtime.runOrder(bad: true).status == .failed)
        await runtime.sampleMetrics()
        func total(_ metric: Metric, _ labels: [(String, String)]) throws -> Int64 {
            try metrics.expectCounter(metric.rawValue, labels).totalValue
        }
        #expect(try total(.executionsStarted, [("machine", "orders")]) == 2)
        #expect(try total(.executionsEnded, [("machine", "orders"), ("status", "SUCCEEDED")]) == 1)
        #expect(try total(.executionsEnded, [("machine", "orders"), ("status", "FAILED")]) == 1)
        #expect(try total(.transitions, [("machine", "orders")]) == 3)
        let good = try metrics.expectTimer(
            Metric.handlerDuration.rawValue,
            [("function", "check"), ("outcome", "succeeded")]
        )
        // On virtual time a call takes as long as it says.
        #expect(good.values == [2_000_000_000])
        let bad = try metrics.expectTimer(
            Metric.handlerDuration.rawValue,
            [("function", "check"), ("outcome", "failed")]
        )
        #expect(bad.values.count == 1)
        await runtime.stop()
    }

    @Test func `commits are counted with their rows and how long they took`() async throws {
        let metrics = TestMetrics()
        let folder = try TestFolder()
        let runtime = try await Runtime.start(
            .observed { options in
                options.storage = .folder(folder.path("data"))
                options.metrics = metrics
            }
        )
        _ = try await runtime.runOrder()
        await runtime.sampleMetrics()
        let commits = try metrics.expectCounter(Metric.commits.rawValue, [("outcome", "stored")]).totalValue
        let rows = try metrics.expectRecorder(Metric.commitRows.rawValue)
        let durations = try metrics.expectTimer(Metric.commitDuration.rawValue)
        #expect(commits > 2)
        #expect(rows.values.count == Int(commits))
        #expect(rows.values.allSatisfy { $0 > 0 })
        #expect(durations.values.count == Int(commits))
        #expect(durations.values.allSatisfy { $0 > 0 })
        await runtime.stop()
    }

    @Test func `gauges say how deep queues are, who runs, and what waits`() async throws {
        let metrics = TestMetrics()
        // Virtual time would go on to where the delay and the visibility timeout end.
        let runtime = try await Runtime.start(
            .observed { options in
                options.metrics = metrics
                options.clock = .manual(startingAt: options.clock.start)
            }
        )
        _ = try await runtime.call(
            ServiceRequest(service: "sqs", operation: "CreateQueue", parameters: ["QueueName": "jobs"])
        )
        let queue = runtime.queues["jobs"]
        for body in ["a", "b", "c"] { try await queue.send(body) }
        try await queue.send("d", delaySeconds: 60)
        let received = try #require(try await queue.receive().first)
        let call = Task { try await runtime.invoke("check", event: [:]) }
        while try runningCalls(metrics) != 1 { await runtime.sampleMetrics() }
        func gauge(_ metric: Metric, _ labels: [(String, String)] = []) throws -> Double? {
            try metrics.expectGauge(metric.rawValue, labels).lastValue
        }
        func depth(_ state: String) throws -> Double? { try gauge(.queueDepth, [("queue", "jobs"), ("state", state)]) }
        await runtime.sampleMetrics()
        #expect(try depth("visible") == 2)
        #expect(try depth("in_flight") == 1)
        #expect(try depth("delayed") == 1)
        #expect(try gauge(.handlersRunning, [("function", "check")]) == 1)
        #expect(try gauge(.handlersWaiting, [("function", "check")]) == 0)
        #expect(try gauge(.handlersStuck, [("function", "check")]) == 0)
        #expect(try gauge(.pendingWrites) == 0)
        #expect(try #require(try gauge(.timers)) > 0)
        try await received.delete()
        await runtime.sampleMetrics()
        func messages(_ event: String) throws -> Int64 {
            try metrics.expectCounter(Metric.messages.rawValue, [("queue", "jobs"), ("event", event)]).totalValue
        }
        #expect(try messages("sent") == 4)
        #expect(try messages("received") == 1)
        #expect(try messages("deleted") == 1)
        _ = try await runtime.call(
            ServiceRequest(
                service: "sqs",
                operation: "DeleteQueue",
                parameters: ["QueueUrl": "http://localhost:4566/000000000000/jobs"]
            )
        )
        await runtime.sampleMetrics()
        // What is not there any more is told as empty, and not as it last was.
        #expect(try depth("visible") == 0)
        try await runtime.advance(by: .seconds(2))
        _ = try await call.value
        await runtime.stop()
    }

    @Test func `a running call is seen while it runs`() async throws {
        let metrics = TestMetrics()
        let runtime = try await Runtime.start(
            .observed { options in
                options.metrics = metrics
                options.clock = .manual(startingAt: options.clock.start)
            }
        )
        let call = Task { try await runtime.invoke("check", event: [:]) }
        // The handler waits on a clock that stands still.
        while try runningCalls(metrics) != 1 { await runtime.sampleMetrics() }
        try await runtime.advance(by: .seconds(2))
        _ = try await call.value
        await runtime.sampleMetrics()
        #expect(try runningCalls(metrics) == 0)
        await runtime.stop()
    }

    private func runningCalls(_ metrics: TestMetrics) throws -> Double? {
        metrics.recorders(label: Metric.handlersRunning.rawValue).first?.lastValue
    }

    @Test func `metrics need no notices that nobody else reads`() async throws {
        let names = NoticeNames()
        let runtime = try await Runtime.start(.observed { $0.metrics = TestMetrics() }) { names.listen(to: $0) }
        _ = try await runtime.runOrder()
        #expect(
            names.names == ["ExecutionStarted", "InvocationStarted", "InvocationSucceeded", "ExecutionEnded"]
        )
        #expect(!runtime.kernel.bus.hasListeners)
        await runtime.stop()
    }

    @Test func `where nobody listens there is no observer, no probe and no notice of a state`() async throws {
        let names = NoticeNames()
        let runtime = try await Runtime.start(.observed()) { names.listen(to: $0) }
        _ = try await runtime.runOrder()
        #expect(runtime.observer == nil)
        #expect(runtime.kernel.probe == nil)
        #expect(!runtime.kernel.bus.hasListeners)
        #expect(
            names.names == ["ExecutionStarted", "InvocationStarted", "InvocationSucceeded", "ExecutionEnded"]
        )
        await runtime.sampleMetrics()
        await runtime.stop()
    }

    @Test func `a label has only so many values`() {
        var budget = LabelBudget(max: 2)
        #expect(["a", "b", "c", "a"].map { budget.value($0, of: "machine") } == ["a", "b", "_other", "a"])
        #expect(budget.value("c", of: "queue") == "c")
    }

    @Test(arguments: Metric.allCases)
    func `every metric is in the documentation, with its kind, unit and labels`(metric: Metric) throws {
        let page = try TestFolder.text(ofPage: "docs/metrics.md")
        let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
        let row = "| `\(metric.rawValue)` | \(metric.kind.rawValue) | \(metric.unit) | \(labels) | \(metric.help) |"
        #expect(page.contains(row), "\(row)")
    }
}

extension RuntimeOptions.Clock {
    fileprivate var start: Timestamp {
        switch self {
        case .real: Timestamp(milliseconds: 0)
        case .scaled(_, let start), .virtual(let start), .manual(let start): start
        }
    }
}
