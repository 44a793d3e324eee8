import QuickstepPrimitives
import QuickstepServiceKit

/// Fair queues: the groups of a standard queue take turns.
///
/// AWS tells noisy groups by their share of what is in flight and prefers the others. Here, every group with visible messages has one place
/// in the rotation and goes to its end whenever a message of it is received, so none can hold up another, and a message without a
/// group is its own. Nothing is locked, and the order within a group is not promised.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
extension OpenQueue {
    /// Where a group stands in the rotation; `nil` where it has no visible messages.
    func rotationKey(of group: String, _ turn: inout Turn) throws(ServiceError) -> StoreKey? {
        guard let place = try turn.get(rows.places(generation).text(group)) else { return nil }
        return rows.rotation(generation).key(StoreKey(bytes: place))
    }

    /// Gives a group a place in the rotation when its first message is visible, and takes it away with the last.
    mutating func settleRotation(of group: String, _ turn: inout Turn) throws(ServiceError) {
        let waiting = rows.waiting(generation).text(group)
        let first = try turn.range(waiting.prefixRange, limit: 1).first
        let key = try rotationKey(of: group, &turn)
        switch (first, key) {
        case (nil, let key?):
            turn.delete(key)
            turn.delete(rows.places(generation).text(group))
            ledger.groups = max(0, ledger.groups - 1)
        case (let first?, nil):
            let (time, sequence) = try QueueRows.timeAndNumber(of: first.key, under: waiting)
            stand(group, at: time, sequence, &turn)
            ledger.groups += 1
        case (nil, nil), (_?, _?): break
        }
    }

    /// Sends a group to the end of the rotation.
    mutating func passTurn(of group: String, _ key: StoreKey, _ turn: inout Turn) throws(ServiceError) {
        turn.delete(key)
        stand(group, at: turn.now, try turn.sequence(), &turn)
    }

    private func stand(_ group: String, at time: Timestamp, _ order: Int64, _ turn: inout Turn) {
        let place = StoreKey(bytes: []).integer(time.milliseconds).integer(order)
        turn.put(rows.places(generation).text(group), place.bytes)
        turn.put(rows.rotation(generation).key(place), Array(group.utf8))
    }

    /// The groups that can be received, in the order of their turns.
    func rotationRange(at now: Timestamp) -> Range<StoreKey> {
        let index = rows.rotation(generation)
        return index..<index.integer(now.milliseconds).prefixRange.upperBound
    }
}
