// The shapes follow the public model of the API: names, types, what is required, bounds and enumerations.
extension ResponseShape {
    /// What Amazon EventBridge answers, by action.
    ///
    /// Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html
    static let eventAnswers: [String: ResponseShape] = [
        "putEvents": putEventsAnswer
    ]

    private static let putEventsAnswer: ResponseShape = .structure([
        "FailedEntryCount": .number,
        "Entries": .list(.putEventsResultEntry),
    ])

    private static let putEventsResultEntry: ResponseShape = .structure([
        "EventId": .text(to: 64),
        "ErrorCode": .text,
        "ErrorMessage": .text,
    ])
}
