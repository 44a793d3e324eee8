// The shapes follow the public model of the API: names, types, what is required, bounds and enumerations.
extension ResponseShape {
    /// What Amazon SNS answers, by action.
    ///
    /// Source: https://docs.aws.amazon.com/sns/latest/api/API_Operations.html
    static let topicAnswers: [String: ResponseShape] = [
        "publish": publishAnswer,
        "publishBatch": publishBatchAnswer,
    ]

    private static let publishAnswer: ResponseShape = .structure([
        "MessageId": .text,
        "SequenceNumber": .text,
    ])

    private static let publishBatchAnswer: ResponseShape = .structure([
        "Successful": .list(.publishBatchResultEntry),
        "Failed": .list(.batchResultErrorEntry),
    ])

    private static let publishBatchResultEntry: ResponseShape = .structure([
        "Id": .text,
        "MessageId": .text,
        "SequenceNumber": .text,
    ])

    private static let batchResultErrorEntry: ResponseShape = .structure(
        [
            "Id": .text,
            "Code": .text,
            "Message": .text,
            "SenderFault": .boolean,
        ],
        required: ["Id", "Code", "SenderFault"]
    )
}
