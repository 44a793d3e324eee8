import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `PurgeQueue`: drops all messages, visible or not, and what a FIFO queue remembers of them.
///
/// It may be repeated at once, unlike on AWS, unless ``QueueConduct`` says otherwise.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
enum PurgeQueue {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            let seconds = call.conduct.secondsAfterPurge
            if seconds > 0 {
                if let last = queue.record.purgedAt, turn.now < last.adding(milliseconds: 1000 * Int64(seconds)) {
                    throw ServiceError(
                        code: "AWS.SimpleQueueService.PurgeQueueInProgress",
                        message: "Only one PurgeQueue operation on \(queue.address.name) is allowed every "
                            + "\(seconds) seconds.",
                        httpStatus: 403
                    )
                }
                queue.record.purgedAt = turn.now
            }
            try QueueSweep(rows: queue.rows).abandon(queue.generation, &turn)
            queue.record.generation = try turn.sequence()
            queue.ledger = QueueLedger()
            return [:]
        }
    }
}
