import ArgumentParser
import Logging

/// How much of what happens is told on standard error.
enum LogLevelOption: String, ExpressibleByArgument, CaseIterable {
    case trace
    case debug
    case info
    case notice
    case warning
    case error
    case critical

    /// A logger that tells it.
    var logger: Logger {
        Logger(label: "quickstep") { _ in ConsoleLogHandler(logLevel: Logger.Level(rawValue: rawValue) ?? .warning) }
    }
}
