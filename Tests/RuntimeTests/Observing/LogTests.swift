import Dispatch
import Logging
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepRuntime

/// What a runtime tells its logger.
struct LogTests {
    private let good = "arn:aws:states:us-east-1:000000000000:execution:orders:good"
    private let bad = "arn:aws:states:us-east-1:000000000000:execution:orders:bad"

    @Test func `at info executions are told, with their machine and execution`() async throws {
        let log = RecordedLog()
        let runtime = try await Runtime.start(.observed { $0.logger = log.logger(.info) })
        _ = try await runtime.runOrder()
        await runtime.stop()
        let started = try #require(log.lines("ExecutionStarted").first)
        #expect(started.level == .info)
        #expect(started.metadata["execution"] == good)
        #expect(started.metadata["machine"] == "orders")
        // The runtime's time is not the machine's.
        #expect(started.metadata["clock"] == "2025-01-01T00:00:00.000Z")
        let ended = try #require(log.lines("ExecutionEnded").first)
        #expect(ended.level == .info)
        #expect(ended.metadata["status"] == "SUCCEEDED")
        #expect(log.lines("TaskStateEntered").isEmpty)
    }

    @Test func `at warning only what failed for good is told, and what handlers warn of`() async throws {
        let log = RecordedLog()
        let runtime = try await Runtime.start(.observed { $0.logger = log.logger(.warning) })
        _ = try await runtime.runOrder()
        _ = try await runtime.runOrder(bad: true)
        await runtime.stop()
        #expect(Set(log.lines.map(\.message)) == ["looking at=it", "ExecutionEnded"])
        let ended = log.lines("ExecutionEnded")
        #expect(ended.map(\.level) == [.warning])
        #expect(ended.first?.metadata["execution"] == bad)
        #expect(ended.first?.metadata["error"] == "BadOrder")
        #expect(ended.first?.metadata["status"] == "FAILED")
    }

    @Test func `a handler's own lines come with its function and its request`() async throws {
        let log = RecordedLog()
        let runtime = try await Runtime.start(.observed { $0.logger = log.logger(.notice) })
        let result = try await runtime.invoke("check", event: ["bad": true])
        await runtime.stop()
        let line = try #require(log.lines("looking at=it").first)
        #expect(line.level == .warning)
        #expect(line.metadata["function"] == "check")
        let failed = try #require(log.lines("InvocationFailed").first)
        #expect(failed.level == .notice)
        #expect(failed.metadata["request_id"] == line.metadata["request_id"])
        #expect(failed.metadata["error"] == "BadOrder")
        withExtendedLifetime(result) {}
    }

    @Test func `at debug each state is told by name`() async throws {
        let log = RecordedLog()
        let names = NoticeNames()
        let runtime = try await Runtime.start(.observed { $0.logger = log.logger(.debug) }) { names.listen(to: $0) }
        _ = try await runtime.runOrder()
        await runtime.stop()
        #expect(log.lines("TaskStateEntered").map { $0.metadata["state"] } == ["Check"])
        #expect(log.lines("PassStateEntered").map { $0.metadata["state"] } == ["Done"])
        #expect(log.lines("PassStateEntered").map { $0.metadata["execution"] } == [good])
        #expect(names.names.contains("PassStateEntered"))
        // Payloads are the users'.
        #expect(log.lines.allSatisfy { !$0.metadata.values.contains { $0.contains("bad\":") } })
    }

    @Test(.timeLimit(.minutes(1)))
    func `a log that blocks holds up no execution`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let log = RecordedLog(gate: gate)
        let runtime = try await Runtime.start(.observed { $0.logger = log.logger(.trace) })
        #expect(try await runtime.runOrder().status == .succeeded)
        #expect(log.lines.isEmpty)
        gate.signal()
        await runtime.stop()
        #expect(log.lines("ExecutionEnded").count == 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func `what there is no time for is dropped, oldest first, and counted`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let log = RecordedLog(gate: gate)
        let observer = try #require(
            RuntimeObserver(logger: log.logger(.error), metrics: nil, showsTime: false, bufferSize: 2)
        )
        let bus = RuntimeBus()
        observer.start(bus)
        let notices = ["a", "b", "c", "d", "e"].map { name in
            Notice(
                effect: EffectID(name),
                cause: nil,
                time: Timestamp(milliseconds: 0),
                service: "runtime",
                event: "CommitFailed",
                subject: name,
                phase: .progressed
            )
        }
        bus.publish(notices)
        // One may be in the hands of whoever blocks; two wait; the others are lost.
        #expect(observer.lost == 2 || observer.lost == 3)
        let lost = observer.lost
        gate.signal()
        await observer.stop()
        #expect(log.lines.count == 5 - lost)
        #expect(log.lines.last?.metadata["subject"] == "e")
        // Nobody is left waiting for what nobody will take.
        await observer.settle()
    }

    @Test func `a cause as long as a payload is cut`() {
        let notice = Notice(
            effect: EffectID("e"),
            cause: nil,
            time: Timestamp(milliseconds: 0),
            service: "lambda",
            event: "InvocationFailed",
            subject: "check",
            phase: .failed,
            detail: ["cause": .string(String(repeating: "x", count: 5000))]
        )
        let cause = NoticeLogEntry(notice).metadata["cause"]?.description ?? ""
        #expect(cause.count == 1025)
        #expect(cause.hasSuffix("…"))
    }
}
