import Synchronization

/// One who waits for a batch, told of its end whether or not the waiting has begun by then.
final class CommitWaiter<Failure: Error>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Failure?, Never>)
        case finished(Failure?)
    }

    private let state = Mutex(State.open)

    /// Waits for the end of the batch; returns why it was not stored.
    func outcome() async -> Failure? {
        await withCheckedContinuation { continuation in
            let finished: Failure?? = state.withLock { state in
                if case .finished(let failure) = state { return .some(failure) }
                state = .waiting(continuation)
                return nil
            }
            if let failure = finished { continuation.resume(returning: failure) }
        }
    }

    /// Says that the batch is stored, or why it is not.
    func finish(_ failure: Failure?) {
        let waiting: CheckedContinuation<Failure?, Never>? = state.withLock { state in
            defer { state = .finished(failure) }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        waiting?.resume(returning: failure)
    }
}
