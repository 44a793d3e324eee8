import QuickstepJSON
import QuickstepServiceKit

/// `SendMessage`: adds a message to a queue.
enum SendMessage {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            let draft = try MessageDraft(call.parameters)
            try queue.checkSize(draft, isBatch: false)
            return draft.receipt(messageID: try queue.send(draft, sender: call.scope, &turn))
        }
    }
}
