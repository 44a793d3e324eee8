import QuickstepJSON
import QuickstepPrimitives
import Synchronization

/// An execution that clients start, perhaps several times.
struct StartOrder: Sendable {
    let machine: String
    let name: String
    let input: String
}

/// What clients were told, over all lives of the process: it must stay true.
final class Ledger: Sendable {
    private struct State {
        var orders: [StartOrder] = []
        /// When each execution was said to have started.
        var started: [String: JSONValue?] = [:]
        var arns: [String] = []
        /// Executions that somebody was told of when a start was refused.
        var there: Set<String> = []
        var histories: [String: [JSONValue]] = [:]
        var sent: Set<String> = []
        /// Deletions that were asked for, and whether they were acknowledged.
        var deletions: [String: Bool] = [:]
        var crashes: [Timestamp] = []
        /// The stops that were acknowledged, with the time that was answered.
        var stops: [Stop] = []
        /// The token of each call of a handler, by the identifier of the call.
        var tokens: [String: String] = [:]
        var tally = Tally()
    }

    /// A stop that was acknowledged.
    struct Stop: Sendable {
        let arn: String
        let time: Double
    }

    let violations: Violations
    let mapRuns = MapRunLedger()
    let events = EventLedger()
    let troubles = TroubleLedger()
    let answers = AnswerLedger()
    private let state = Mutex(State())

    init(_ violations: Violations) {
        self.violations = violations
    }

    // MARK: Executions

    func add(_ order: StartOrder) {
        state.withLock { $0.orders.append(order) }
    }

    var orders: [StartOrder] { state.withLock { $0.orders } }

    /// The executions whose start was acknowledged, in that order.
    var arns: [String] { state.withLock { $0.arns } }

    func noteStart(_ name: String, arn: String, at date: JSONValue?) {
        let before = state.withLock { state -> JSONValue?? in
            let before = state.started[name]
            if before == nil {
                state.started[name] = .some(date)
                state.arns.append(arn)
            }
            return before
        }
        if let before, before != date {
            violations.add("\(name) was started twice: at \(before?.compactText ?? "") and \(date?.compactText ?? "")")
        }
    }

    /// Notes that an execution is said to be there.
    func noteThere(_ arn: String) {
        _ = state.withLock { $0.there.insert(arn) }
    }

    /// The executions that were said to be there, sorted.
    var there: [String] { state.withLock { $0.there.sorted() } }

    func noteStop(of arn: String, at time: Double) {
        state.withLock { $0.stops.append(Stop(arn: arn, time: time)) }
    }

    /// The stops that were acknowledged.
    var stops: [Stop] { state.withLock { $0.stops } }

    /// Notes the call of a handler: repeated, by this process or a later one, it has the token that it had.
    func noteCall(_ id: String, token: String) {
        let known = state.withLock { state in
            let known = state.tokens[id] ?? token
            state.tokens[id] = known
            return known
        }
        if known != token { violations.add("the call \(id) had the token \(known), and has \(token) now") }
    }

    func noteHistory(of arn: String, _ events: [JSONValue]) {
        let before = state.withLock { state in
            let before = state.histories[arn] ?? []
            if events.count >= before.count { state.histories[arn] = events }
            return before
        }
        guard !events.starts(with: before), !before.starts(with: events) else { return }
        violations.add("the history of \(arn) was seen to change")
    }

    /// What was seen of a history, at most.
    func longestHistory(of arn: String) -> [JSONValue] {
        state.withLock { $0.histories[arn] ?? [] }
    }

    // MARK: Messages

    func noteSent(_ id: String) {
        _ = state.withLock { $0.sent.insert(id) }
    }

    func noteDeletion(_ id: String, isDone: Bool) {
        state.withLock { $0.deletions[id] = $0.deletions[id] == true || isDone }
    }

    /// The messages that must be in the queue still.
    var messagesLeft: Set<String> {
        state.withLock { state in state.sent.filter { state.deletions[$0] == nil } }
    }

    /// The messages that must not be in the queue any more.
    var messagesGone: Set<String> {
        state.withLock { state in Set(state.deletions.filter(\.value).keys) }
    }

    // MARK: What happened

    func noteCrash(at time: Timestamp) {
        troubles.note(at: time)
        state.withLock { $0.crashes.append(time) }
    }

    /// When processes ended.
    var crashes: [Timestamp] { state.withLock { $0.crashes } }

    func count(_ feature: Feature, _ number: Int = 1) {
        state.withLock { $0.tally.add(feature, number) }
    }

    func count(_ tally: Tally) {
        state.withLock { $0.tally.add(tally) }
    }

    var tally: Tally { state.withLock { $0.tally } }
}
