/// The error names of the language that this module raises or treats in a way of their own.
///
/// Source: https://states-language.net/spec.html#appendix-a
package enum ErrorName {
    /// Matches nearly every error; see `ErrorMatching`.
    package static let all = "States.ALL"
    /// An expression that cannot be evaluated; nothing catches it.
    package static let runtime = "States.Runtime"
    /// A task, or its heartbeat, that took too long.
    package static let timeout = "States.Timeout"
    /// In `ErrorEquals`: a heartbeat that did not come.
    package static let heartbeatTimeout = "States.HeartbeatTimeout"
    /// In `ErrorEquals`: any error of a task but a timeout.
    package static let taskFailed = "States.TaskFailed"
    /// More iterations of a Map failed than it tolerates.
    package static let exceededToleratedFailures = "States.ExceedToleratedFailureThreshold"
    /// The items of a distributed Map that could not be read.
    package static let itemReaderFailed = "States.ItemReaderFailed"
    /// The results of a distributed Map that could not be stored.
    package static let resultWriterFailed = "States.ResultWriterFailed"
    /// A payload over the limit.
    package static let dataLimitExceeded = "States.DataLimitExceeded"
    /// A call of an intrinsic function that failed.
    package static let intrinsicFailure = "States.IntrinsicFailure"
    /// A result that has no place in the input.
    package static let resultPathMatchFailure = "States.ResultPathMatchFailure"
    /// In the specification: a Choice without a rule that matches.
    ///
    /// The service raises `States.Runtime` instead.
    static let noChoiceMatched = "States.NoChoiceMatched"

    /// Every name of the language: an error of one's own has no name that begins with `States.`.
    static let reserved = [
        all, runtime, timeout, heartbeatTimeout, taskFailed, dataLimitExceeded, intrinsicFailure,
        resultPathMatchFailure, noChoiceMatched,
        "States.BranchFailed", exceededToleratedFailures, "States.Http.Socket",
        itemReaderFailed, "States.ParameterPathFailure", "States.Permissions", "States.QueryEvaluationError",
        resultWriterFailed,
    ]
}
