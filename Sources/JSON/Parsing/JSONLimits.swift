/// The bounds within which a document is parsed.
public struct JSONLimits: Sendable, Hashable {
    /// The greatest ``maxDepth`` there can be: values nested deeper are not safe to release on a small stack.
    public static let depthCeiling = 1000

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
