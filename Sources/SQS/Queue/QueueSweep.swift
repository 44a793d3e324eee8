import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Removes what a purge or a deleted queue left behind, a bounded number of rows a turn.
struct QueueSweep {
    /// How many messages are read at a time: they may be large.
    private static let messageChunk = 16

    let rows: QueueRows

    /// Leaves a generation to the sweep.
    ///
    /// The timer is set exactly while there is something to sweep.
    func abandon(_ generation: Int64, _ turn: inout Turn) throws(ServiceError) {
        let isScheduled = try !turn.range(rows.abandoned.prefixRange, limit: 1).isEmpty
        turn.put(rows.abandoned.integer(generation), [])
        if !isScheduled { turn.set(QueueTimer.sweep.timer(rows.owner, due: turn.now)) }
    }

    /// Sweeps once, and schedules the next time where something is left.
    func run(_ timer: RuntimeTimer, _ turn: inout Turn) throws(ServiceError) {
        turn.cancel(timer)
        var budget = SQSLimits.sweptMax
        for row in try turn.range(rows.abandoned.prefixRange) {
            let generation = try QueueRows.sequence(of: row.key, under: rows.abandoned)
            try sweepMessages(generation, &budget, &turn)
            for prefix in rows.indexes(generation) {
                for row in try turn.range(prefix.prefixRange, limit: budget) {
                    turn.delete(row.key)
                    budget -= 1
                }
            }
            guard budget > 0 else {
                turn.set(QueueTimer.sweep.timer(rows.owner, due: turn.now))
                return
            }
            turn.delete(row.key)
        }
    }

    private func sweepMessages(_ generation: Int64, _ budget: inout Int, _ turn: inout Turn) throws(ServiceError) {
        var messages = RowRunner(rows.messages(generation).prefixRange, chunk: Self.messageChunk)
        while budget > 0, let row = try messages.peek(turn) {
            messages.pass()
            if let json = try turn.json(row.key) {
                let message = try StoredMessage(json: json)
                turn.notify(
                    message.effect,
                    cause: message.cause,
                    service: "sqs",
                    event: "MessageDeleted",
                    subject: rows.owner.name,
                    phase: .failed,
                    detail: ["messageId": .string(message.id), "reason": "purged"]
                )
            }
            turn.delete(row.key)
            budget -= 1
        }
    }
}
