/// The bounds of SNS, as AWS has them.
///
/// Source: https://docs.aws.amazon.com/general/latest/gr/sns.html
package enum SNSLimits {
    /// The size of a message with its attributes, in bytes.
    package static let messageBytesMax = 262_144
    package static let topicNameLengthMax = 256
    package static let subjectLengthMax = 99
    /// How many entries a list shows at once.
    package static let pageSize = 100
}
