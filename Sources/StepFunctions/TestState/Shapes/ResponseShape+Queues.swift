// The shapes follow the public model of the API: names, types, what is required, bounds and enumerations.
extension ResponseShape {
    /// What Amazon SQS answers, by action.
    ///
    /// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
    static let queueAnswers: [String: ResponseShape] = [
        "sendMessage": sendMessageAnswer,
        "sendMessageBatch": sendMessageBatchAnswer,
        "receiveMessage": receiveMessageAnswer,
        "getQueueUrl": getQueueUrlAnswer,
        "getQueueAttributes": getQueueAttributesAnswer,
    ]

    private static let sendMessageAnswer: ResponseShape = .structure([
        "MD5OfMessageBody": .text,
        "MD5OfMessageAttributes": .text,
        "MD5OfMessageSystemAttributes": .text,
        "MessageId": .text,
        "SequenceNumber": .text,
    ])

    private static let sendMessageBatchAnswer: ResponseShape = .structure(
        [
            "Successful": .list(.sendMessageBatchResultEntry),
            "Failed": .list(.batchResultErrorEntry),
        ],
        required: ["Successful", "Failed"]
    )

    private static let receiveMessageAnswer: ResponseShape = .structure([
        "Messages": .list(.message)
    ])

    private static let getQueueUrlAnswer: ResponseShape = .structure([
        "QueueUrl": .text
    ])

    private static let getQueueAttributesAnswer: ResponseShape = .structure([
        "Attributes": .map(.text)
    ])

    private static let sendMessageBatchResultEntry: ResponseShape = .structure(
        [
            "Id": .text,
            "MessageId": .text,
            "MD5OfMessageBody": .text,
            "MD5OfMessageAttributes": .text,
            "MD5OfMessageSystemAttributes": .text,
            "SequenceNumber": .text,
        ],
        required: ["Id", "MessageId", "MD5OfMessageBody"]
    )

    private static let batchResultErrorEntry: ResponseShape = .structure(
        [
            "Id": .text,
            "SenderFault": .boolean,
            "Code": .text,
            "Message": .text,
        ],
        required: ["Id", "SenderFault", "Code"]
    )

    private static let message: ResponseShape = .structure([
        "MessageId": .text,
        "ReceiptHandle": .text,
        "MD5OfBody": .text,
        "Body": .text,
        "Attributes": .map(.text),
        "MD5OfMessageAttributes": .text,
        "MessageAttributes": .map(.messageAttributeValue),
    ])

    private static let messageAttributeValue: ResponseShape = .structure(
        [
            "StringValue": .text,
            "BinaryValue": .text,
            "StringListValues": .list(.text),
            "BinaryListValues": .list(.text),
            "DataType": .text,
        ],
        required: ["DataType"]
    )
}
