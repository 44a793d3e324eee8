import QuickstepJSON
import QuickstepServiceKit

/// `PurgeQueue`: drops all messages, visible or not.
///
/// It may be repeated at once, unlike on AWS, where a minute must pass.
enum PurgeQueue {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        try call.withQueue(&turn) { (queue, turn) throws(ServiceError) in
            try QueueSweep(rows: queue.rows).abandon(queue.record.generation, &turn)
            queue.record.generation = try turn.sequence()
            queue.ledger = QueueLedger()
            return [:]
        }
    }
}
