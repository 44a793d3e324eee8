import QuickstepJSON
import QuickstepServiceKit

/// What goes to a subscription's dead-letter queue in the place of a message that cannot be delivered: what would have been delivered.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
struct DeadLetter: Sendable, Equatable {
    /// The queue's ARN.
    let target: String
    /// What the queue is sent.
    let parameters: JSONObject
    /// The topic's name and its scope.
    let topic: TopicAddress

    /// What goes there; `nil` for a subscription without such a queue.
    init?(_ notification: Notification) {
        guard let target = notification.subscription.settings.redriveTarget else { return nil }
        self.target = target
        topic = notification.subscription.topic
        var parameters = notification.queueContent
        parameters["QueueUrl"] = .string(target)
        for (name, value) in notification.queueIDs(of: target) { parameters[name] = value }
        self.parameters = parameters
    }

    init(target: String, parameters: JSONObject, topic: TopicAddress) {
        self.target = target
        self.parameters = parameters
        self.topic = topic
    }

    /// Sends it; where the dead-letter queue refuses it too, the message is lost, and a notice tells so.
    func send(because error: ServiceError, effect: EffectID, _ turn: inout Turn) throws(ServiceError) {
        do throws(ServiceError) {
            _ = try turn.call(
                ServiceRequest(
                    service: "sqs",
                    operation: "SendMessage",
                    parameters: parameters,
                    scope: topic.scope,
                    cause: effect
                )
            )
        } catch let refusal {
            guard refusal.fault == .client else { throw refusal }
            turn.notify(
                effect,
                service: "sns",
                event: "DeadLetterRefused",
                subject: topic.name,
                phase: .progressed,
                detail: ["queue": .string(target), "error": .string(refusal.description)]
            )
        }
    }
}
