package import QuickstepPrimitives
package import QuickstepServiceKit

/// What one call of a handler was like: for the command line, and for tests.
package struct InvocationRecord: Sendable {
    package let functionName: String
    package let requestID: String
    package let startedAt: Timestamp
    /// How long it took: on the machine's steady clock, or under virtual time on the runtime's.
    package let duration: Duration
    package let outcome: WorkOutcome
    /// What the handler logged, up to the moment when the call was over.
    package let log: [LogLine]

    package init(
        functionName: String,
        requestID: String,
        startedAt: Timestamp,
        duration: Duration,
        outcome: WorkOutcome,
        log: [LogLine]
    ) {
        self.functionName = functionName
        self.requestID = requestID
        self.startedAt = startedAt
        self.duration = duration
        self.outcome = outcome
        self.log = log
    }
}

/// Who is told of calls as they happen.
///
/// All are called on the way of the call, so they must only take note and return.
package struct InvocationObserver: Sendable {
    /// A handler is about to be called.
    package let started: @Sendable (WorkItem) -> Void
    /// A handler is about to be called for a row of the work queue, which must be durable by now.
    package let dispatched: @Sendable (WorkItem) -> Void
    /// A handler logged a line: the function's name, the request's identifier, the line.
    package let logged: @Sendable (_ function: String, _ requestID: String, _ line: LogLine) -> Void
    /// A call is over.
    package let ended: @Sendable (InvocationRecord) -> Void

    package init(
        started: @escaping @Sendable (WorkItem) -> Void = { _ in },
        dispatched: @escaping @Sendable (WorkItem) -> Void = { _ in },
        logged: @escaping @Sendable (_ function: String, _ requestID: String, _ line: LogLine) -> Void = { _, _, _ in },
        ended: @escaping @Sendable (InvocationRecord) -> Void = { _ in }
    ) {
        self.started = started
        self.dispatched = dispatched
        self.logged = logged
        self.ended = ended
    }
}
