import QuickstepJSON
import QuickstepPrimitives

/// When a subscriber who takes only so many messages a second may have the next: a value.
struct DeliveryThrottle: Sendable, Equatable {
    /// The first time at which another may be delivered.
    private var next = Timestamp(milliseconds: 0)
    /// What the whole milliseconds of `next` leave out, in millionths.
    private var rest: Int64 = 0

    init() {}

    /// Gives the next delivery its time, and moves on.
    mutating func slot(from earliest: Timestamp, perSecond rate: Int) -> Timestamp {
        let step = 1_000_000_000 / Int64(max(1, rate))
        if earliest > next {
            next = earliest
            rest = 0
        }
        let slot = next
        let sum = rest + step
        next = next.adding(milliseconds: sum / 1_000_000)
        rest = sum % 1_000_000
        return slot
    }

    var json: JSONValue {
        ["next": .number(JSONNumber(next.milliseconds)), "rest": .number(JSONNumber(rest))]
    }

    init?(json: JSONValue) {
        guard let next = json["next"]?.numberValue?.int64, let rest = json["rest"]?.numberValue?.int64,
            (0..<1_000_000).contains(rest)
        else { return nil }
        self.next = Timestamp(milliseconds: next)
        self.rest = rest
    }
}
