import Dispatch
import Logging
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

@testable import QuickstepRuntime

/// Keeps what is logged, for a test to look at.
final class RecordedLog: Sendable {
    struct Line: Sendable, Equatable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private let recorded = Mutex<[Line]>([])
    /// While it is closed, whoever logs waits, as for a terminal that nobody reads.
    private let gate: DispatchSemaphore?

    init(gate: DispatchSemaphore? = nil) {
        self.gate = gate
    }

    var lines: [Line] { recorded.withLock { $0 } }

    func lines(_ message: String) -> [Line] { lines.filter { $0.message == message } }

    func logger(_ level: Logger.Level) -> Logger {
        Logger(label: "test") { _ in Handler(log: self, logLevel: level) }
    }

    private func add(_ line: Line) {
        gate?.wait()
        gate?.signal()
        recorded.withLock { $0.append(line) }
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).mapValues { "\($0)" }
            log.add(Line(level: event.level, message: event.message.description, metadata: metadata))
        }
    }
}

/// The names of the notices that came over a bus, for those who only take what is there.
final class NoticeNames: Sendable {
    private let recorded = Mutex<[String]>([])

    var names: [String] { recorded.withLock { $0 } }

    func listen(to bus: RuntimeBus) {
        bus.observe { notice in self.recorded.withLock { $0.append(notice.event) } }
    }
}

extension RuntimeOptions {
    /// A runtime in memory on virtual time, with a function that fails where it is told so.
    static func observed(_ change: (inout RuntimeOptions) -> Void = { _ in }) -> RuntimeOptions {
        var options = RuntimeOptions(
            clock: .virtual(startingAt: Timestamp(milliseconds: 1_735_689_600_000)),
            functions: [
                Function("check") { (event: JSONValue, context: FunctionContext) async throws -> JSONValue in
                    context.logger.warning("looking", metadata: ["at": "it"])
                    try await context.sleep(for: .seconds(2))
                    if event["bad"]?.boolValue == true { throw BadOrder() }
                    return event
                }
            ],
            seed: 1
        )
        change(&options)
        return options
    }
}

struct BadOrder: FunctionError {
    var errorType: String { "BadOrder" }
    var errorMessage: String { "It is bad." }
}

extension Runtime {
    /// Runs a machine named `orders` that calls `check`.
    func runOrder(bad: Bool = false) async throws -> ExecutionResult {
        let machine = try await deploy(
            """
            {"StartAt": "Check", "States": {
              "Check": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:check", "Next": "Done"},
              "Done": {"Type": "Pass", "End": true}}}
            """,
            name: "orders"
        )
        return try await run(machine, input: ["bad": .bool(bad)], name: bad ? "bad" : "good")
    }
}
