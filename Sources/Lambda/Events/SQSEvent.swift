/// What a queue's messages look like to a function.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
public struct SQSEvent: Sendable, Hashable, Codable {
    /// The messages of the batch, in the order in which they were received.
    public var records: [Record]

    /// Makes an event.
    ///
    /// - Parameter records: The messages of the batch.
    public init(records: [Record]) {
        self.records = records
    }

    private enum CodingKeys: String, CodingKey {
        case records = "Records"
    }

    /// One attribute of a message.
    public struct Attribute: Sendable, Hashable, Codable {
        /// The value of a text or a number.
        public var stringValue: String?
        /// The value of bytes, in Base64.
        public var binaryValue: String?
        /// Always empty: SQS does not use it.
        public var stringListValues: [String]?
        /// Always empty: SQS does not use it.
        public var binaryListValues: [String]?
        /// `String`, `Number` or `Binary`, perhaps with a label of the sender's after a dot.
        public var dataType: String
    }

    /// What the queue knows about a message.
    ///
    /// Numbers are texts, as SQS writes them.
    public struct SystemAttributes: Sendable, Hashable, Codable {
        /// How often the message was received, this time included.
        public var approximateReceiveCount: String?
        /// The trace that the sender was part of.
        public var awsTraceHeader: String?
        /// When it was sent, in milliseconds since 1970.
        public var sentTimestamp: String?
        /// Its place in a FIFO queue.
        public var sequenceNumber: String?
        /// Its group in a FIFO queue.
        public var messageGroupID: String?
        /// Who sent it.
        public var senderID: String?
        /// What the FIFO queue tells repetitions by.
        public var messageDeduplicationID: String?
        /// When it was first received, in milliseconds since 1970.
        public var approximateFirstReceiveTimestamp: String?
        /// The queue that it was moved here from.
        public var deadLetterQueueSourceARN: String?

        private enum CodingKeys: String, CodingKey {
            case approximateReceiveCount = "ApproximateReceiveCount"
            case awsTraceHeader = "AWSTraceHeader"
            case sentTimestamp = "SentTimestamp"
            case sequenceNumber = "SequenceNumber"
            case messageGroupID = "MessageGroupId"
            case senderID = "SenderId"
            case messageDeduplicationID = "MessageDeduplicationId"
            case approximateFirstReceiveTimestamp = "ApproximateFirstReceiveTimestamp"
            case deadLetterQueueSourceARN = "DeadLetterQueueSourceArn"
        }
    }
}

/// What a pipe gives to its target: the messages of a batch, without the object around them that an event source mapping adds.
///
/// A function behind a pipe takes `[PipeRecord]`.
public typealias PipeRecord = SQSEvent.Record
