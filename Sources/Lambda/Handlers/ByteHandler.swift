/// A handler on the level of bytes: the event's JSON text in, the answer's JSON text out.
///
/// This is the lowest layer. Most handlers are an `EventHandler`, or a closure given to `Function`, which decode the event and encode the
/// answer by themselves.
///
/// One value serves all calls of its function, several of them at the same time.
public protocol ByteHandler: Sendable {
    /// Handles one event.
    ///
    /// It runs on a thread that no other part of the runtime needs, so it may block. Past the function's timeout its task is cancelled,
    /// and whatever it then returns is ignored.
    ///
    /// - Parameters:
    ///   - event: The event as JSON text in UTF-8.
    ///   - context: What there is to know about this call.
    /// - Returns: The answer as JSON text in UTF-8, at most 6 MB. No bytes at all mean `null`; anything else that is not JSON
    ///   fails the call with `Runtime.MarshalError`.
    /// - Throws: Any error: the call fails with its type and text, see `FunctionError`.
    func handle(_ event: [UInt8], context: FunctionContext) async throws -> [UInt8]
}
