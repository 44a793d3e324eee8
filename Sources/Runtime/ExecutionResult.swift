public import QuickstepJSON
public import QuickstepPrimitives

/// How an execution stands, as `DescribeExecution` tells it.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
public struct ExecutionResult: Sendable, Equatable {
    /// The status of an execution.
    public enum Status: String, Sendable, Equatable, CaseIterable {
        /// It goes on.
        case running = "RUNNING"
        /// It reached its end.
        case succeeded = "SUCCEEDED"
        /// A state failed and nothing caught it.
        case failed = "FAILED"
        /// It took longer than its `TimeoutSeconds`.
        case timedOut = "TIMED_OUT"
        /// It was stopped.
        case aborted = "ABORTED"
    }

    /// The execution's ARN.
    public let arn: String
    /// The execution's name.
    public let name: String
    /// The name of its state machine.
    public let stateMachine: String
    /// The status.
    public let status: Status
    /// When it began.
    public let startedAt: Timestamp
    /// When it ended; `nil` while it runs.
    public let stoppedAt: Timestamp?
    /// The output; `nil` unless it succeeded.
    public let output: JSONValue?
    /// The error's name, where it failed or was aborted with one.
    public let error: String?
    /// The error's cause, where there is one.
    public let cause: String?
    /// Why nothing more happens to it although it runs; `nil` in the usual case.
    public let quarantine: String?

    init?(description: JSONObject) {
        guard let arn = description["executionArn"]?.stringValue,
            let name = description["name"]?.stringValue,
            let machine = description["stateMachineArn"]?.stringValue?.split(separator: ":").last,
            let status = description["status"]?.stringValue.flatMap({ Status(rawValue: $0) }),
            let startedAt = description["startDate"]?.doubleValue
        else { return nil }
        self.arn = arn
        self.name = name
        stateMachine = String(machine)
        self.status = status
        self.startedAt = Timestamp(seconds: startedAt)
        stoppedAt = description["stopDate"]?.doubleValue.map { Timestamp(seconds: $0) }
        output = description["output"]?.stringValue.flatMap { try? JSONValue.parse($0) }
        error = description["error"]?.stringValue
        cause = description["cause"]?.stringValue
        quarantine = description["quickstepQuarantine"]?.stringValue
    }
}

extension Timestamp {
    /// From the seconds of the wire format.
    fileprivate init(seconds: Double) {
        let milliseconds = (seconds * 1000).rounded()
        self.init(milliseconds: Int64(exactly: milliseconds) ?? 0)
    }
}
