public import QuickstepJSON
import QuickstepLambda
public import QuickstepPrimitives
import QuickstepServiceKit

/// What came of one call of a function.
public struct InvocationResult: Sendable {
    /// How a call ended.
    public enum Outcome: Sendable, Equatable {
        /// The handler returned.
        case succeeded(JSONValue)
        /// The handler threw, was too late, or could not be called: the error's name, and the error as JSON text.
        case failed(error: String, cause: String)
    }

    /// A line that the handler logged.
    public struct LogLine: Sendable, Equatable {
        /// When, on the runtime's clock.
        public let time: Timestamp
        /// The level, such as `info` or `error`.
        public let level: String
        /// The message, with its metadata behind it.
        public let text: String
    }

    /// The function's name.
    public let function: String
    /// How the call ended.
    public let outcome: Outcome
    /// How long it took.
    public let duration: Duration
    /// What the handler logged.
    public let log: [LogLine]

    init(_ record: InvocationRecord) {
        function = record.functionName
        switch record.outcome {
        case .succeeded(let output): outcome = .succeeded(output)
        case .failed(let error, let cause): outcome = .failed(error: error, cause: cause)
        }
        duration = record.duration
        log = record.log.map { LogLine(time: $0.time, level: "\($0.level)", text: $0.text) }
    }
}
