import QuickstepPrimitives
import QuickstepServiceKit

/// The keys of one topic's rows.
///
/// ```
/// topic          owner section 01                                                JSON: TopicRecord
/// subscription   owner section 02 text(id)                                       JSON: Subscription
/// endpoint       owner section 03 text(protocol) text(endpoint)                  UTF-8: the subscription's id
/// ledger         owner section 04                                                JSON: TopicLedger
/// duplicate      owner section 05 text(group, or nothing) text(de-duplication id)   JSON: Deduplication.Entry
/// expiry         owner section 06 integer(until in ms) text(group) text(id)      empty; the duplicates by the end of their time
/// delivery       owner section 07 integer(number)                                JSON: Delivery, as it was made
/// attempts       owner section 08 integer(number)                                JSON: DeliveryAttempts, of the delivery of that number
/// throttle       owner section 09 text(subscription's id)                        JSON: DeliveryThrottle
/// ```
///
/// Timers of a topic have the number of the delivery that they are for, or one of `TopicTimer`. What belongs to no topic has an owner of
/// its own: `ScopeRows`.
struct TopicRows: Sendable, Equatable {
    let owner: Owner

    init(_ address: TopicAddress) {
        owner = Owner(kind: .topic, scope: address.scope, name: address.name)
    }

    var topic: StoreKey { owner.section(0x01) }
    var subscriptions: StoreKey { owner.section(0x02) }
    var endpoints: StoreKey { owner.section(0x03) }
    var ledger: StoreKey { owner.section(0x04) }
    var duplicates: StoreKey { owner.section(0x05) }
    var expiries: StoreKey { owner.section(0x06) }
    var deliveries: StoreKey { owner.section(0x07) }

    func subscription(_ id: String) -> StoreKey { subscriptions.text(id) }

    func endpoint(_ subscription: Subscription) -> StoreKey {
        endpoint(subscription.transport, subscription.endpoint)
    }

    func endpoint(_ transport: Subscription.Transport, _ endpoint: String) -> StoreKey {
        endpoints.text(transport.rawValue).text(endpoint)
    }

    func duplicate(_ id: DeduplicationID) -> StoreKey { duplicates.text(id.group).text(id.id) }

    func expiry(_ id: DeduplicationID, until: Timestamp) -> StoreKey {
        expiries.integer(until.milliseconds).text(id.group).text(id.id)
    }

    func delivery(_ number: Int64) -> StoreKey { deliveries.integer(number) }
    func attempts(_ number: Int64) -> StoreKey { owner.section(0x08).integer(number) }
    func throttle(_ subscription: String) -> StoreKey { owner.section(0x09).text(subscription) }

    /// The prefix of the names of all topics of a scope.
    ///
    /// No topic has the empty name.
    static func directory(_ scope: Scope) -> StoreKey {
        ScopeRows(scope).directory
    }
}

/// The timers of topics that are for no single delivery; their numbers are negative.
enum TopicTimer {
    /// Removes what FIFO topics need no longer to know duplicates by.
    static let deduplication: Int64 = -1
}
