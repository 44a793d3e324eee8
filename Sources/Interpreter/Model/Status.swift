package import QuickstepJSON

/// How an execution stands.
package enum Status: Sendable, Equatable {
    /// Next: any of the others.
    case running
    /// Terminal, as are all that follow.
    case succeeded(output: JSONValue)
    case failed(error: String?, cause: String?)
    case timedOut
    case aborted(error: String?, cause: String?)

    package var isRunning: Bool {
        if case .running = self { true } else { false }
    }

    /// The name that DescribeExecution gives it.
    package var name: String {
        switch self {
        case .running: "RUNNING"
        case .succeeded: "SUCCEEDED"
        case .failed: "FAILED"
        case .timedOut: "TIMED_OUT"
        case .aborted: "ABORTED"
        }
    }
}
