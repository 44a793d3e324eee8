/// A handler of typed events that is a closure.
public struct ClosureHandler<Event: Sendable, Output: Sendable>: EventHandler {
    private let body: @Sendable (Event, FunctionContext) async throws -> Output

    /// Makes a handler.
    ///
    /// - Parameter body: Handles one event.
    public init(_ body: @escaping @Sendable (Event, FunctionContext) async throws -> Output) {
        self.body = body
    }

    /// Calls the closure.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - context: What there is to know about this call.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws.
    public func handle(_ event: Event, context: FunctionContext) async throws -> Output {
        try await body(event, context)
    }
}
