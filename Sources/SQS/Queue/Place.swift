import QuickstepPrimitives

/// Where a message stands in its queue.
struct Place: Sendable, Equatable {
    let sequence: Int64
    /// From when on it can be received.
    var visibleAt: Timestamp
    var readiness: Readiness
    /// The message's group, where it has one.
    let group: String?
}
