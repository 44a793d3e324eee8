import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension OpenQueue {
    /// Moves the next messages of the task that runs.
    ///
    /// A message leaves here and arrives there in one batch with what the task knows of it: however often the process ends, each is moved
    /// once.
    mutating func goOnMoving(
        _ timer: RuntimeTimer,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) {
        let tasks = MoveTaskRows(rows: rows)
        guard let before = try tasks.running(turn), before.due == timer.due else { return turn.cancel(timer) }
        var task = before
        var moved = 0
        var failure: String?
        try visitVisible(chunk: task.batchSize, &turn) { (queue, place, turn) throws(ServiceError) in
            guard place.sequence < task.number else { return .passedOver }
            let message = try queue.message(place.sequence, &turn)
            if message.isExpired(at: turn.now, retentionSeconds: queue.record.settings.retentionSeconds) {
                queue.expire(place, message.identity, &turn)
                return .done
            }
            guard let target = task.destination ?? message.deadLetterSource.flatMap({ QueueAddress(arn: $0) }) else {
                failure = "CouldNotDetermineMessageSource"
                return .enough
            }
            failure = try queue.move(message, place, to: target, &turn, waking: waiters)
            if failure == nil { moved += 1 }
            return failure == nil && moved < task.batchSize ? .done : .enough
        }
        task.advance(by: moved, at: turn.now)
        if let failure {
            task.fail(failure)
        } else if moved < task.batchSize {
            task.complete()
        }
        fired = .move
        try tasks.put(task, before: before, &turn)
    }

    /// Moves one message, as a new one.
    ///
    /// Returns why it cannot be.
    private mutating func move(
        _ message: StoredMessage,
        _ place: Place,
        to address: QueueAddress,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) -> String? {
        guard var target = try OpenQueue(ifExists: address, &turn) else {
            return ServiceError.nonExistentQueue().code
        }
        guard target.isFIFO == isFIFO, target.address != self.address else {
            return "AWS.SimpleQueueService.UnsupportedOperation"
        }
        remove(place, message.identity, &turn)
        notify("MessageDeleted", message.identity, .succeeded, detail: ["reason": "moved"], &turn)
        let copy = StoredMessage(redriven: message, id: turn.uuid(), at: turn.now, effect: turn.effect())
        _ = try target.append(copy, state: nil, &turn)
        try target.close(&turn, waking: waiters)
        return nil
    }
}
