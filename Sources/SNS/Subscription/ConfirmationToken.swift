import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A token with which a subscription is confirmed, or restored after it was ended, within two days.
struct ConfirmationToken: Sendable, Equatable {
    /// The subscription as it is to be.
    let subscription: Subscription
    let until: Timestamp
    /// The number of its timer.
    let number: Int64

    private static let length = 288

    /// Makes a token and keeps it until its time is over.
    static func issue(for subscription: Subscription, _ turn: inout Turn) throws(ServiceError) -> String {
        var token = ""
        while token.utf8.count < length { token += turn.uuid().filter { $0 != "-" } }
        let known = ConfirmationToken(
            subscription: subscription,
            until: turn.now.adding(milliseconds: SNSLimits.tokenMilliseconds),
            number: try turn.sequence()
        )
        let rows = ScopeRows(subscription.topic.scope)
        turn.put(rows.token(token), known.json)
        turn.put(rows.tokenNumber(known.number), Array(token.utf8))
        turn.set(RuntimeTimer(owner: rows.owner, number: known.number, due: known.until, kind: .passive))
        return token
    }

    /// Whether a text can be a token.
    static func isWellFormed(_ text: String) -> Bool {
        text.utf8.count == length
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }

    static func find(_ token: String, in scope: Scope, _ turn: inout Turn) throws(ServiceError) -> ConfirmationToken? {
        guard let json = try turn.json(ScopeRows(scope).token(token)) else { return nil }
        guard let known = ConfirmationToken(json: json) else { throw .damaged("a token of a subscription") }
        return known
    }

    /// The time of a token is over: it goes, and a subscription that nobody confirmed with it.
    static func expire(_ timer: RuntimeTimer, _ turn: inout Turn) throws(ServiceError) {
        turn.cancel(timer)
        let rows = ScopeRows(timer.id.owner.scope)
        guard let bytes = try turn.get(rows.tokenNumber(timer.id.number)) else { return }
        let token = String(decoding: bytes, as: UTF8.self)
        let known = try find(token, in: timer.id.owner.scope, &turn)
        turn.delete(rows.tokenNumber(timer.id.number))
        turn.delete(rows.token(token))
        guard let known, let subscription = try turn.subscription(try SubscriptionARN(known.subscription.arn)),
            subscription.token == token, var topic = try OpenTopic(ifExists: subscription.topic, &turn)
        else { return }
        try topic.remove(subscription, &turn)
    }

    // MARK: The row

    var json: JSONValue {
        [
            "topic": .string(subscription.topic.arn), "subscription": subscription.json,
            "until": .number(JSONNumber(until.milliseconds)), "number": .number(JSONNumber(number)),
        ]
    }

    init(subscription: Subscription, until: Timestamp, number: Int64) {
        self.subscription = subscription
        self.until = until
        self.number = number
    }

    init?(json: JSONValue) {
        guard let arn = json["topic"]?.stringValue.flatMap({ ARN($0) }), let scope = arn.scope,
            let row = json["subscription"], let until = json["until"]?.numberValue?.int64,
            let number = json["number"]?.numberValue?.int64,
            let subscription = try? Subscription(json: row, topic: TopicAddress(scope: scope, name: arn.resource))
        else { return nil }
        self.init(subscription: subscription, until: Timestamp(milliseconds: until), number: number)
    }
}
