import QuickstepJSON
import QuickstepServiceKit

/// What a topic's subscriptions come to, and which state of them it is: a small row beside the topic's own.
///
/// Each change of the topic or of a subscription gives it a new revision, never given before, so that what is made of all of them can be
/// kept in memory and be known to hold. A topic that an earlier version of this program made has none until it is used.
struct TopicLedger: Sendable, Equatable {
    var revision: Int64
    var confirmed = 0
    var pending = 0
    /// How many subscriptions have a filter policy.
    var policies = 0

    init(revision: Int64) {
        self.revision = revision
    }

    var json: JSONValue {
        [
            "revision": .number(JSONNumber(revision)), "confirmed": .number(JSONNumber(confirmed)),
            "pending": .number(JSONNumber(pending)), "policies": .number(JSONNumber(policies)),
        ]
    }

    init(json: JSONValue) throws(ServiceError) {
        guard let revision = json["revision"]?.numberValue?.int64, let confirmed = json["confirmed"]?.intValue,
            let pending = json["pending"]?.intValue, let policies = json["policies"]?.intValue
        else { throw .damaged("the counts of a topic") }
        self.init(revision: revision)
        self.confirmed = confirmed
        self.pending = pending
        self.policies = policies
    }

    mutating func count(_ subscription: Subscription, _ change: Int) {
        if subscription.isPending { pending += change } else { confirmed += change }
        if subscription.settings.filterText != nil { policies += change }
    }
}
