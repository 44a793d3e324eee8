import QuickstepPrimitives

/// What a world has besides executions that wait, call functions and send messages: the seed draws it, so that no world has everything
/// and each part meets each other one in some.
struct Parts: OptionSet, Sendable {
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Tasks that somebody outside does: callbacks and activities.
    static let outsiders = Parts(rawValue: 1)
    /// Distributed Map states.
    static let mapRuns = Parts(rawValue: 2)
    /// An event bus with rules.
    static let events = Parts(rawValue: 4)

    /// The parts of the world of a seed.
    static func drawn(from seed: UInt64) -> Parts {
        var random = KeyedRandom(seed: seed, event: 3)
        return Parts(rawValue: UInt8(random.integer(below: 8)))
    }
}
