import QuickstepJSON
import QuickstepServiceKit

/// Delivers a message to every subscription of a topic that wants it, inside one turn: to queues and functions at once, and for
/// everybody else into the outbox.
struct FanOut {
    let message: PublishedMessage
    let board: TopicBoard
    let surroundings: Surroundings
    let effect: EffectID
    private var seals = Seals()

    init(message: PublishedMessage, board: TopicBoard, surroundings: Surroundings, effect: EffectID) {
        self.message = message
        self.board = board
        self.surroundings = surroundings
        self.effect = effect
    }

    /// How the deliveries went.
    struct Counts: Sendable, Equatable {
        /// Delivered, or on its way.
        var matched = 0
        /// Kept back by a filter.
        var filtered = 0
        /// Refused by the subscriber: its queue or function is gone, or does not take such a message.
        var failed = 0
    }

    mutating func run(_ turn: inout Turn) throws(ServiceError) -> Counts {
        let recipients = board.recipients(of: message.publication)
        var counts = Counts()
        counts.filtered = board.subscriptions.count - recipients.count
        for subscription in recipients {
            let notification = try notification(to: subscription, &turn)
            do throws(ServiceError) {
                try deliver(notification, &turn)
                counts.matched += 1
            } catch {
                // Deliveries are independent, and the publisher does not learn that a subscriber refused his. What the runtime could
                // not do now is no refusal: nothing is published, and the publisher may try again.
                guard error.fault == .client else { throw error }
                counts.failed += 1
                try DeadLetter(notification)?.send(because: error, effect: effect, &turn)
            }
        }
        return counts
    }

    private mutating func notification(
        to subscription: Subscription,
        _ turn: inout Turn
    ) throws(ServiceError) -> Notification {
        let isPlain = subscription.settings.isRaw && subscription.transport.canBeRaw
        let needsSeal =
            !message.topic.isFIFO && !isPlain && subscription.transport != .email && subscription.transport != .sms
        let version = subscription.transport == .lambda ? .sha1 : board.record.settings.signatureVersion
        let seal =
            needsSeal
            ? try seals.seal(message, subscription.transport, version, surroundings.signing, &turn) : nil
        return Notification(message: message, subscription: subscription, seal: seal)
    }

    private func deliver(_ notification: Notification, _ turn: inout Turn) throws(ServiceError) {
        switch notification.subscription.transport {
        case .sqs: try call("sqs", "SendMessage", notification.queueParameters, &turn)
        case .lambda: try call("lambda", "Invoke", notification.functionParameters, &turn)
        case .http, .https: try Delivery(notification, board, cause: effect, &turn).enqueue(&turn)
        case .email, .emailJSON, .sms:
            try Letter(notification).keep(in: message.topic.scope, effect: turn.effect(), cause: effect, &turn)
        }
    }

    private func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        _ turn: inout Turn
    ) throws(ServiceError) {
        _ = try turn.call(
            ServiceRequest(
                service: service,
                operation: operation,
                parameters: parameters,
                scope: message.topic.scope,
                cause: effect
            )
        )
    }
}
