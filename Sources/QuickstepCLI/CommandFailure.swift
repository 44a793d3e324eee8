import QuickstepRuntime
import QuickstepServiceKit

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How the process ends.
enum Exit: Int32 {
    case succeeded = 0
    case executionFailed = 1
    case timedOutOrAborted = 2
    case invalidDefinition = 3
    case dataFolder = 4
    case usage = 64
    case interrupted = 130
    case terminated = 143
}

/// Why a command could not do what was asked, and how the process ends because of it.
struct CommandFailure: Error, CustomStringConvertible {
    let exit: Exit
    let message: String
    /// Whether the message is a report on files: each of its lines says by itself where an error is.
    let isReport: Bool

    init(_ exit: Exit, _ message: String, isReport: Bool = false) {
        self.exit = exit
        self.message = message
        self.isReport = isReport
    }

    /// A signal ended the command.
    static func interrupted(_ signal: Int32, _ message: String) -> CommandFailure {
        CommandFailure(signal == SIGTERM ? .terminated : .interrupted, "Interrupted. \(message)")
    }

    var description: String { message }

    /// Chooses the exit code for an error of the runtime.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure:
            self = failure
        case let error as RuntimeError where error.code == .dataFolder:
            self.init(.dataFolder, error.message)
        case let error as RuntimeError where error.code == .definition || error.code == .template:
            self.init(.invalidDefinition, error.message, isReport: true)
        case let error as RuntimeError where error.code == .input:
            self.init(.usage, error.message)
        case let error as ServiceError where error.code == "InvalidDefinition":
            self.init(.invalidDefinition, error.message)
        case let error as ServiceError where error.fault == .server:
            self.init(.dataFolder, error.message)
        default:
            self.init(.executionFailed, "\(error)")
        }
    }
}
