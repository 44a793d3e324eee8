import QuickstepJSON
import QuickstepServiceKit

/// `DeleteQueue`: removes a queue and all its messages.
///
/// The name is free at once, unlike on AWS, unless ``QueueConduct`` says otherwise.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
enum DeleteQueue {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let queue = try OpenQueue(try call.parameters.queue(in: call.scope), &turn)
        let owner = queue.rows.owner
        let ledger = queue.ledger
        if let alarm = ledger.alarm { turn.cancel(QueueTimer.alarm.timer(owner, due: alarm.due)) }
        if let due = ledger.retentionDue { turn.cancel(QueueTimer.retention.timer(owner, due: due)) }
        if let due = ledger.identifiersDue { turn.cancel(QueueTimer.identifiers.timer(owner, due: due)) }
        try MoveTaskRows(rows: queue.rows).removeAll(&turn)
        turn.delete(queue.rows.queue)
        turn.delete(queue.rows.ledger)
        turn.delete(QueueRows.directory(queue.address.scope).text(queue.address.name))
        try QueueSweep(rows: queue.rows).abandon(queue.generation, &turn)
        QueueDeletion.note(queue.address, seconds: call.conduct.secondsAfterDeletion, &turn)
        let address = queue.address
        // Those who wait learn that there is nothing to wait for.
        turn.afterCommit { [waiters = call.waiters] in waiters.wake(address) }
        return [:]
    }
}
