import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// What a receiver asks for.
struct ReceiveRequest: Sendable, Equatable {
    var limit: Int
    var hiddenSeconds: Int
    /// Messages from before stay as they lie.
    var since: MessageHorizon?
    /// Names the request, so that it can be repeated; of FIFO queues only.
    var attemptID: String?
}

extension OpenQueue {
    /// Receives visible messages.
    ///
    /// On the way it drops messages that were kept long enough, and moves those that were received too often to the dead-letter
    /// queue. What it returns is hidden for as long as the request says.
    mutating func receive(
        _ request: ReceiveRequest,
        inFlightMax: Int64,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) -> [ReceivedMessage] {
        if let attempt = request.attemptID, let again = try repeated(attempt, request.hiddenSeconds, &turn) {
            return again
        }
        let room = try roomInFlight(inFlightMax, turn)
        guard room > 0 else {
            // A FIFO queue answers nothing where a standard queue answers an error.
            // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html
            if isFIFO { return [] }
            throw .overLimit("The maximum number of in flight messages is reached.")
        }
        let limit = min(request.limit, room)
        var received: [ReceivedMessage] = []
        try visitVisible(since: request.since?.time, chunk: limit, &turn) { (queue, place, turn) throws(ServiceError) in
            if let since = request.since, place.sequence < since.sequence { return .passedOver }
            let message = try queue.take(place, hiddenSeconds: request.hiddenSeconds, &turn, waking: waiters)
            if let message { received.append(message) }
            return received.count < limit ? .done : .enough
        }
        if let attempt = request.attemptID, !received.isEmpty { remember(attempt, received, &turn) }
        return received
    }

    /// How many more messages can be in flight.
    private func roomInFlight(_ inFlightMax: Int64, _ turn: Turn) throws(ServiceError) -> Int {
        var inFlight = ledger.inFlight
        // The ledger may count some that are due already, so it is asked only whether there is room for sure.
        if inFlight + Int64(SQSLimits.receivedMessagesMax) > inFlightMax { inFlight = try counts(turn).inFlight }
        return Int(clamping: max(0, inFlightMax - inFlight))
    }

    private mutating func take(
        _ place: Place,
        hiddenSeconds: Int,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) -> ReceivedMessage? {
        let message = try message(place.sequence, &turn)
        let old = try state(place.sequence, &turn)
        if message.isExpired(at: turn.now, retentionSeconds: record.settings.retentionSeconds) {
            expire(place, message.identity, &turn)
            return nil
        }
        if let old, try moveToDeadLetters(message, old, place, &turn, waking: waiters) { return nil }
        var hidden = place
        if hiddenSeconds > 0 {
            hidden = Place(
                sequence: place.sequence,
                visibleAt: turn.now.adding(milliseconds: Int64(hiddenSeconds) * 1000),
                readiness: .inFlight,
                group: message.groupID
            )
            leave(place, &turn)
            enter(hidden, &turn)
        }
        let nonce = try turn.sequence()
        let identity = message.identity
        var state = old ?? MessageState(receivedAt: turn.now, place: hidden, nonce: nonce, identity: identity)
        if old != nil { state.receive(at: turn.now, place: hidden, nonce: nonce, identity: identity) }
        put(state, of: place.sequence, &turn)
        notify(
            "MessageReceived",
            identity,
            .progressed,
            detail: [
                "receiveCount": .number(JSONNumber(state.receiveCount)),
                "visibleAt": .string(hidden.visibleAt.iso8601),
            ],
            &turn
        )
        return receivedMessage(message, state, place.sequence)
    }

    func receivedMessage(_ message: StoredMessage, _ state: MessageState, _ sequence: Int64) -> ReceivedMessage {
        let handle = ReceiptHandle(
            queueARN: address.arn,
            generation: generation,
            sequence: sequence,
            nonce: state.nonce
        )
        return ReceivedMessage(
            message: message,
            state: state,
            handle: handle,
            sequenceNumber: isFIFO ? SequenceNumber.text(sequence) : nil
        )
    }

    /// Moves a message that was received as often as the policy allows.
    ///
    /// Returns whether it did.
    ///
    /// Where the dead-letter queue is gone, is of the other type by now, or is this very queue, the message stays and goes on being
    /// delivered.
    private mutating func moveToDeadLetters(
        _ message: StoredMessage,
        _ state: MessageState,
        _ place: Place,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) -> Bool {
        guard let policy = record.settings.redrivePolicy, state.receiveCount >= policy.receiveCountMax,
            policy.target != address, var target = try OpenQueue(ifExists: policy.target, &turn),
            target.isFIFO == isFIFO
        else { return false }
        remove(place, message.identity, &turn)
        notify(
            "MessageDeadLettered",
            message.identity,
            .failed,
            detail: ["deadLetterQueueArn": .string(policy.target.arn)],
            &turn
        )
        let moved = StoredMessage(
            message,
            deadLetterSource: address.arn,
            movedAt: turn.now,
            isFIFO: isFIFO,
            effect: turn.effect()
        )
        _ = try target.append(moved, state: state.deadLettered(at: turn.now, identity: moved.identity), &turn)
        try target.close(&turn, waking: waiters)
        return true
    }

    /// Drops a message that the queue has kept for as long as it keeps them.
    mutating func expire(_ place: Place, _ identity: MessageIdentity, _ turn: inout Turn) {
        remove(place, identity, &turn)
        notify("MessageDeleted", identity, .failed, detail: ["reason": "expired"], &turn)
    }
}
