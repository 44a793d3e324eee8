import QuickstepJSON
import QuickstepServiceKit

/// `SetQueueAttributes`: changes settings.
///
/// A new retention period holds for the messages that are there; a new delay does so in a FIFO queue only.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
enum SetQueueAttributes {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        guard let attributes = try call.parameters.object("Attributes") else { throw .missingParameter("Attributes") }
        return try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            let before = queue.record.settings
            try queue.record.settings.apply(attributes)
            let after = queue.record.settings
            if after.redrivePolicy != before.redrivePolicy { try checkTarget(after, of: queue.address, &turn) }
            guard after != before else { return [:] }
            queue.record.modifiedAt = turn.now
            if after.fifo?.scope != before.fifo?.scope { queue.record.scopeChangedAt = turn.now }
            guard queue.ledger.messages > 0 else { return [:] }
            if after.retentionSeconds != before.retentionSeconds {
                // The timer looks at the messages and finds its own next time.
                queue.ledger.retentionDue = turn.now
            }
            if queue.isFIFO, after.delaySeconds != before.delaySeconds {
                try queue.changeDelay(from: before.delaySeconds, to: after.delaySeconds, &turn)
            }
            return [:]
        }
    }

    /// Refuses a redrive policy whose queue is not there, is of the other type, or does not want the messages of this one.
    static func checkTarget(
        _ settings: QueueSettings,
        of address: QueueAddress,
        _ turn: inout Turn
    ) throws(ServiceError) {
        guard let policy = settings.redrivePolicy else { return }
        let target: QueueSettings
        if policy.target == address {
            target = settings
        } else {
            guard let json = try turn.json(QueueRows(policy.target).queue) else {
                throw RedrivePolicy.refusal(policy.text, "Dead letter target does not exist.")
            }
            target = try QueueRecord(json: json).settings
        }
        guard (target.fifo == nil) == (settings.fifo == nil) else {
            throw RedrivePolicy.refusal(policy.text, "Dead-letter queue must be same type of queue as the source.")
        }
        guard target.redriveAllowPolicy?.allows(address) ?? true else {
            throw RedrivePolicy.refusal(
                policy.text,
                "Queue \(address.arn) is not allowed to use \(policy.target.arn) as its dead-letter queue."
            )
        }
    }
}
