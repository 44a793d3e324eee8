/// A service that speaks awsQuery.
struct QueryService: Sendable {
    /// The name at the door, which is that of the credential's scope too.
    let name: String
    /// `Version` in requests.
    let version: String
    /// The namespace of answers.
    let namespace: String
    /// What requests hold.
    let input: [QueryMember]
    /// What answers hold.
    let output: [QueryMember]
    /// Operations whose answers hold nothing, not even an empty result.
    let silent: Set<String>
    /// Whether errors end with an empty `Detail`.
    let hasDetail: Bool

    static let all = [sqs, sns]

    /// The service of a credential's scope or of a version.
    static func named(_ name: String) -> QueryService? { all.first { $0.name == name } }

    static func ofVersion(_ version: String) -> QueryService? { all.first { $0.version == version } }
}

extension QueryService {
    /// Topics.
    ///
    /// Source: https://docs.aws.amazon.com/sns/latest/api/API_Operations.html
    static let sns = QueryService(
        name: "sns",
        version: "2010-03-31",
        namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
        input: publication + [
            QueryMember("Attributes", nil, attributes),
            QueryMember("Tags", nil, .list(item: "member", .structure([]))),
            QueryMember("TagKeys", nil, .list(item: "member", .text)),
            QueryMember("AWSAccountId", nil, .list(item: "member", .text)),
            QueryMember("ActionName", nil, .list(item: "member", .text)),
            QueryMember("PublishBatchRequestEntries", nil, .list(item: "member", .structure(publication))),
            QueryMember("ReturnSubscriptionArn", nil, .boolean),
        ],
        output: [QueryMember("Attributes", nil, attributes)],
        silent: [
            "AddPermission", "DeleteTopic", "PutDataProtectionPolicy", "RemovePermission", "SetSubscriptionAttributes",
            "SetTopicAttributes", "Unsubscribe",
        ],
        hasDetail: false
    )

    private static let attributes = QueryShape.map(entry: "entry", key: "key", value: "value", .text)

    private static let publication = [
        QueryMember(
            "MessageAttributes",
            nil,
            .map(entry: "entry", key: "Name", value: "Value", .structure([]))
        )
    ]
}

extension QueryService {
    /// Queues, for clients older than their JSON protocol.
    ///
    /// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
    static let sqs = QueryService(
        name: "sqs",
        version: "2012-11-05",
        namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
        input: message + [
            QueryMember("Attribute", "Attributes", queueAttributes),
            QueryMember("AttributeName", "AttributeNames", .list(item: nil, .text)),
            QueryMember("MessageAttributeName", "MessageAttributeNames", .list(item: nil, .text)),
            QueryMember("MessageSystemAttributeName", "MessageSystemAttributeNames", .list(item: nil, .text)),
            QueryMember("SendMessageBatchRequestEntry", "Entries", entries),
            QueryMember("DeleteMessageBatchRequestEntry", "Entries", entries),
            QueryMember("ChangeMessageVisibilityBatchRequestEntry", "Entries", entries),
            QueryMember("Tag", "Tags", tags),
            QueryMember("TagKey", "TagKeys", .list(item: nil, .text)),
            QueryMember("AWSAccountId", "AWSAccountIds", .list(item: nil, .text)),
            QueryMember("ActionName", "Actions", .list(item: nil, .text)),
            QueryMember("MaxNumberOfMessages", nil, .integer),
            QueryMember("WaitTimeSeconds", nil, .integer),
            QueryMember("MaxResults", nil, .integer),
            QueryMember("MaxNumberOfMessagesPerSecond", nil, .integer),
        ],
        output: [
            QueryMember("Attribute", "Attributes", queueAttributes),
            QueryMember("QueueUrl", "QueueUrls", .list(item: nil, .text)),
            QueryMember("QueueUrl", "queueUrls", .list(item: nil, .text)),
            QueryMember("Tag", "Tags", tags),
            QueryMember("BatchResultErrorEntry", "Failed", .list(item: nil, .structure([]))),
            QueryMember("ListMessageMoveTasksResultEntry", "Results", .list(item: nil, .structure([]))),
            QueryMember(
                "Message",
                "Messages",
                .list(
                    item: nil,
                    .structure([
                        QueryMember("Attribute", "Attributes", queueAttributes),
                        QueryMember("MessageAttribute", "MessageAttributes", messageAttributes),
                    ])
                )
            ),
        ],
        silent: [
            "AddPermission", "ChangeMessageVisibility", "DeleteMessage", "DeleteQueue", "PurgeQueue",
            "RemovePermission",
            "SetQueueAttributes", "TagQueue", "UntagQueue",
        ],
        hasDetail: true
    )

    private static let queueAttributes = QueryShape.map(entry: nil, key: "Name", value: "Value", .text)
    private static let messageAttributes = QueryShape.map(entry: nil, key: "Name", value: "Value", .structure([]))
    private static let tags = QueryShape.map(entry: nil, key: "Key", value: "Value", .text)
    private static let entries = QueryShape.list(item: nil, .structure(message))

    private static let message = [
        QueryMember("DelaySeconds", nil, .integer),
        QueryMember("VisibilityTimeout", nil, .integer),
        QueryMember("MessageAttribute", "MessageAttributes", messageAttributes),
        QueryMember("MessageSystemAttribute", "MessageSystemAttributes", messageAttributes),
    ]
}
