import QuickstepJSON

/// Makes a handler of bytes from a handler of typed events.
///
/// `Function` does this by itself. The adapter is for code that wraps handlers on the level of bytes: to measure, to log, to check.
public struct EventHandlerAdapter<Handler: EventHandler>: ByteHandler
where Handler.Event: Decodable, Handler.Output: Encodable {
    /// The handler of typed events.
    public let handler: Handler

    /// Makes an adapter.
    ///
    /// - Parameter handler: The handler of typed events.
    public init(_ handler: Handler) {
        self.handler = handler
    }

    /// Decodes the event, calls the handler, and encodes its answer.
    ///
    /// - Parameters:
    ///   - event: The event as JSON text in UTF-8.
    ///   - context: What there is to know about this call.
    /// - Returns: The answer as compact JSON text.
    /// - Throws: What the handler throws; a `FunctionError` of type `Runtime.UnmarshalError` or `Runtime.MarshalError` where event or
    ///   answer is not what their types say.
    public func handle(_ event: [UInt8], context: FunctionContext) async throws -> [UInt8] {
        let event = try EventCoding.decode(Handler.Event.self, from: EventCoding.parseEvent(event))
        return try EventCoding.encode(try await handler.handle(event, context: context)).compactBytes
    }
}
