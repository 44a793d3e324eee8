import QuickstepJSON

extension Function {
    /// Makes a function from a closure that answers.
    ///
    /// ```swift
    /// Function("double") { (number: Int, context: FunctionContext) in number * 2 }
    /// ```
    ///
    /// - Parameters:
    ///   - name: The function's name.
    ///   - timeout: How long one call may take. Default 3 s.
    ///   - concurrency: How many calls may run at the same time. Default 16.
    ///   - handler: Handles one event. See `EventHandler`.
    public init<Event: Decodable & Sendable, Output: Encodable & Sendable>(
        _ name: String,
        timeout: Duration = .seconds(3),
        concurrency: Int? = nil,
        handler: @escaping @Sendable (Event, FunctionContext) async throws -> Output
    ) {
        self.init(name, timeout: timeout, concurrency: concurrency, handler: ClosureHandler(handler))
    }

    /// Makes a function from a closure whose answer is `null`.
    ///
    /// - Parameters:
    ///   - name: The function's name.
    ///   - timeout: How long one call may take. Default 3 s.
    ///   - concurrency: How many calls may run at the same time. Default 16.
    ///   - handler: Handles one event. See `EventHandler`.
    public init<Event: Decodable & Sendable>(
        _ name: String,
        timeout: Duration = .seconds(3),
        concurrency: Int? = nil,
        handler: @escaping @Sendable (Event, FunctionContext) async throws -> Void
    ) {
        self.init(name, timeout: timeout, concurrency: concurrency, handler: ClosureHandler(handler))
    }
}
