import Synchronization

/// The events that clients put.
final class EventLedger: Sendable {
    private struct State {
        var next = 0
        /// The requests that were answered, each the numbers and identifiers of its events.
        var accepted: [Int: String] = [:]
        /// The numbers of each request: all of its events are delivered, or none.
        var requests: [[Int]] = []
    }

    private let state = Mutex(State())

    /// The numbers of the events of a new request.
    func begin(_ count: Int) -> [Int] {
        state.withLock { state in
            let numbers = Array(state.next..<(state.next + count))
            state.next += count
            state.requests.append(numbers)
            return numbers
        }
    }

    func noteAccepted(_ number: Int, _ id: String) {
        state.withLock { $0.accepted[number] = id }
    }

    /// The identifiers of the events that were accepted, by number.
    var accepted: [Int: String] { state.withLock { $0.accepted } }

    var requests: [[Int]] { state.withLock { $0.requests } }
}
