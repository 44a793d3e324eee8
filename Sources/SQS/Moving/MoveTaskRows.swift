import QuickstepServiceKit

/// The move tasks of one source queue: the newest few, of which at most one runs.
struct MoveTaskRows {
    let rows: QueueRows

    /// The tasks, newest first.
    func newest(_ count: Int, _ turn: Turn) throws(ServiceError) -> [MoveTask] {
        var tasks: [MoveTask] = []
        for row in try turn.range(rows.tasks.prefixRange, limit: count, reversed: true) {
            let number = try QueueRows.sequence(of: row.key, under: rows.tasks)
            guard let json = try turn.json(row.key) else { continue }
            tasks.append(try MoveTask(number: number, json: json))
        }
        return tasks
    }

    /// The task that runs, which is the newest or none.
    func running(_ turn: Turn) throws(ServiceError) -> MoveTask? {
        guard let task = try newest(1, turn).first, task.status == .running else { return nil }
        return task
    }

    /// Writes a task, sets or cancels its timer, and forgets the oldest beyond those that are listed.
    func put(_ task: MoveTask, before: MoveTask?, _ turn: inout Turn) throws(ServiceError) {
        turn.put(rows.tasks.integer(task.number), task.json)
        if let before { turn.cancel(QueueTimer.move.timer(rows.owner, due: before.due)) }
        if task.status == .running { turn.set(QueueTimer.move.timer(rows.owner, due: task.due)) }
        guard before == nil else { return }
        for old in try newest(SQSLimits.moveTasksListedMax + 1, turn).dropFirst(SQSLimits.moveTasksListedMax) {
            turn.delete(rows.tasks.integer(old.number))
        }
    }

    func removeAll(_ turn: inout Turn) throws(ServiceError) {
        if let task = try running(turn) { turn.cancel(QueueTimer.move.timer(rows.owner, due: task.due)) }
        for row in try turn.range(rows.tasks.prefixRange) { turn.delete(row.key) }
    }
}
