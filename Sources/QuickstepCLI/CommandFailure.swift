import QuickstepRuntime
import QuickstepServiceKit

/// How the process ends.
enum Exit: Int32 {
    case succeeded = 0
    case executionFailed = 1
    case timedOutOrAborted = 2
    case invalidDefinition = 3
    case dataFolder = 4
    case usage = 64
}

/// Why a command could not do what was asked, and how the process ends because of it.
struct CommandFailure: Error {
    let exit: Exit
    let message: String

    init(_ exit: Exit, _ message: String) {
        self.exit = exit
        self.message = message
    }

    /// Chooses the exit code for an error of the runtime.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure:
            self = failure
        case let error as RuntimeError where error.code == .dataFolder:
            self.init(.dataFolder, error.message)
        case let error as RuntimeError where error.code == .definition || error.code == .template:
            self.init(.invalidDefinition, error.message)
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
