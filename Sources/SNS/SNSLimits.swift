/// The bounds of SNS, as AWS has them.
///
/// Quotas that AWS raises on request (topics and subscriptions of an account) are not enforced.
///
/// Source: https://docs.aws.amazon.com/general/latest/gr/sns.html
package enum SNSLimits {
    /// The size of a message with its attributes, in bytes.
    package static let messageBytesMax = 262_144
    package static let topicNameLengthMax = 256
    package static let displayNameLengthMax = 100
    package static let subjectLengthMax = 99
    /// How many entries a list shows at once.
    package static let pageSize = 100
    /// How many messages one request publishes.
    package static let batchEntriesMax = 10
    /// How many subscriptions a FIFO topic has.
    package static let fifoSubscriptionsMax = 100
    /// How many subscriptions of a topic have filter policies: what AWS allows an account.
    package static let filterPoliciesMax = 10_000
    /// How long a FIFO topic takes a message with the same id for the same message.
    package static let deduplicationMilliseconds: Int64 = 5 * 60 * 1000
    /// How long a subscription can be confirmed.
    package static let tokenMilliseconds: Int64 = 2 * 24 * 60 * 60 * 1000
    /// How long an HTTP endpoint may take to answer.
    package static let answerTimeout = Duration.seconds(15)
    /// How many deliveries to one subscription are under way at once: ours.
    package static let deliveriesAtOnceMax = 16
    /// How many letters are kept, the newest: ours.
    package static let lettersMax: Int64 = 1000
    /// How many topics are held in memory ready for publishing: ours.
    static let boardsMax = 256
    /// How many rows one turn of housekeeping removes: ours.
    static let sweptMax = 1000
}
