/// What the histories of all executions say together.
struct Gathered: Sendable {
    /// A status that an execution came to.
    struct StatusChange: Sendable, Hashable, Comparable {
        let arn: String
        let status: String

        static func < (left: StatusChange, right: StatusChange) -> Bool {
            (left.arn, left.status) < (right.arn, right.status)
        }
    }

    /// The messages that count as sent.
    private(set) var sent: Set<String> = []
    /// How often a row counts as updated.
    private(set) var updates = 0
    /// The events that count as put.
    private(set) var announced: Set<String> = []
    private(set) var statuses: [StatusChange: Int] = [:]
    /// The executions that events started.
    var reactions: [String] = []
    /// How often each result of a client was taken.
    private(set) var answers: [Int: Int] = [:]
    /// When tasks of an execution may have ended otherwise, by its name.
    private(set) var cutOffs: [String: [Double]] = [:]
    /// When an execution ended.
    private(set) var ends: [String: [Double]] = [:]
    private(set) var complaints: [String] = []

    mutating func add(_ history: History) {
        complaints += history.complaints
        for id in history.messages where !sent.insert(id).inserted {
            complaints.append("\(history.arn): the message \(id) counts as sent twice")
        }
        updates += history.updates
        for number in history.answers { answers[number, default: 0] += 1 }
        cutOffs[history.arn.split(separator: ":").last.map { String($0) } ?? ""] = history.cutsOffAt
        ends[history.arn] = history.endedAt
        for id in history.announced where !announced.insert(id).inserted {
            complaints.append("\(history.arn): the event \(id) counts as put twice")
        }
        for status in history.statuses { statuses[StatusChange(arn: history.arn, status: status), default: 0] += 1 }
    }
}
