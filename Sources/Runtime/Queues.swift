import QuickstepJSON
import QuickstepSQS
public import QuickstepServiceKit

/// The queues of a runtime, by name.
///
/// ```swift
/// for try await message in runtime.queues["image-jobs"].messages {
///     try await process(message.body)
///     try await message.delete()
/// }
/// ```
public struct Queues: Sendable {
    let runtime: Runtime

    /// A queue.
    ///
    /// It is looked up when it is used.
    public subscript(name: String) -> Queue {
        Queue(name: name, runtime: runtime)
    }
}

/// One durable queue.
public struct Queue: Sendable {
    /// The queue's name.
    public let name: String
    let runtime: Runtime

    /// The queue's ARN.
    public var arn: String {
        ARN(service: "sqs", scope: .standard, resource: name).description
    }

    /// Sends a message.
    ///
    /// It is durable when the call returns.
    ///
    /// - Parameters:
    ///   - body: The message: 1 byte to 1 MiB of UTF-8, or the queue's own bound.
    ///   - delaySeconds: How long nobody receives it, 0 to 900. Default: the queue's own delay.
    ///   - attributes: Text attributes, by name. Default: none.
    ///   - groupID: The group within which a FIFO queue keeps the order; without one it refuses the message. In a standard queue, groups
    ///     take turns. Default: none.
    ///   - deduplicationID: By which a FIFO queue knows duplicates for five minutes. Default: the content's, where the queue makes one.
    /// - Returns: The message's id; of a duplicate, that of the original.
    /// - Throws: `ServiceError` `AWS.SimpleQueueService.NonExistentQueue`, and what else `SendMessage` answers.
    @discardableResult
    public func send(
        _ body: String,
        delaySeconds: Int? = nil,
        attributes: [String: String] = [:],
        groupID: String? = nil,
        deduplicationID: String? = nil
    ) async throws(ServiceError) -> String {
        var parameters: JSONObject = ["QueueUrl": .string(arn), "MessageBody": .string(body)]
        if let delaySeconds { parameters["DelaySeconds"] = .number(JSONNumber(delaySeconds)) }
        if !attributes.isEmpty { parameters["MessageAttributes"] = MessageAttributes.json(attributes) }
        if let groupID { parameters["MessageGroupId"] = .string(groupID) }
        if let deduplicationID { parameters["MessageDeduplicationId"] = .string(deduplicationID) }
        return try await call("SendMessage", parameters)["MessageId"]?.stringValue ?? ""
    }

    /// Receives messages.
    ///
    /// Each is hidden from others for the queue's visibility timeout, and comes back unless it is deleted.
    ///
    /// - Parameters:
    ///   - count: How many at most, 1 to 10. Default 1.
    ///   - waitSeconds: How long to wait for the first, 0 to 20, on the runtime's clock. Default 0.
    /// - Returns: The messages; none when none came in time.
    /// - Throws: `ServiceError` `AWS.SimpleQueueService.NonExistentQueue`, and what else `ReceiveMessage` answers.
    public func receive(upTo count: Int = 1, waitSeconds: Int = 0) async throws(ServiceError) -> [QueueMessage] {
        try await receive(upTo: count, waitSeconds: waitSeconds, isEndless: false)
    }

    /// Receives messages; the waits of an endless reader draw no virtual time.
    func receive(
        upTo count: Int,
        waitSeconds: Int,
        isEndless: Bool
    ) async throws(ServiceError) -> [QueueMessage] {
        let request = ServiceRequest(
            service: "sqs",
            operation: "ReceiveMessage",
            parameters: [
                "QueueUrl": .string(arn),
                "MaxNumberOfMessages": .number(JSONNumber(count)),
                "WaitTimeSeconds": .number(JSONNumber(waitSeconds)),
                "MessageAttributeNames": ["All"],
                "MessageSystemAttributeNames": ["All"],
            ]
        )
        let output = try await runtime.sqs.receive(waiting: request, isEndless: isEndless).output
        return (output["Messages"]?.arrayValue ?? []).compactMap { QueueMessage($0, queue: self) }
    }

    /// Drops all messages.
    ///
    /// - Throws: `ServiceError` `AWS.SimpleQueueService.NonExistentQueue`.
    public func purge() async throws(ServiceError) {
        _ = try await call("PurgeQueue", ["QueueUrl": .string(arn)])
    }

    /// Messages as they come, each received once its turn has come.
    ///
    /// It never ends by itself.
    public var messages: QueueMessages { QueueMessages(queue: self) }

    func call(_ operation: String, _ parameters: JSONObject) async throws(ServiceError) -> JSONObject {
        try await runtime.call(ServiceRequest(service: "sqs", operation: operation, parameters: parameters))
    }
}

/// A message that was received.
public struct QueueMessage: Sendable {
    /// The message's id.
    public let id: String
    /// The message.
    public let body: String
    /// Names this receipt of the message.
    public let receiptHandle: String
    /// How often the message was received, this time included.
    public let receiveCount: Int
    /// The text attributes, by name.
    public let attributes: [String: String]
    /// The message's group; `nil` where it has none.
    public let groupID: String?
    /// The message's number in a FIFO queue, which rises; `nil` in a standard queue.
    public let sequenceNumber: String?
    private let queue: Queue

    init?(_ json: JSONValue, queue: Queue) {
        guard let id = json["MessageId"]?.stringValue,
            let body = json["Body"]?.stringValue,
            let receiptHandle = json["ReceiptHandle"]?.stringValue
        else { return nil }
        self.id = id
        self.body = body
        self.receiptHandle = receiptHandle
        self.queue = queue
        receiveCount = json["Attributes"]?["ApproximateReceiveCount"]?.stringValue.flatMap { Int($0) } ?? 1
        attributes = MessageAttributes.texts(json["MessageAttributes"])
        groupID = json["Attributes"]?["MessageGroupId"]?.stringValue
        sequenceNumber = json["Attributes"]?["SequenceNumber"]?.stringValue
    }

    /// Hides the message for so long from now on; 0 lets others have it at once.
    ///
    /// - Parameter seconds: 0 to 43,200. A message is hidden for at most twelve hours after it was received.
    /// - Throws: `ServiceError` `InvalidParameterValue` where the message is not in flight any more, and what else
    ///   `ChangeMessageVisibility` answers.
    public func hide(forSeconds seconds: Int) async throws(ServiceError) {
        _ = try await queue.call(
            "ChangeMessageVisibility",
            [
                "QueueUrl": .string(queue.arn), "ReceiptHandle": .string(receiptHandle),
                "VisibilityTimeout": .number(JSONNumber(seconds)),
            ]
        )
    }

    /// Deletes the message: its work is done.
    ///
    /// - Throws: `ServiceError` `ReceiptHandleIsInvalid`, and what else `DeleteMessage` answers.
    public func delete() async throws(ServiceError) {
        _ = try await queue.call(
            "DeleteMessage",
            ["QueueUrl": .string(queue.arn), "ReceiptHandle": .string(receiptHandle)]
        )
    }
}

/// The messages of a queue as they come.
public struct QueueMessages: AsyncSequence, Sendable {
    /// What the sequence gives.
    public typealias Element = QueueMessage

    let queue: Queue

    /// Begins to receive.
    public func makeAsyncIterator() -> Iterator {
        Iterator(queue: queue)
    }

    /// Receives one message at a time, waiting for it as long as it takes.
    public struct Iterator: AsyncIteratorProtocol {
        let queue: Queue

        /// The next message; `nil` when the task is cancelled.
        ///
        /// - Returns: The message.
        /// - Throws: `ServiceError` when the queue is gone.
        public mutating func next() async throws -> QueueMessage? {
            while !Task.isCancelled {
                let messages = try await queue.receive(upTo: 1, waitSeconds: 20, isEndless: true)
                if let message = messages.first { return message }
            }
            return nil
        }
    }
}
