/// A handler of typed events.
///
/// ```swift
/// struct Greeter: EventHandler {
///     struct Guest: Decodable { var name: String }
///
///     func handle(_ event: Guest, context: FunctionContext) async throws -> String {
///         "Hello, \(event.name)"
///     }
/// }
///
/// let function = Function("greet", handler: Greeter())
/// ```
///
/// `Event` is decoded from the event's JSON; one that does not fit fails the call with `Runtime.UnmarshalError` and the place of the
/// mistake. `Output` is encoded to JSON, or is `Void` for the answer `null`. Both may be `JSONValue`.
///
/// One value serves all calls of its function, several of them at the same time.
public protocol EventHandler<Event, Output>: Sendable {
    /// What the handler is given. It must be `Decodable` to become a `Function`.
    associatedtype Event: Sendable
    /// What the handler answers. It must be `Encodable`, or `Void`, to become a `Function`.
    associatedtype Output: Sendable

    /// Handles one event.
    ///
    /// It runs on a thread that no other part of the runtime needs, so it may block. Past the function's timeout its task is cancelled,
    /// and whatever it then returns is ignored.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - context: What there is to know about this call.
    /// - Returns: The answer, at most 6 MB as JSON.
    /// - Throws: Any error: the call fails with its type and text, see `FunctionError`.
    func handle(_ event: Event, context: FunctionContext) async throws -> Output
}
