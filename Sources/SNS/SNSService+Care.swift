import QuickstepJSON
package import QuickstepServiceKit

extension SNSService {
    package var rowShapes: [RowShape] {
        [
            RowShape("topic names", of: .topic, named: .fixed(""), 1, [.text]),
            .json("topics", of: .topic, 1) { try? TopicRecord(json: $0) },
            RowShape("subscriptions", of: .topic, 2, [.text]) { row in
                guard let address = Self.topic(of: row.key) else { return false }
                return (try? Subscription(row: row.value, topic: address)) != nil
            },
            RowShape("subscribed endpoints", of: .topic, 3, [.text, .text]) {
                String(validating: $0.value, as: UTF8.self) != nil
            },
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
