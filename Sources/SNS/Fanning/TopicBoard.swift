import QuickstepEventPatterns
import QuickstepJSON
import QuickstepServiceKit

/// A topic ready for publishing: its settings, its confirmed subscriptions with their filters compiled, and an index over these.
///
/// It is a value made of rows, and as good as they are.
struct TopicBoard: Sendable {
    let record: TopicRecord
    /// What the topic asks of deliveries over HTTP.
    let deliveryPolicy: DeliveryPolicy
    /// Those that are confirmed, in the order of their ids.
    let subscriptions: [Subscription]
    /// The positions of those that take everything.
    private let unfiltered: [Int]
    private let byAttributes: PatternIndex
    private let byBody: PatternIndex
    /// The protocols of those that look at the body.
    private let bodyTransports: [Subscription.Transport]

    init(_ record: TopicRecord, _ subscriptions: [Subscription]) {
        self.record = record
        deliveryPolicy = record.settings.deliveryPolicy
        let confirmed = subscriptions.filter { !$0.isPending }
        self.subscriptions = confirmed
        var unfiltered: [Int] = []
        var attributes: [(number: Int, pattern: EventPattern)] = []
        var bodies: [(number: Int, pattern: EventPattern)] = []
        for (position, subscription) in confirmed.enumerated() {
            switch (subscription.settings.filter, subscription.settings.filter?.scope) {
            case (let filter?, .attributes?): attributes.append((position, filter.pattern))
            case (let filter?, .body?): bodies.append((position, filter.pattern))
            default: unfiltered.append(position)
            }
        }
        self.unfiltered = unfiltered
        byAttributes = PatternIndex(attributes)
        byBody = PatternIndex(bodies)
        let transports = Set(bodies.map { confirmed[$0.number].transport })
        bodyTransports = Subscription.Transport.allCases.filter { transports.contains($0) }
    }

    /// Reads a topic's board.
    init(_ address: TopicAddress, _ record: TopicRecord, _ turn: inout Turn) throws(ServiceError) {
        var subscriptions: [Subscription] = []
        for row in try turn.range(TopicRows(address).subscriptions.prefixRange) {
            subscriptions.append(try Subscription(row: row.value, topic: address))
        }
        self.init(record, subscriptions)
    }

    /// Who gets a message, in the order of the subscriptions.
    func recipients(of publication: Publication) -> [Subscription] {
        var positions = unfiltered + byAttributes.matches(publication.attributes)
        // Only what protocols get different texts of is read more than once.
        if let first = bodyTransports.first, !publication.isStructured {
            positions += bodyMatches(publication.message(for: first))
        } else {
            for transport in bodyTransports {
                positions += bodyMatches(publication.message(for: transport)).filter {
                    subscriptions[$0].transport == transport
                }
            }
        }
        return positions.sorted().map { subscriptions[$0] }
    }

    private func bodyMatches(_ text: String) -> [Int] {
        guard case .object(let members)? = try? JSONValue.parse(text) else { return [] }
        return byBody.matches(members)
    }
}
