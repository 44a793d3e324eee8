import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Publishes messages to one topic, inside one turn.
struct Publisher {
    let topic: TopicAddress
    let board: TopicBoard
    let surroundings: Surroundings

    /// What the publisher is told.
    struct Receipt: Sendable, Equatable {
        let messageID: String
        let sequenceNumber: String?

        var answer: JSONObject {
            var answer: JSONObject = ["MessageId": .string(messageID)]
            if let sequenceNumber { answer["SequenceNumber"] = .string(sequenceNumber) }
            return answer
        }
    }

    /// Publishes a message; one that a FIFO topic has had already is not published again.
    func publish(_ publication: Publication, _ turn: inout Turn) throws(ServiceError) -> Receipt {
        guard topic.isFIFO else {
            let receipt = Receipt(messageID: turn.uuid(), sequenceNumber: nil)
            try fanOut(publication, receipt, deduplicationID: nil, &turn)
            return receipt
        }
        let settings = board.record.settings
        let text = try publication.deduplicationID(of: settings)
        let id = DeduplicationID(group: settings.deduplicatesByGroup ? publication.groupID ?? "" : "", id: text)
        let rows = TopicRows(topic)
        if let earlier = try Deduplication.earlier(id, rows, &turn) {
            return Receipt(messageID: earlier.messageID, sequenceNumber: earlier.sequenceNumber)
        }
        let receipt = Receipt(messageID: turn.uuid(), sequenceNumber: Self.sequenceNumber(try turn.sequence()))
        let entry = Deduplication.Entry(
            messageID: receipt.messageID,
            sequenceNumber: receipt.sequenceNumber ?? "",
            until: turn.now.adding(milliseconds: SNSLimits.deduplicationMilliseconds)
        )
        try Deduplication.remember(entry, id, rows, &turn)
        try fanOut(publication, receipt, deduplicationID: text, &turn)
        return receipt
    }

    /// Twenty digits, as AWS writes them, that grow from message to message.
    private static func sequenceNumber(_ number: Int64) -> String {
        let digits = String(number)
        return "1" + String(repeating: "0", count: 19 - digits.utf8.count) + digits
    }

    private func fanOut(
        _ publication: Publication,
        _ receipt: Receipt,
        deduplicationID: String?,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let effect = turn.effect()
        // Told before the deliveries that it causes: who follows effects knows each cause when its effect comes.
        turn.notify(
            effect,
            service: "sns",
            event: "Published",
            subject: topic.name,
            phase: .succeeded,
            detail: ["messageId": .string(receipt.messageID), "topicArn": .string(topic.arn)]
        )
        let message = PublishedMessage(
            topic: topic,
            publication: publication,
            messageID: receipt.messageID,
            sequenceNumber: receipt.sequenceNumber,
            deduplicationID: deduplicationID,
            publishedAt: turn.now,
            endpoint: surroundings.endpoint
        )
        var fanOut = FanOut(message: message, board: board, surroundings: surroundings, effect: effect)
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
    }
}
