import QuickstepJSON
import QuickstepServiceKit

/// Delivers a message to every subscription of a topic that wants it, inside one turn.
struct FanOut {
    let topic: TopicAddress
    let publication: Publication
    let messageID: String
    let effect: EffectID

    /// How the deliveries went.
    struct Counts: Sendable, Equatable {
        /// Delivered.
        var matched = 0
        /// Kept back by a filter.
        var filtered = 0
        /// Refused by the subscriber: its queue or function is gone, or does not take such a message.
        var failed = 0
    }

    func run(_ turn: inout Turn) throws(ServiceError) -> Counts {
        var counts = Counts()
        for row in try turn.range(TopicRows(topic).subscriptions.prefixRange) {
            let subscription = try Subscription(row: row.value, topic: topic)
            let message = publication.message(for: subscription.transport)
            if let filter = subscription.settings.filter,
                !filter.accepts(attributes: publication.attributes, body: message)
            {
                counts.filtered += 1
                continue
            }
            do throws(ServiceError) {
                try deliver(to: subscription, &turn)
                counts.matched += 1
            } catch {
                // Deliveries are independent, and the publisher does not learn that a subscriber refused his. What the runtime could
                // not do now is no refusal: nothing is published, and the publisher may try again.
                guard error.fault == .client else { throw error }
                counts.failed += 1
            }
        }
        return counts
    }

    private func deliver(to subscription: Subscription, _ turn: inout Turn) throws(ServiceError) {
        let notification = Notification(
            messageID: messageID,
            publishedAt: turn.now,
            subscription: subscription,
            publication: publication
        )
        let (service, operation, parameters) =
            switch subscription.transport {
            case .sqs: ("sqs", "SendMessage", notification.queueParameters)
            case .lambda: ("lambda", "Invoke", notification.functionParameters)
            }
        _ = try turn.call(
            ServiceRequest(
                service: service,
                operation: operation,
                parameters: parameters,
                scope: topic.scope,
                cause: effect
            )
        )
    }
}
