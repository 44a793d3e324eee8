import QuickstepJSON
import QuickstepServiceKit

/// `DeleteQueue`: removes a queue and all its messages.
///
/// The name is free at once, unlike on AWS, where it is blocked for a minute.
enum DeleteQueue {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let queue = try OpenQueue(try call.parameters.queue(in: call.scope), &turn)
        let owner = queue.rows.owner
        if let alarm = queue.ledger.alarm { turn.cancel(QueueTimer.alarm.timer(owner, due: alarm.due)) }
        if let due = queue.ledger.retentionDue { turn.cancel(QueueTimer.retention.timer(owner, due: due)) }
        turn.delete(queue.rows.queue)
        turn.delete(queue.rows.ledger)
        turn.delete(QueueRows.directory(queue.address.scope).text(queue.address.name))
        try QueueSweep(rows: queue.rows).abandon(queue.record.generation, &turn)
        let address = queue.address
        // Those who wait learn that there is nothing to wait for.
        turn.afterCommit { [waiters = call.waiters] in waiters.wake(address) }
        return [:]
    }
}
