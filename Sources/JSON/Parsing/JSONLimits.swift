/// The bounds within which a document is parsed.
public struct JSONLimits: Sendable, Hashable {
    /// The greatest ``maxDepth`` there can be: values nested deeper are not safe to release on a small stack.
    public static let depthCeiling = 1000

    /// How many levels of types may be encoded or decoded one inside another, unless a coder says otherwise.
    ///
    /// Coding a type calls itself for every level, at some 2 KiB of stack each, and a thread may have but 512 KiB. Values of
    /// JSON inside of types are taken as they are and do not count, except by the coders of others.
    public static let codingDepth = 128

    /// How many containers may lie one inside another; 1000 unless said otherwise, never more than ``depthCeiling``.
    public let maxDepth: Int

    /// How many bytes a document may have; 64 MiB unless said otherwise.
    public let maxBytes: Int

    /// The bounds that apply unless others are given: 1000 containers, 64 MiB.
    public static let standard = JSONLimits()

    /// Makes bounds.
    ///
    /// - Parameters:
    ///   - maxDepth: How many containers may lie one inside another; values above ``depthCeiling`` are taken as that.
    ///   - maxBytes: How many bytes a document may have.
    public init(maxDepth: Int = 1000, maxBytes: Int = 64 * 1024 * 1024) {
        self.maxDepth = min(maxDepth, Self.depthCeiling)
        self.maxBytes = maxBytes
    }
}
