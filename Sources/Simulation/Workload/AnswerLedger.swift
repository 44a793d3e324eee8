import QuickstepPrimitives
import Synchronization

/// What clients answered to tasks that waited for them, and what they were told of that.
final class AnswerLedger: Sendable {
    /// A result that was taken.
    struct Accepted: Sendable {
        let number: Int
        let execution: String
        let time: Timestamp
    }

    private struct State {
        var next = 0
        var accepted: [Accepted] = []
        /// The tokens that ended with an answer.
        var ended: Set<String> = []
        /// When signs of life were sent, by the name of the execution.
        var signs: [String: [ClosedRange<Double>]] = [:]
        /// The tokens of which somebody was told that they are over.
        var refused: Set<String> = []
    }

    private let state = Mutex(State())

    /// The number of a new result, by which it is known in a history.
    func begin() -> Int {
        state.withLock { state in
            state.next += 1
            return state.next
        }
    }

    func isRefused(_ token: String) -> Bool { state.withLock { $0.refused.contains(token) } }

    func noteRefused(_ token: String) {
        _ = state.withLock { $0.refused.insert(token) }
    }

    /// Notes that an answer was taken, and a result with it where it was one.
    ///
    /// Returns whether it is the first of its token.
    func noteAccepted(_ token: String, _ result: Accepted?) -> Bool {
        state.withLock { state in
            if let result { state.accepted.append(result) }
            return state.ended.insert(token).inserted
        }
    }

    /// Notes a sign of life of an execution's task, which was taken between two times.
    func noteSign(of execution: String, _ times: ClosedRange<Double>) {
        state.withLock { $0.signs[execution, default: []].append(times) }
    }

    /// When signs of life of an execution's tasks were taken.
    func signs(of execution: String) -> [ClosedRange<Double>] {
        state.withLock { $0.signs[execution] ?? [] }
    }

    var accepted: [Accepted] { state.withLock { $0.accepted } }
}
