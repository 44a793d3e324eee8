/// What waits to be carried on: by a runtime that runs, or by one that is started to resume.
public struct UnfinishedWork: Sendable, Equatable {
    /// The ARNs of the executions that have not ended, in the order of the machines' and executions' names.
    public var executions: [String]
    /// How many calls of functions are asked for and not done, or wait for another attempt; those of executions are not counted.
    public var calls: Int
    /// How many messages wait in queues from which a pipe takes them.
    public var messages: Int
    /// How many messages in such queues are hidden: in a function's hands, or refused by the pipe's target.
    ///
    /// They come back by themselves when the visibility timeout ends, so nobody need wait for them.
    public var hiddenMessages: Int

    /// How many messages of topics are still to be posted to HTTP endpoints, or wait for another attempt.
    public var deliveries: Int

    /// The names of the functions that are to be called for it now or at a retry, those of executions' tasks included; sorted.
    public var functions: [String]

    /// Makes a sum of its parts.
    ///
    /// - Parameters:
    ///   - executions: The ARNs of executions. Default: none.
    ///   - calls: How many calls. Default 0.
    ///   - messages: How many messages. Default 0.
    ///   - hiddenMessages: How many hidden messages. Default 0.
    ///   - deliveries: How many deliveries over HTTP. Default 0.
    ///   - functions: The names of functions. Default: none.
    public init(
        executions: [String] = [],
        calls: Int = 0,
        messages: Int = 0,
        hiddenMessages: Int = 0,
        deliveries: Int = 0,
        functions: [String] = []
    ) {
        self.executions = executions
        self.calls = calls
        self.messages = messages
        self.hiddenMessages = hiddenMessages
        self.deliveries = deliveries
        self.functions = functions
    }

    /// Whether nothing waits; hidden messages do not count.
    public var isEmpty: Bool { executions.isEmpty && calls == 0 && messages == 0 && deliveries == 0 }

    static func += (left: inout UnfinishedWork, right: UnfinishedWork) {
        left.executions += right.executions
        left.calls += right.calls
        left.messages += right.messages
        left.hiddenMessages += right.hiddenMessages
        left.deliveries += right.deliveries
        left.functions = Set(left.functions + right.functions).sorted()
    }
}
