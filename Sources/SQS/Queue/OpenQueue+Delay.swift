import QuickstepPrimitives
import QuickstepServiceKit

extension OpenQueue {
    private static let delayChunk = 16

    /// Has the messages that nobody received yet wait for a new delay, counted from their send.
    ///
    /// Only a FIFO queue does so. From the newest message on, those are looked at that were sent within the longer of both delays.
    ///
    /// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    mutating func changeDelay(from old: Int, to new: Int, _ turn: inout Turn) throws(ServiceError) {
        let prefix = rows.messages(generation)
        var upper = prefix.prefixRange.upperBound
        let horizon = turn.now.adding(milliseconds: -1000 * Int64(max(old, new)))
        while true {
            let found = try turn.range(prefix..<upper, limit: Self.delayChunk, reversed: true)
            for row in found {
                let sequence = try QueueRows.sequence(of: row.key, under: prefix)
                let message = try message(sequence, &turn)
                guard message.keptSince > horizon else { return }
                try delay(sequence, message, seconds: new, &turn)
            }
            guard found.count == Self.delayChunk, let last = found.last else { return }
            upper = last.key
        }
    }

    private mutating func delay(
        _ sequence: Int64,
        _ message: StoredMessage,
        seconds: Int,
        _ turn: inout Turn
    ) throws(ServiceError) {
        // One that was received, or that came from another queue, is not delayed any more.
        guard message.deadLetterSource == nil, try state(sequence, &turn) == nil else { return }
        let place = try place(sequence, nil, message.identity, &turn)
        let visibleAt = message.sentAt.adding(milliseconds: 1000 * Int64(seconds))
        let isDelayed = visibleAt > turn.now
        guard isDelayed || place.visibleAt > turn.now else { return }
        try inGroup(message.groupID, &turn) { (queue, turn) throws(ServiceError) in
            queue.leave(place, &turn)
            queue.enter(
                Place(
                    sequence: sequence,
                    visibleAt: isDelayed ? visibleAt : turn.now,
                    readiness: isDelayed ? .delayed : .visible,
                    group: message.groupID
                ),
                &turn
            )
        }
    }
}
