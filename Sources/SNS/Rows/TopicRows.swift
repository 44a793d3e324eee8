import QuickstepServiceKit

/// The keys of one topic's rows.
///
/// ```
/// directory      topic owner with the empty name, section 01, text(name)         empty; lists the topics of a scope
/// topic          owner section 01                                                JSON: TopicRecord
/// subscription   owner section 02 text(id)                                       JSON: Subscription
/// endpoint       owner section 03 text(protocol) text(endpoint)                  UTF-8: the subscription's id
/// ```
struct TopicRows: Sendable, Equatable {
    let owner: Owner

    init(_ address: TopicAddress) {
        owner = Owner(kind: .topic, scope: address.scope, name: address.name)
    }

    var topic: StoreKey { owner.section(0x01) }
    var subscriptions: StoreKey { owner.section(0x02) }

    var endpoints: StoreKey { owner.section(0x03) }

    func subscription(_ id: String) -> StoreKey { subscriptions.text(id) }

    func endpoint(_ subscription: Subscription) -> StoreKey {
        endpoint(subscription.transport, subscription.endpoint)
    }

    func endpoint(_ transport: Subscription.Transport, _ endpoint: String) -> StoreKey {
        endpoints.text(transport.rawValue).text(endpoint)
    }

    /// The prefix of the names of all topics of a scope.
    ///
    /// No topic has the empty name.
    static func directory(_ scope: Scope) -> StoreKey {
        Owner(kind: .topic, scope: scope, name: "").section(0x01)
    }
}
