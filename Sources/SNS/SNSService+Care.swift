import QuickstepJSON
package import QuickstepServiceKit

extension SNSService {
    package var rowShapes: [RowShape] {
        [
            RowShape("topic names", of: .topic, named: .fixed(""), 1, [.text]),
            .json("confirmation tokens", of: .topic, named: .fixed(""), 2, [.text]) { ConfirmationToken(json: $0) },
            RowShape("numbers of confirmation tokens", of: .topic, named: .fixed(""), 3, [.integer]) {
                String(validating: $0.value, as: UTF8.self) != nil
            },
            .json("letters", of: .topic, named: .fixed(""), 4, [.integer]) { Letter(json: $0) },
            .json("signing keys", of: .topic, named: .fixed(""), 5) { SigningIdentity(json: $0) },
            .json("topics", of: .topic, 1) { try? TopicRecord(json: $0) },
            RowShape("subscriptions", of: .topic, 2, [.text]) { row in
                guard let address = Self.topic(of: row.key) else { return false }
                return (try? Subscription(row: row.value, topic: address)) != nil
            },
            RowShape("subscribed endpoints", of: .topic, 3, [.text, .text]) {
                String(validating: $0.value, as: UTF8.self) != nil
            },
            .json("counts of topics", of: .topic, 4) { try? TopicLedger(json: $0) },
            .json("messages that FIFO topics remember", of: .topic, 5, [.text, .text]) {
                Deduplication.Entry(json: $0)
            },
            RowShape("ends of what FIFO topics remember", of: .topic, 6, [.integer, .text, .text]),
            .json("deliveries", of: .topic, 7, [.integer]) {
                Delivery(json: $0, number: 0, topic: TopicAddress(scope: .standard, name: ""))
            },
            .json("attempts of deliveries", of: .topic, 8, [.integer]) { DeliveryAttempts(json: $0) },
            .json("throttles of subscriptions", of: .topic, 9, [.text]) { DeliveryThrottle(json: $0) },
        ]
    }

    /// Every subscription is found by its endpoint, and every endpoint has one.
    package func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        try Kernel.forEachRow(in: StoreKey(bytes: [Owner.Kind.topic.rawValue]).prefixRange, turn) {
            (row) throws(ServiceError) in
            guard let address = Self.topic(of: row.key) else { return }
            let rows = TopicRows(address)
            if rows.subscriptions.prefixRange.contains(row.key) {
                guard let subscription = try? Subscription(row: row.value, topic: address) else { return }
                inspection.expect(
                    try turn.get(rows.endpoint(subscription)) == Array(subscription.id.utf8),
                    .inconsistency,
                    "topic \(address.name)",
                    "The subscription \(subscription.id) is not found by its endpoint.",
                    repair: [StoreBatch.Write(key: rows.endpoint(subscription), value: Array(subscription.id.utf8))]
                )
            } else if rows.endpoints.prefixRange.contains(row.key) {
                let id = String(decoding: row.value, as: UTF8.self)
                inspection.expect(
                    try turn.get(rows.subscription(id)) != nil,
                    .inconsistency,
                    "topic \(address.name)",
                    "An endpoint names the subscription \(id), which is not there.",
                    repair: [StoreBatch.Write(key: row.key, value: nil)]
                )
            }
        }
    }

    private static func topic(of key: StoreKey) -> TopicAddress? {
        var reader = StoreKeyReader(key)
        guard let owner = reader.owner(), owner.kind == .topic, !owner.name.isEmpty else { return nil }
        return TopicAddress(scope: owner.scope, name: owner.name)
    }
}
