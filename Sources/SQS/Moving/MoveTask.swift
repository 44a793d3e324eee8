import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// A task that takes the messages of a dead-letter queue back to where they came from, or to another queue.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
struct MoveTask: Sendable, Equatable {
    enum Status: String, Sendable {
        /// Next: any other.
        case running = "RUNNING"
        case completed = "COMPLETED"
        case cancelled = "CANCELLED"
        case failed = "FAILED"
    }

    /// Numbers the tasks of all queues in the order in which they were started.
    ///
    /// Only messages with smaller numbers are moved: one that comes back while the task runs is not moved again.
    let number: Int64
    let id: String
    /// `nil` takes each message to the queue that gave up on it.
    let destination: QueueAddress?
    /// How many messages a second; `nil` as fast as it goes.
    let rate: Int?
    let startedAt: Timestamp
    /// How many messages there were to move.
    let toMove: Int64
    private(set) var moved: Int64 = 0
    private(set) var status = Status.running
    private(set) var failureReason: String?
    /// When the next messages are moved, while it runs.
    private(set) var due: Timestamp

    init(number: Int64, id: String, destination: QueueAddress?, rate: Int?, toMove: Int64, at now: Timestamp) {
        self.number = number
        self.id = id
        self.destination = destination
        self.rate = rate
        self.toMove = toMove
        startedAt = now
        due = now
    }

    /// How many messages are moved at once: a tenth of a second's, or as many as a turn may.
    var batchSize: Int {
        guard let rate else { return SQSLimits.movedMax }
        return max(1, rate / 10)
    }

    /// Notes that messages were moved, and when the next follow.
    mutating func advance(by count: Int, at now: Timestamp) {
        moved += Int64(count)
        guard let rate else {
            due = now
            return
        }
        // Rounded up: no second has more than the rate.
        let pause = (Int64(count) * 1000 + Int64(rate) - 1) / Int64(rate)
        due = now.adding(milliseconds: max(1, pause))
    }

    mutating func complete() {
        status = .completed
    }

    mutating func cancel() {
        status = .cancelled
    }

    mutating func fail(_ reason: String) {
        status = .failed
        failureReason = reason
    }

    var json: JSONValue {
        var row: JSONObject = [
            "id": .string(id), "startedAt": .number(JSONNumber(startedAt.milliseconds)),
            "toMove": .number(JSONNumber(toMove)), "moved": .number(JSONNumber(moved)),
            "status": .string(status.rawValue), "due": .number(JSONNumber(due.milliseconds)),
        ]
        if let destination { row["destination"] = .string(destination.arn) }
        if let rate { row["rate"] = .number(JSONNumber(rate)) }
        if let failureReason { row["failureReason"] = .string(failureReason) }
        return .object(row)
    }

    init(number: Int64, json: JSONValue) throws(ServiceError) {
        guard let id = json["id"]?.stringValue, let startedAt = json["startedAt"]?.numberValue?.int64,
            let toMove = json["toMove"]?.numberValue?.int64, let moved = json["moved"]?.numberValue?.int64,
            let status = json["status"]?.stringValue.flatMap({ Status(rawValue: $0) }),
            let due = json["due"]?.numberValue?.int64
        else { throw .damaged("the row of a message move task") }
        self.number = number
        self.id = id
        self.startedAt = Timestamp(milliseconds: startedAt)
        self.toMove = toMove
        self.moved = moved
        self.status = status
        self.due = Timestamp(milliseconds: due)
        destination = json["destination"]?.stringValue.flatMap { QueueAddress(arn: $0) }
        rate = json["rate"]?.intValue
        failureReason = json["failureReason"]?.stringValue
    }
}
