import QuickstepPrimitives

/// What of a message is signed: some of its members, each with its name, in the order of the names.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
enum CanonicalText {
    static func notification(_ message: PublishedMessage, _ text: String) -> String {
        var pairs = [("Message", text), ("MessageId", message.messageID)]
        if let subject = message.publication.subject { pairs.append(("Subject", subject)) }
        pairs += [
            ("Timestamp", message.publishedAt.iso8601), ("TopicArn", message.topic.arn), ("Type", "Notification"),
        ]
        return lines(pairs)
    }

    static func lines(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\($0.name)\n\($0.value)\n" }.joined()
    }
}
