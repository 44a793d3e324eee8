import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `Publish`: delivers a message to everyone who subscribed, in one turn with whatever asked for it.
enum Publish {
    static func run(_ parameters: Parameters, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        guard try parameters.text("PhoneNumber") == nil else {
            throw .invalid("Quickstep does not support publishing to a PhoneNumber")
        }
        let name = try parameters.text("TopicArn") == nil ? "TargetArn" : "TopicArn"
        guard try parameters.text(name) != nil else {
            throw .invalid("TopicArn or TargetArn Reason: no value for required parameter")
        }
        let topic = try parameters.topic(name)
        let publication = try Publication(parameters)
        try turn.require(topic)
        let messageID = turn.uuid()
        let effect = turn.effect()
        let fanOut = FanOut(topic: topic, publication: publication, messageID: messageID, effect: effect)
        // Told before the deliveries that it causes: who follows effects knows each cause when its effect comes.
        turn.notify(
            effect,
            service: "sns",
            event: "Published",
            subject: topic.name,
            phase: .succeeded,
            detail: ["messageId": .string(messageID), "topicArn": .string(topic.arn)]
        )
        let counts = try fanOut.run(&turn)
        turn.notify(
            effect,
            service: "sns",
            event: "FannedOut",
            subject: topic.name,
            phase: .progressed,
            detail: [
                "matched": .number(JSONNumber(counts.matched)),
                "filtered": .number(JSONNumber(counts.filtered)),
                "failed": .number(JSONNumber(counts.failed)),
            ]
        )
        return ["MessageId": .string(messageID)]
    }
}
