package import QuickstepStatesLanguage

/// Why a state's work failed, as history, Retry and Catch see it.
package struct Failure: Sendable, Equatable {
    /// The error's name; a callback may fail a task without one.
    package let error: String?
    package let cause: String?
    /// Where it comes from: `States.TaskFailed` matches what tasks report.
    package let origin: ErrorOrigin

    package init(error: String?, cause: String?, origin: ErrorOrigin) {
        self.error = error
        self.cause = cause
        self.origin = origin
    }

    /// Whether it ends the whole execution wherever it occurs, past every Retry and Catch.
    var endsExecution: Bool {
        error == ErrorName.runtime
    }
}
