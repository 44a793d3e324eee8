import QuickstepJSON
import QuickstepServiceKit

/// `SendMessageBatch`: up to ten messages, each of which may fail alone.
enum SendMessageBatch {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            let batch = try Batch(call.parameters, entryName: "SendMessageBatchRequestEntry")
            let total = batch.entries.reduce(0) { $0 + roughSize($1.parameters.members) }
            guard total <= SQSLimits.batchBytesMax else {
                throw .batch(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than \(SQSLimits.batchBytesMax) bytes. You have sent \(total) bytes."
                )
            }
            for entry in batch.entries { try checkIdentifiers(entry.parameters, queue) }
            var result = BatchResult()
            for entry in batch.entries {
                do throws(ServiceError) {
                    let draft = try MessageDraft(entry.parameters)
                    try queue.checkSize(draft, isBatch: true)
                    let receipt = try queue.send(draft, sender: call.scope, &turn)
                    result.succeeded(entry, draft.answer(receipt))
                } catch {
                    guard error.fault == .client else { throw error }
                    result.failed(entry, error)
                }
            }
            return result.output
        }
    }

    /// Refuses the whole batch where an entry for a FIFO queue lacks what orders or de-duplicates it.
    ///
    /// Recorded: a batch calls a missing parameter an invalid one.
    private static func checkIdentifiers(_ entry: Parameters, _ queue: OpenQueue) throws(ServiceError) {
        guard let fifo = queue.record.settings.fifo else { return }
        guard try entry.text("MessageGroupId") != nil else {
            throw .invalidParameter(ServiceError.missingParameter("MessageGroupId").message)
        }
        guard !fifo.deduplicatesContent, try entry.text("MessageDeduplicationId") == nil else { return }
        throw OpenQueue.noDeduplicationID
    }

    /// The size of an entry that may turn out to be refused: what cannot be read counts for nothing.
    private static func roughSize(_ entry: JSONObject) -> Int {
        let body = entry["MessageBody"]?.stringValue?.utf8.count ?? 0
        guard let attributes = entry["MessageAttributes"]?.objectValue else { return body }
        return attributes.reduce(body) { size, member in
            let attribute = try? MessageAttribute(name: member.key, json: member.value)
            return size + member.key.utf8.count + (attribute?.byteCount ?? 0)
        }
    }
}
