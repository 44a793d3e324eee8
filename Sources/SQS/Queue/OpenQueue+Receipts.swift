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
    /// A handle of an earlier receive, or of a message that is gone, deletes nothing and is no error: AWS answers the same.
    mutating func delete(_ text: String, _ turn: inout Turn) throws(ServiceError) {
        let handle = try handle(text)
        guard handle.generation == record.generation, let state = try state(handle.sequence, &turn),
            state.nonce == handle.nonce
        else { return }
        let message = try message(handle.sequence, &turn)
        remove(handle.sequence, visibleAt: state.visibleAt, &turn)
        notify("MessageDeleted", message, .succeeded, &turn)
    }

    /// Hides the message that a handle names until so many seconds from now; 0 makes it visible at once.
    mutating func changeVisibility(_ text: String, seconds: Int, _ turn: inout Turn) throws(ServiceError) {
        let handle = try handle(text)
        guard handle.generation == record.generation, var state = try state(handle.sequence, &turn) else {
            throw Self.notAvailable(text)
        }
        let before = state.visibleAt
        switch state.changeVisibility(seconds: seconds, nonce: handle.nonce, at: turn.now) {
        case .ignored: return
        case .notAvailable: throw Self.notAvailable(text)
        case .tooLong:
            throw .invalidParameter(
                "VisibilityTimeout",
                value: String(seconds),
                reason: "Total VisibilityTimeout for the message is beyond the limit "
                    + "[\(SQSLimits.visibilitySeconds.upperBound) seconds]"
            )
        case .moved:
            leave(handle.sequence, visibleAt: before, &turn)
            put(state, of: handle.sequence, &turn)
            enter(handle.sequence, visibleAt: state.visibleAt, seconds > 0 ? .inFlight : .visible, &turn)
            guard seconds == 0 else { return }
            notify("MessageVisible", try message(handle.sequence, &turn), .progressed, &turn)
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
