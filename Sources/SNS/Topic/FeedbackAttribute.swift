/// The attributes that ask for logs of deliveries: kept, shown, and without effect, as there is no log service here.
///
/// Source: https://docs.aws.amazon.com/sns/latest/dg/topics-attrib.html
enum FeedbackAttribute {
    private static let protocols = ["HTTP", "Firehose", "Lambda", "Application", "SQS"]

    static func isRole(_ name: String) -> Bool {
        protocols.contains { name == "\($0)SuccessFeedbackRoleArn" || name == "\($0)FailureFeedbackRoleArn" }
    }

    static func isSampleRate(_ name: String) -> Bool {
        protocols.contains { name == "\($0)SuccessFeedbackSampleRate" }
    }
}
