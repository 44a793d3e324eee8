/// The bounds of SQS, as AWS has them.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html
package enum SQSLimits {
    /// The default and the largest size of a message, in bytes, with its attributes.
    package static let messageBytesMax = 1_048_576
    /// The smallest size that a queue may set as its bound.
    package static let messageBytesMin = 1024
    /// The size of all messages of one batch, in bytes.
    package static let batchBytesMax = 1_048_576
    package static let batchEntriesMax = 10
    package static let batchEntryIDLengthMax = 80
    package static let messageAttributesMax = 10
    package static let attributeNameLengthMax = 256
    package static let attributeTypeLengthMax = 256
    package static let queueNameLengthMax = 80
    package static let receivedMessagesMax = 10
    package static let delaySeconds = 0...900
    package static let retentionSeconds = 60...1_209_600
    package static let visibilitySeconds = 0...43_200
    package static let waitSeconds = 0...20
    package static let receiveCountMax = 1...1000
    package static let groupIDLengthMax = 128
    package static let listedQueuesMax = 1000
    package static let keyReuseSeconds = 60...86_400
    package static let redriveSourcesMax = 10
    package static let inFlightMax: Int64 = 120_000
    package static let tagsMax = 50
    package static let tagKeyLengthMax = 128
    package static let tagValueLengthMax = 256
    package static let permissionActionsMax = 7
    package static let moveTasksListedMax = 10
    package static let movedMessagesPerSecond = 1...500

    // What follows bounds one turn. The numbers are ours; work beyond them goes on in the next turn.

    /// How many messages one receive looks at, including those that it drops or moves to a dead-letter queue.
    static let examinedMax = 1000
    /// How many hidden messages one turn announces as visible.
    static let announcedMax = 1000
    /// How many messages one turn sweeps.
    static let sweptMax = 1000
    /// How many messages one turn moves for a move task without a rate.
    static let movedMax = 100
    /// How many hidden messages `Peek` looks at.
    static let peekExaminedMax = 10_000
    /// How many messages of a kind `Peek` shows.
    static let peekedMax = 1000
}
