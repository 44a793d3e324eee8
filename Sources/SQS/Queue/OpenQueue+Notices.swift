import QuickstepJSON
import QuickstepServiceKit

extension OpenQueue {
    /// Tells the bus what happened to a message: the same effect from the send to the end.
    func notify(
        _ event: String,
        _ message: MessageIdentity,
        _ phase: Notice.Phase,
        detail: JSONObject = [:],
        _ turn: inout Turn
    ) {
        var full: JSONObject = ["messageId": .string(message.id), "queueArn": .string(address.arn)]
        for (name, value) in detail { full[name] = value }
        turn.notify(
            message.effect,
            cause: message.cause,
            service: "sqs",
            event: event,
            subject: address.name,
            phase: phase,
            detail: full
        )
    }
}
