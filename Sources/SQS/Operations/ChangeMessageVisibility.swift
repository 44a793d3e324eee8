import QuickstepJSON
import QuickstepServiceKit

/// `ChangeMessageVisibility`: hides a received message for another while from now, or ends its timeout.
enum ChangeMessageVisibility {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            try change(call.parameters, in: &queue, &turn)
            return [:]
        }
    }

    static func change(
        _ parameters: Parameters,
        in queue: inout OpenQueue,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let handle = try parameters.requiredText("ReceiptHandle")
        guard let seconds = try ReceiveMessage.visibilitySeconds(parameters) else {
            throw .missingParameter("VisibilityTimeout")
        }
        try queue.changeVisibility(handle, seconds: seconds, &turn)
    }
}

/// `ChangeMessageVisibilityBatch`: up to ten changes, each of which may fail alone.
enum ChangeMessageVisibilityBatch {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            let batch = try Batch(call.parameters, entryName: "ChangeMessageVisibilityBatchRequestEntry")
            var result = BatchResult()
            for entry in batch.entries {
                do throws(ServiceError) {
                    try ChangeMessageVisibility.change(entry.parameters, in: &queue, &turn)
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
