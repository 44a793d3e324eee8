/// Names one effect: an object put, a message sent, an execution started, a task dispatched.
///
/// Each effect also carries the name of the effect that caused it. The two together draw the causal tree.
public struct EffectID: Sendable, Hashable, CustomStringConvertible {
    /// Opaque text.
    public let description: String

    /// Makes a name from its text.
    ///
    /// - Parameter description: Opaque text, as stored or sent earlier.
    public init(_ description: String) {
        self.description = description
    }
}
