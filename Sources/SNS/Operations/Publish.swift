import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `Publish`: delivers a message to everyone who subscribed, in one turn with whatever asked for it.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
enum Publish {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let parameters = call.parameters
        if let number = try parameters.text("PhoneNumber") { return try text(to: number, call, &turn) }
        let name = try parameters.text("TopicArn") == nil ? "TargetArn" : "TopicArn"
        guard let target = try parameters.text(name) else {
            throw .invalid("TopicArn or TargetArn Reason: no value for required parameter")
        }
        if name == "TargetArn", let arn = ARN(target), arn.service == "sns", arn.resource.hasPrefix("endpoint/") {
            throw .invalid("TargetArn Reason: No endpoint found for the target arn specified")
        }
        let topic = try parameters.topic(name)
        let publication = try Publication(parameters, for: topic)
        let board = try call.surroundings.boards.board(topic, &turn)
        return try Publisher(topic: topic, board: board, surroundings: call.surroundings)
            .publish(publication, &turn).answer
    }

    /// Keeps a text message, as nothing here reaches a phone.
    private static func text(
        to number: String,
        _ call: OperationCall,
        _ turn: inout Turn
    ) throws(ServiceError) -> JSONObject {
        guard PhoneNumber.isValid(number) else {
            throw .invalid("PhoneNumber Reason: \(number) is not valid to publish to")
        }
        let publication = try Publication(call.parameters, for: nil)
        let messageID = turn.uuid()
        let letter = Letter(
            transport: .sms,
            recipient: number,
            subject: publication.subject,
            body: publication.message(for: .sms),
            messageID: messageID,
            sentAt: turn.now
        )
        try letter.keep(in: call.parameters.scope, effect: turn.effect(), &turn)
        return ["MessageId": .string(messageID)]
    }
}
