import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `StartMessageMoveTask`: begins to take the visible messages of a dead-letter queue elsewhere.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
enum StartMessageMoveTask {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let source = try MoveTaskRequest.queue("SourceArn", call.parameters, &turn)
        guard let source else { throw .missingParameter("SourceArn") }
        let destination = try MoveTaskRequest.queue("DestinationArn", call.parameters, &turn)
        let rate = try call.parameters.integer(
            "MaxNumberOfMessagesPerSecond",
            in: SQSLimits.movedMessagesPerSecond,
            reason: "Must be between \(SQSLimits.movedMessagesPerSecond.lowerBound) and "
                + "\(SQSLimits.movedMessagesPerSecond.upperBound), if provided."
        )
        let directory = QueueDirectory(scope: source.address.scope)
        guard try !directory.sources(of: source.address, limit: 1, &turn).isEmpty else {
            throw .invalidParameter("Source queue must be configured as a Dead Letter Queue.")
        }
        if let destination {
            guard destination.address != source.address else {
                throw .invalidParameter("Source queue arn and destination queue arn cannot be the same.")
            }
            guard destination.isFIFO == source.isFIFO else {
                throw .invalidParameter("Source queue and destination queue must be of the same type.")
            }
        }
        let tasks = MoveTaskRows(rows: source.rows)
        guard try tasks.running(turn) == nil else {
            throw .invalidParameter(
                "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
            )
        }
        let task = MoveTask(
            number: try turn.sequence(),
            id: turn.uuid(),
            destination: destination?.address,
            rate: rate,
            toMove: try source.counts(turn).visible,
            at: turn.now
        )
        try tasks.put(task, before: nil, &turn)
        return ["TaskHandle": .string(MoveTaskHandle(taskID: task.id, source: source.address).text)]
    }
}

/// `CancelMessageMoveTask`: ends a move task where it is.
///
/// It has no state in between: what is moved in one turn is moved, and the next turn does not come.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html
enum CancelMessageMoveTask {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        guard let handle = MoveTaskHandle(try call.parameters.requiredText("TaskHandle")) else {
            throw .invalidParameter("Value for parameter TaskHandle is invalid.")
        }
        let tasks = MoveTaskRows(rows: QueueRows(handle.source))
        guard try turn.get(tasks.rows.queue) != nil else { throw MoveTaskRequest.notFound("SourceArn") }
        let known = try tasks.newest(SQSLimits.moveTasksListedMax, turn)
        guard var task = known.first(where: { $0.id == handle.taskID }) else {
            throw .resourceNotFound("Task does not exist.")
        }
        guard task.status == .running else { throw .invalidParameter("Only active tasks can be cancelled.") }
        let before = task
        task.cancel()
        try tasks.put(task, before: before, &turn)
        return ["ApproximateNumberOfMessagesMoved": .number(JSONNumber(task.moved))]
    }
}

/// `ListMessageMoveTasks`: the move tasks of a queue, newest first.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html
enum ListMessageMoveTasks {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        guard let source = try MoveTaskRequest.queue("SourceArn", call.parameters, &turn) else {
            throw .missingParameter("SourceArn")
        }
        let limit =
            try call.parameters.integer(
                "MaxResults",
                in: 1...SQSLimits.moveTasksListedMax,
                reason: "Must be between 1 and \(SQSLimits.moveTasksListedMax), if provided."
            ) ?? 1
        let tasks = try MoveTaskRows(rows: source.rows).newest(limit, turn)
        return ["Results": .array(tasks.map { .object(shown($0, source.address)) })]
    }

    private static func shown(_ task: MoveTask, _ source: QueueAddress) -> JSONObject {
        var result: JSONObject = [
            "Status": .string(task.status.rawValue),
            "SourceArn": .string(source.arn),
            "ApproximateNumberOfMessagesMoved": .number(JSONNumber(task.moved)),
            "ApproximateNumberOfMessagesToMove": .number(JSONNumber(task.toMove)),
            "StartedTimestamp": .number(JSONNumber(task.startedAt.milliseconds)),
        ]
        // Only a task that runs can be named, to cancel it.
        if task.status == .running {
            result["TaskHandle"] = .string(MoveTaskHandle(taskID: task.id, source: source).text)
        }
        if let destination = task.destination { result["DestinationArn"] = .string(destination.arn) }
        if let rate = task.rate { result["MaxNumberOfMessagesPerSecond"] = .number(JSONNumber(rate)) }
        if let reason = task.failureReason { result["FailureReason"] = .string(reason) }
        return result
    }
}

/// What the operations of move tasks have in common.
enum MoveTaskRequest {
    /// The queue that a parameter names by its ARN; `nil` where it is absent.
    static func queue(
        _ name: String,
        _ parameters: Parameters,
        _ turn: inout Turn
    ) throws(ServiceError) -> OpenQueue? {
        guard let text = try parameters.text(name), !text.isEmpty else { return nil }
        guard let address = QueueAddress(arn: text), let queue = try OpenQueue(ifExists: address, &turn) else {
            throw notFound(name)
        }
        return queue
    }

    static func notFound(_ name: String) -> ServiceError {
        .resourceNotFound("The resource that you specified for the \(name) parameter doesn't exist.")
    }
}
