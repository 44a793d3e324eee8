import QuickstepJSON
import QuickstepServiceKit

extension Handover {
    /// Sends each record to a queue and takes its message from the source, in one turn.
    ///
    /// Where a message is refused, those before it are sent all the same.
    func send(
        to queue: String,
        _ pipe: PipeRecord,
        _ records: [QueueRecord],
        _ turn: inout Turn
    ) throws(ServiceError) -> Outcome {
        let facts = facts(of: pipe, at: turn.now)
        for (number, record) in records.enumerated() {
            do throws(ServiceError) {
                var parameters = try pipe.labels.parameters(for: record.record, of: facts)
                parameters["QueueUrl"] = .string(queue)
                parameters["MessageBody"] = .string(Self.body(of: record, pipe.template, facts))
                _ = try turn.call(
                    ServiceRequest(
                        service: "sqs",
                        operation: "SendMessage",
                        parameters: parameters,
                        scope: address.scope,
                        cause: record.effect
                    )
                )
            } catch {
                // What the runtime could not do now is no refusal.
                guard error.fault == .client else { throw error }
                notifyRefusal(error, cause: record.effect, &turn)
                return .refused(messageIDs: records[number...].map(\.messageID))
            }
            try Self.delete(
                record.receiptHandle,
                from: pipe.source,
                scope: address.scope,
                cause: record.effect,
                &turn
            )
        }
        return .handedOver
    }

    /// The text of a message: the record, or what the template makes of it; a text that it makes is sent as it is.
    private static func body(of record: QueueRecord, _ template: InputTemplate?, _ facts: PipeFacts) -> String {
        guard let template else { return JSONValue.object(record.record).compactText }
        let value = template.value(for: record.record, of: facts)
        return value.stringValue ?? value.compactText
    }
}
