import QuickstepJSON
import QuickstepServiceKit

/// `SendMessage`: adds a message to a queue.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
enum SendMessage {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            let draft = try MessageDraft(call.parameters)
            try queue.checkSize(draft, isBatch: false)
            return draft.answer(try queue.send(draft, sender: call.scope, &turn))
        }
    }
}
