public import Logging
public import QuickstepJSON
public import QuickstepPrimitives

/// What a handler knows about the call that it serves, and its way to the clock and to the neighbouring services.
public struct FunctionContext: Sendable {
    /// Names the call; the same when an asynchronous call is repeated.
    public let requestID: String
    /// The function's name.
    public let functionName: String
    /// The function's ARN.
    public let functionARN: String
    /// When the call's time is up, on the runtime's clock.
    ///
    /// The task is cancelled then, and the call has failed.
    public let deadline: Timestamp
    /// The same for each repeated dispatch of one call: after a crash, or when an asynchronous call is retried.
    ///
    /// No other call has it.
    public let idempotencyToken: String
    /// What the caller says of itself: the JSON of the parameter `ClientContext` of `lambda:invoke`; `nil` where none was given.
    public let clientContext: JSONValue?
    /// A logger whose lines are kept with the call and shown by the command line.
    public let logger: Logger
    /// The neighbouring services.
    public let services: ServiceClient

    private let environment: any HandlerEnvironment

    package init(
        requestID: String,
        functionName: String,
        functionARN: String,
        deadline: Timestamp,
        idempotencyToken: String,
        clientContext: JSONValue? = nil,
        logger: Logger,
        environment: any HandlerEnvironment
    ) {
        self.requestID = requestID
        self.functionName = functionName
        self.functionARN = functionARN
        self.deadline = deadline
        self.idempotencyToken = idempotencyToken
        self.clientContext = clientContext
        self.logger = logger
        self.environment = environment
        services = ServiceClient(environment: environment)
    }

    /// The time on the runtime's clock, which may be virtual.
    public var now: Timestamp { environment.now }

    /// How long the call may still take; zero when its time is up.
    public var remainingTime: Duration {
        .milliseconds(max(0, deadline.milliseconds(since: now)))
    }

    /// Waits on the runtime's clock.
    ///
    /// While a handler waits here, and none of its child tasks has anything to do, it does not count as running: under a virtual clock
    /// the time passes at once, as soon as nothing else can happen. What a child task waits for outside of Quickstep meanwhile does
    /// not hold the clock.
    ///
    /// - Parameter duration: How long, rounded up to a millisecond. Zero or less returns at once.
    /// - Throws: `CancellationError` when the task is cancelled: the call is past its timeout, or no longer wanted.
    public func sleep(for duration: Duration) async throws {
        try await environment.sleep(until: environment.now.adding(duration))
    }
}
