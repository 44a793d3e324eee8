import QuickstepLambda
import QuickstepServiceKit

/// Something that was taken note of, on its way to the metrics and the log.
enum ObservedFact: Sendable {
    case notice(Notice)
    case commit(CommitReading)
    case entered(states: Int, machine: String)
    case called(function: String, duration: Duration, succeeded: Bool)
    case handlerLogged(function: String, requestID: String, line: LogLine)
    case gauge(Metric, [String], Int)
    /// What a counter elsewhere stands at.
    case total(Metric, Int)
    /// Somebody waits until everything before it has been taken.
    case mark(CheckedContinuation<Void, Never>)
}
