import QuickstepJSON
import QuickstepServiceKit

/// `DeleteMessage`: removes the message that a receipt handle names.
enum DeleteMessage {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            try queue.delete(try call.parameters.requiredText("ReceiptHandle"), &turn)
            return [:]
        }
    }
}

/// `DeleteMessageBatch`: up to ten deletes, each of which may fail alone.
enum DeleteMessageBatch {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            var result = BatchResult()
            for entry in try Batch(call.parameters, entryName: "DeleteMessageBatchRequestEntry").entries {
                do throws(ServiceError) {
                    try queue.delete(try entry.parameters.requiredText("ReceiptHandle"), &turn)
                    result.succeeded(entry)
                } catch {
                    guard error.fault == .client else { throw error }
                    result.failed(entry, error)
                }
            }
            return result.output
        }
    }
}
