import QuickstepPrimitives
import QuickstepServiceKit

/// Receives that are repeated under the same name, because their answer did not arrive.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
extension OpenQueue {
    /// What the receive of that name was given, hidden anew: the same messages under the same handles.
    ///
    /// Returns nothing where it is too long ago, or where one of its messages was deleted, received again or changed meanwhile.
    mutating func repeated(
        _ name: String,
        _ hiddenSeconds: Int,
        _ turn: inout Turn
    ) throws(ServiceError) -> [ReceivedMessage]? {
        guard let attempt = try attempt(name, turn) else { return nil }
        var found: [(sequence: Int64, state: MessageState)] = []
        for item in attempt.items {
            guard let state = try state(item.sequence, &turn), state.nonce == item.nonce,
                state.visibleAt == item.visibleAt, state.visibleAt > turn.now
            else { return nil }
            found.append((item.sequence, state))
        }
        var received: [ReceivedMessage] = []
        for (sequence, before) in found {
            let message = try message(sequence, &turn)
            var state = before
            let visibleAt = turn.now.adding(milliseconds: Int64(hiddenSeconds) * 1000)
            state.hide(until: visibleAt, at: turn.now)
            try move(sequence, from: before, to: state, message.identity, &turn)
            received.append(receivedMessage(message, state, sequence))
        }
        write(name, startedAt: attempt.startedAt, received, &turn)
        return received
    }

    mutating func remember(_ name: String, _ received: [ReceivedMessage], _ turn: inout Turn) {
        write(name, startedAt: turn.now, received, &turn)
        forgetLater(IdentifierWindow.number(at: turn.now))
    }

    private func attempt(_ name: String, _ turn: Turn) throws(ServiceError) -> ReceiveAttempt? {
        for window in IdentifierWindow.known(at: turn.now) {
            let key = rows.attempts(generation).integer(window).text(name)
            guard let bytes = try turn.get(key) else { continue }
            guard let attempt = ReceiveAttempt(bytes: bytes) else {
                throw .damaged("a receive of the queue \(address.name)")
            }
            if IdentifierWindow.isKnown(since: attempt.startedAt, at: turn.now) { return attempt }
        }
        return nil
    }

    private func write(
        _ name: String,
        startedAt: Timestamp,
        _ received: [ReceivedMessage],
        _ turn: inout Turn
    ) {
        let items = received.map {
            ReceiveAttempt.Item(sequence: $0.handle.sequence, nonce: $0.handle.nonce, visibleAt: $0.state.visibleAt)
        }
        let window = IdentifierWindow.number(at: startedAt)
        turn.put(
            rows.attempts(generation).integer(window).text(name),
            ReceiveAttempt(startedAt: startedAt, items: items).bytes
        )
    }
}
