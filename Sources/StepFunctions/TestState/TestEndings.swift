import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// How the tasks of tests have ended, until whoever waits has looked: held in memory only, like the tests.
final class TestEndings: Sendable {
    enum Ending: Sendable, Equatable {
        case succeeded(JSONValue)
        case failed(error: String?, cause: String?)
        /// The time is up.
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

    private enum State {
        case expected
        case ended(Ending)
    }

    /// Those who wait, by the ARN of the execution that their test stands for.
    let waiters = Waiters<String>()
    private let states = Mutex<[String: State]>([:])

    func expect(at place: String) {
        states.withLock { $0[place] = .expected }
    }

    func forget(_ place: String) {
        states.withLock { $0[place] = nil }
    }

    /// Notes an ending; the first one stands.
    ///
    /// Returns whether a test runs there.
    @discardableResult
    func note(_ ending: Ending, at place: String) -> Bool {
        let isTest = states.withLock { states in
            guard let state = states[place] else { return false }
            if case .expected = state { states[place] = .ended(ending) }
            return true
        }
        if isTest { waiters.wake(place) }
        return isTest
    }

    func ending(at place: String) -> Ending? {
        states.withLock { states in
            if case .ended(let ending) = states[place] { ending } else { nil }
        }
    }
}
