package import QuickstepJSON

/// What came of a test of one state.
package struct StateTestOutcome: Sendable, Equatable {
    /// How the state ended, as the service spells it.
    package enum Status: String, Sendable {
        case succeeded = "SUCCEEDED"
        case failed = "FAILED"
        /// A retrier would repeat the state's work.
        case retriable = "RETRIABLE"
        case caughtError = "CAUGHT_ERROR"
    }

    package var status: Status
    /// The state's output, or what a catcher made of the error.
    package var output: JSONValue?
    package var error: String?
    package var cause: String?
    /// Where the state, or the catcher, leads; `nil` at the end of a level.
    package var nextState: String?
    package var handling = ErrorHandling()
    package var trace = StateTrace()
    /// The variables after the state: those that were given and those that it assigned.
    package var variables: JSONObject = [:]

    /// Which entries of `Retry` and `Catch` had to do with the error.
    package struct ErrorHandling: Sendable, Equatable {
        package var retryIndex: Int?
        /// How long the retrier would wait, in seconds; `nil` where its attempts are used up.
        package var retryBackoffSeconds: Int?
        package var catchIndex: Int?
    }
}
