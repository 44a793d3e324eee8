/// Where an error comes from, as far as matching by name must know it.
package enum ErrorOrigin: Sendable, Equatable {
    /// The work of a Task: a handler, an integration, or its result.
    case task
    /// A task whose heartbeat did not come. Its error is named `States.Timeout`.
    case heartbeat
    /// The state itself: an expression, a branch, an iteration.
    case state
}

/// Which errors the names in `ErrorEquals` match.
enum ErrorMatching {
    static func matches(_ name: String, error: String, origin: ErrorOrigin) -> Bool {
        // The recorded service lets no retrier and no catcher have a States.Runtime, not even one that names it.
        guard error != ErrorName.runtime else { return false }
        switch name {
        case ErrorName.all:
            return isMatchedByAll(error, origin: origin)
        case ErrorName.taskFailed:
            return error == ErrorName.taskFailed || (origin == .task && !isOutsideTaskFailed(error))
        case ErrorName.heartbeatTimeout:
            return error == ErrorName.heartbeatTimeout || (origin == .heartbeat && error == ErrorName.timeout)
        default:
            return name.utf8.elementsEqual(error.utf8)
        }
    }

    /// The specification keeps `States.DataLimitExceeded` from `States.ALL`; the recorded service (2024) lets a
    /// Task's oversize result be caught.
    ///
    /// This is the one place that decides it.
    private static func isMatchedByAll(_ error: String, origin: ErrorOrigin) -> Bool {
        error != ErrorName.dataLimitExceeded || origin == .task
    }

    /// What `States.TaskFailed` leaves to other names.
    private static func isOutsideTaskFailed(_ error: String) -> Bool {
        error == ErrorName.timeout || error == ErrorName.heartbeatTimeout || error == ErrorName.dataLimitExceeded
    }
}

extension Retrier {
    /// Whether the retrier handles an error.
    package func matches(_ error: String, origin: ErrorOrigin = .task) -> Bool {
        errorEquals.contains { ErrorMatching.matches($0, error: error, origin: origin) }
    }
}

extension Catcher {
    /// Whether the catcher handles an error.
    package func matches(_ error: String, origin: ErrorOrigin = .task) -> Bool {
        errorEquals.contains { ErrorMatching.matches($0, error: error, origin: origin) }
    }
}
