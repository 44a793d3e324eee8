import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// One message on its way to one HTTP endpoint: a row of the outbox, with everything that its delivery takes.
///
/// What changes with each attempt is a row of its own, `DeliveryAttempts`, so that the message is not written again. A timer of the same
/// number says when the next attempt is due.
struct Delivery: Sendable, Equatable {
    /// What is delivered.
    enum Kind: String, Sendable {
        case notification = "Notification"
        case subscriptionConfirmation = "SubscriptionConfirmation"
        case unsubscribeConfirmation = "UnsubscribeConfirmation"
    }

    let number: Int64
    let topic: TopicAddress
    /// The subscription's id.
    let subscription: String
    let kind: Kind
    let messageID: String
    let url: String
    let headers: [WebPost.Header]
    let body: String
    let retries: RetryPolicy
    /// How many messages the subscriber takes in a second; `nil` for any number.
    let perSecond: Int?
    /// What goes where when it is given up.
    let deadLetter: DeadLetter?
    let effect: EffectID
    let cause: EffectID?

    var post: WebPost {
        WebPost(url: url, headers: headers, body: Array(body.utf8), timeout: SNSLimits.answerTimeout)
    }

    private var rows: TopicRows { TopicRows(topic) }

    func timer(due: Timestamp) -> RuntimeTimer {
        RuntimeTimer(owner: rows.owner, number: number, due: due)
    }

    // MARK: In the outbox

    /// Puts the delivery into the outbox.
    func enqueue(_ turn: inout Turn) throws(ServiceError) {
        let attempts = DeliveryAttempts(due: try slot(from: turn.now, &turn))
        turn.put(rows.delivery(number), json)
        turn.put(rows.attempts(number), attempts.json)
        turn.set(timer(due: attempts.due))
        notify("DeliveryQueued", .began, [:], &turn)
    }

    /// When the subscriber takes another message.
    private func slot(from earliest: Timestamp, _ turn: inout Turn) throws(ServiceError) -> Timestamp {
        guard let perSecond, kind == .notification else { return earliest }
        let key = rows.throttle(subscription)
        var throttle = try turn.json(key).flatMap { DeliveryThrottle(json: $0) } ?? DeliveryThrottle()
        let slot = throttle.slot(from: earliest, perSecond: perSecond)
        turn.put(key, throttle.json)
        return slot
    }

    /// Takes note of an attempt.
    ///
    /// - Parameters:
    ///   - answer: What came of it.
    ///   - timer: The timer that had it made.
    ///   - turn: The turn.
    /// - Throws: What the store answers, and the dead-letter queue where it cannot take a message now.
    func settle(_ answer: WebAnswer, _ timer: RuntimeTimer, _ turn: inout Turn) throws(ServiceError) {
        turn.cancel(timer)
        // Deleted with its topic meanwhile.
        guard let json = try turn.json(rows.attempts(number)) else { return }
        guard var attempts = DeliveryAttempts(json: json) else {
            throw .damaged("a delivery of the topic \(topic.name)")
        }
        let attempt = attempts.failures + 1
        var detail: JSONObject = ["attempt": .number(JSONNumber(attempt)), "endpoint": .string(url)]
        switch attempts.take(answer, under: retries, at: turn.now) {
        case .delivered:
            remove(&turn)
            notify("Delivered", .succeeded, detail, &turn)
        case .again(let reason):
            attempts.due = try slot(from: attempts.due, &turn)
            turn.put(rows.attempts(number), attempts.json)
            turn.set(self.timer(due: attempts.due))
            detail["reason"] = .string(reason)
            detail["nextAttemptAt"] = .string(attempts.due.iso8601)
            notify("DeliveryRetryScheduled", .began, detail, &turn)
        case .givenUp(let reason):
            remove(&turn)
            detail["reason"] = .string(reason)
            notify("DeliveryFailed", .failed, detail, &turn)
            let error = ServiceError(code: "DeliveryFailed", message: reason)
            try deadLetter?.send(because: error, effect: effect, &turn)
        }
    }

    /// Removes a delivery that nobody wants any more.
    func drop(_ timer: RuntimeTimer, _ turn: inout Turn) {
        turn.cancel(timer)
        remove(&turn)
        notify("DeliveryDropped", .failed, ["endpoint": .string(url), "reason": "The subscription has ended."], &turn)
    }

    private func remove(_ turn: inout Turn) {
        turn.delete(rows.delivery(number))
        turn.delete(rows.attempts(number))
    }

    private func notify(_ event: String, _ phase: Notice.Phase, _ detail: JSONObject, _ turn: inout Turn) {
        var all: JSONObject = ["messageId": .string(messageID), "type": .string(kind.rawValue)]
        for (name, value) in detail { all[name] = value }
        turn.notify(
            effect,
            cause: cause,
            service: "sns",
            event: event,
            subject: topic.name,
            phase: phase,
            detail: all
        )
    }
}
