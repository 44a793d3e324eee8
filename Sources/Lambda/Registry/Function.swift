package import QuickstepJSON

/// A function: a name that workflows, topics, buckets and pipes call it by, and the handler that runs when they do.
///
/// ```swift
/// let validate = Function("validate-image", timeout: .seconds(30)) { (event: S3Event, context: FunctionContext) -> String in
///     context.logger.info("called", metadata: ["records": "\(event.records.count)"])
///     return "done"
/// }
/// ```
///
/// A call that fails, or is under way when the process ends, may be made again: handlers are called *at least once*. Where that
/// matters, `FunctionContext.idempotencyToken` tells repetitions of one call from new calls.
public struct Function: Sendable {
    /// The function's name: 1 to 64 letters, digits, hyphens and underscores.
    public let name: String
    /// How long one call may take, on the runtime's clock.
    ///
    /// Default 3 s, as on AWS; at most 900 s. AWS counts whole seconds, we do not.
    public var timeout: Duration
    /// How many calls may run at the same time, 1 to 1,000; `nil` for the default of 16.
    ///
    /// Further calls wait in line.
    ///
    /// A call past its timeout holds its place until its handler returns.
    public var concurrency: Int?

    /// The handler, on the level of JSON values.
    package let body: @Sendable (JSONValue, FunctionContext) async throws -> JSONValue

    private init(
        _ name: String,
        timeout: Duration,
        concurrency: Int?,
        body: @escaping @Sendable (JSONValue, FunctionContext) async throws -> JSONValue
    ) {
        self.name = name
        self.timeout = timeout
        self.concurrency = concurrency
        self.body = body
    }

    /// The same function with another handler.
    package func running(
        _ body: @escaping @Sendable (JSONValue, FunctionContext) async throws -> JSONValue
    ) -> Function {
        Function(name, timeout: timeout, concurrency: concurrency, body: body)
    }

    /// Makes a function from a handler of bytes.
    ///
    /// - Parameters:
    ///   - name: The function's name.
    ///   - timeout: How long one call may take. Default 3 s.
    ///   - concurrency: How many calls may run at the same time. Default 16.
    ///   - handler: The handler.
    public init(
        _ name: String,
        timeout: Duration = .seconds(3),
        concurrency: Int? = nil,
        handler: some ByteHandler
    ) {
        self.init(name, timeout: timeout, concurrency: concurrency) { event, context in
            try EventCoding.parseOutput(try await handler.handle(event.compactBytes, context: context))
        }
    }

    /// Makes a function from a handler of typed events that answers.
    ///
    /// - Parameters:
    ///   - name: The function's name.
    ///   - timeout: How long one call may take. Default 3 s.
    ///   - concurrency: How many calls may run at the same time. Default 16.
    ///   - handler: The handler.
    public init<Handler: EventHandler>(
        _ name: String,
        timeout: Duration = .seconds(3),
        concurrency: Int? = nil,
        handler: Handler
    ) where Handler.Event: Decodable, Handler.Output: Encodable {
        self.init(name, timeout: timeout, concurrency: concurrency) { value, context in
            let event = try EventCoding.decode(Handler.Event.self, from: value)
            return try EventCoding.encode(try await handler.handle(event, context: context))
        }
    }

    /// Makes a function from a handler of typed events whose answer is `null`.
    ///
    /// - Parameters:
    ///   - name: The function's name.
    ///   - timeout: How long one call may take. Default 3 s.
    ///   - concurrency: How many calls may run at the same time. Default 16.
    ///   - handler: The handler.
    public init<Handler: EventHandler>(
        _ name: String,
        timeout: Duration = .seconds(3),
        concurrency: Int? = nil,
        handler: Handler
    ) where Handler.Event: Decodable, Handler.Output == Void {
        self.init(name, timeout: timeout, concurrency: concurrency) { value, context in
            let event = try EventCoding.decode(Handler.Event.self, from: value)
            try await handler.handle(event, context: context)
            return .null
        }
    }
}
