import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

extension OpenQueue {
    /// Reads a receipt handle of this queue.
    func handle(_ text: String) throws(ServiceError) -> ReceiptHandle {
        guard let handle = ReceiptHandle(text), handle.queueARN == address.arn else {
            throw .invalidReceiptHandle(text)
        }
        return handle
    }

    /// Deletes the message that a handle names.
    ///
    /// A handle of a message that is gone deletes nothing and is no error: AWS answers the same. In a standard queue that holds of a
    /// handle of an earlier receive as well; in a FIFO queue a handle is good only as long as its message is hidden.
    mutating func delete(_ text: String, _ turn: inout Turn) throws(ServiceError) {
        let handle = try handle(text)
        guard handle.generation == generation, let state = try state(handle.sequence, &turn) else { return }
        if isFIFO, state.nonce != handle.nonce || state.visibleAt <= turn.now {
            throw .invalidParameter("ReceiptHandle", value: text, reason: "The receipt handle has expired.")
        }
        guard state.nonce == handle.nonce else { return }
        let identity = try identity(handle.sequence, state, &turn)
        let place = try place(handle.sequence, state, identity, &turn)
        try inGroup(identity.groupID, &turn) { (queue, turn) throws(ServiceError) in
            queue.remove(place, identity, &turn)
        }
        notify("MessageDeleted", identity, .succeeded, &turn)
    }

    /// Hides the message that a handle names until so many seconds from now; 0 makes it visible at once.
    ///
    /// A message keeps its place in its group: one that becomes visible is received before those behind it.
    mutating func changeVisibility(_ text: String, seconds: Int, _ turn: inout Turn) throws(ServiceError) {
        let handle = try handle(text)
        guard handle.generation == generation, var state = try state(handle.sequence, &turn) else {
            throw Self.notAvailable(text)
        }
        let before = state
        switch state.changeVisibility(seconds: seconds, nonce: handle.nonce, at: turn.now) {
        case .visible:
            // AWS answers of a standard queue that all is well and does nothing.
            if isFIFO { throw Self.notAvailable(text) }
        case .notAvailable: throw Self.notAvailable(text)
        case .tooLong:
            throw .invalidParameter(
                "VisibilityTimeout",
                value: String(seconds),
                reason: "Total VisibilityTimeout for the message is beyond the limit "
                    + "[\(SQSLimits.visibilitySeconds.upperBound) seconds]"
            )
        case .moved:
            let identity = try identity(handle.sequence, before, &turn)
            try move(handle.sequence, from: before, to: state, identity, &turn)
            guard seconds == 0 else { return }
            notify("MessageVisible", identity, .progressed, &turn)
        }
    }

    /// Takes a message that is hidden to another time.
    mutating func move(
        _ sequence: Int64,
        from before: MessageState,
        to state: MessageState,
        _ identity: MessageIdentity,
        _ turn: inout Turn
    ) throws(ServiceError) {
        let place = try place(sequence, before, identity, &turn)
        try inGroup(identity.groupID, &turn) { (queue, turn) throws(ServiceError) in
            queue.leave(place, &turn)
            queue.put(state, of: sequence, &turn)
            queue.enter(
                Place(
                    sequence: sequence,
                    visibleAt: state.visibleAt,
                    readiness: state.readiness ?? .inFlight,
                    group: identity.groupID
                ),
                &turn
            )
        }
    }

    private static func notAvailable(_ handle: String) -> ServiceError {
        .invalidParameter(
            "ReceiptHandle",
            value: handle,
            reason: "Message does not exist or is not available for visibility timeout change."
        )
    }
}
