import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// How the task of a test has ended, until the test has looked: held in memory only, like the test.
final class TaskEnding: Sendable {
    enum Outcome: Sendable, Equatable {
        case succeeded(JSONValue)
        case failed(error: String?, cause: String?)
        /// The time is up, or nobody waits any more.
        case over

        /// What an execution would be told of a task that is done.
        init(_ signal: Signal) {
            switch signal {
            case .taskSucceeded(_, let output): self = .succeeded(output)
            case .taskFailed(_, let error, let cause): self = .failed(error: error, cause: cause)
            default: self = .over
            }
        }
    }

    private let state = Mutex<Outcome?>(nil)
    private let waiters = Waiters<Int>()

    /// Notes an ending; the first one stands.
    func note(_ outcome: Outcome) {
        state.withLock { $0 = $0 ?? outcome }
        waiters.wake(0)
    }

    /// Waits for an ending, in the midst of work that counts as activity: it is laid down for the wait.
    ///
    /// `begin` starts what ends with it, and answers with what is cancelled then. Where the waiting task is cancelled, it is over.
    func wait(on activity: ActivityGauge, begin: () -> Task<Void, Never>) async -> Outcome {
        await waiters.withWaiter(for: 0, activity: activity) { waiter in
            let limit = begin()
            defer { limit.cancel() }
            while true {
                let wasWoken = waiter.take()
                defer { waiter.settle(wasWoken) }
                if let outcome = state.withLock({ $0 }) { return outcome }
                if Task.isCancelled { return .over }
                activity.end()
                await waiter.next()
                activity.begin()
            }
        }
    }
}
