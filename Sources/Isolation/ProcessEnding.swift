import QuickstepJSON
import QuickstepServiceKit
import Subprocess

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How the process of a handler ended while it served a call.
enum ProcessEnding: Sendable, Equatable {
    case exited(Int32)
    case killed(signal: Int32)
    case notStarted(String)

    init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(Int32(truncatingIfNeeded: code))
        case .signaled(let signal): self = .killed(signal: Int32(truncatingIfNeeded: signal))
        }
    }

    /// What the caller is told, in Lambda's shape and words.
    func outcome(requestID: String) -> WorkOutcome {
        let payload: JSONObject = [
            "errorType": .string(Self.errorType), "errorMessage": .string("RequestId: \(requestID) Error: \(reason)"),
        ]
        return .failed(error: Self.errorType, cause: JSONValue.object(payload).compactText)
    }

    private static let errorType = "Runtime.ExitError"

    private var reason: String {
        switch self {
        case .exited(0): "Runtime exited without providing a reason"
        case .exited(let code): "Runtime exited with error: exit status \(code)"
        case .killed(let signal): "Runtime exited with error: signal: \(Self.name(of: signal))"
        case .notStarted(let why): "Runtime exited with error: it could not be started: \(why)"
        }
    }

    /// A signal's name as Lambda, which is written in Go, prints it.
    private static func name(of signal: Int32) -> String {
        switch signal {
        case SIGABRT: "aborted"
        case SIGBUS: "bus error"
        case SIGFPE: "floating point exception"
        case SIGHUP: "hangup"
        case SIGILL: "illegal instruction"
        case SIGINT: "interrupt"
        case SIGKILL: "killed"
        case SIGPIPE: "broken pipe"
        case SIGQUIT: "quit"
        case SIGSEGV: "segmentation fault"
        case SIGTERM: "terminated"
        case SIGTRAP: "trace/breakpoint trap"
        default: "signal \(signal)"
        }
    }
}
