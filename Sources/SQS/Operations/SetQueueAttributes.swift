import QuickstepJSON
import QuickstepServiceKit

/// `SetQueueAttributes`: changes settings.
///
/// A new retention period holds for the messages that are there; a new delay does not.
enum SetQueueAttributes {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        guard let attributes = try call.parameters.object("Attributes") else { throw .missingParameter("Attributes") }
        return try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            let before = queue.record.settings
            try queue.record.settings.apply(attributes)
            try checkTarget(queue.record.settings, of: queue.address, &turn)
            guard queue.record.settings != before else { return [:] }
            queue.record.modifiedAt = turn.now
            if queue.record.settings.retentionSeconds != before.retentionSeconds, queue.ledger.messages > 0 {
                // The timer looks at the messages and finds its own next time.
                queue.ledger.retentionDue = turn.now
            }
            return [:]
        }
    }

    /// Refuses a redrive policy whose queue is not there.
    static func checkTarget(
        _ settings: QueueSettings,
        of address: QueueAddress,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard let policy = settings.redrivePolicy, policy.target != address else { return }
        guard try turn.get(QueueRows(policy.target).queue) == nil else { return }
        throw RedrivePolicy.refusal(policy.text, "Dead letter target does not exist.")
    }
}
