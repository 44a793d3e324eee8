// The shapes follow the public model of the API: names, types, what is required, bounds and enumerations.
extension ResponseShape {
    /// What AWS Step Functions answers, by action.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
    static let executionAnswers: [String: ResponseShape] = [
        "startExecution": startExecutionAnswer,
        "startSyncExecution": startSyncExecutionAnswer,
        "describeExecution": describeExecutionAnswer,
    ]

    private static let startExecutionAnswer: ResponseShape = .structure(
        [
            "ExecutionArn": .text(from: 1, to: 256),
            "StartDate": .text,
        ],
        required: ["ExecutionArn", "StartDate"]
    )

    private static let startSyncExecutionAnswer: ResponseShape = .structure(
        [
            "ExecutionArn": .text(from: 1, to: 256),
            "StateMachineArn": .text(from: 1, to: 256),
            "Name": .text(from: 1, to: 80),
            "StartDate": .text,
            "StopDate": .text,
            "Status": .choice(["SUCCEEDED", "FAILED", "TIMED_OUT"]),
            "Error": .text(to: 256),
            "Cause": .text(to: 32_768),
            "Input": .text(to: 262_144),
            "InputDetails": .cloudWatchEventsExecutionDataDetails,
            "Output": .text(to: 262_144),
            "OutputDetails": .cloudWatchEventsExecutionDataDetails,
            "TraceHeader": .text(to: 256),
            "BillingDetails": .billingDetails,
        ],
        required: ["ExecutionArn", "StartDate", "StopDate", "Status"]
    )

    private static let describeExecutionAnswer: ResponseShape = .structure(
        [
            "ExecutionArn": .text(from: 1, to: 256),
            "StateMachineArn": .text(from: 1, to: 256),
            "Name": .text(from: 1, to: 80),
            "Status": .choice([
                "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE",
            ]),
            "StartDate": .text,
            "StopDate": .text,
            "Input": .text(to: 262_144),
            "InputDetails": .cloudWatchEventsExecutionDataDetails,
            "Output": .text(to: 262_144),
            "OutputDetails": .cloudWatchEventsExecutionDataDetails,
            "TraceHeader": .text(to: 256),
            "MapRunArn": .text(from: 1, to: 2000),
            "Error": .text(to: 256),
            "Cause": .text(to: 32_768),
            "StateMachineVersionArn": .text(from: 1, to: 256),
            "StateMachineAliasArn": .text(from: 1, to: 256),
            "RedriveCount": .number,
            "RedriveDate": .text,
            "RedriveStatus": .choice(["REDRIVABLE", "NOT_REDRIVABLE", "REDRIVABLE_BY_MAP_RUN"]),
            "RedriveStatusReason": .text(to: 262_144),
        ],
        required: ["ExecutionArn", "StateMachineArn", "Status", "StartDate"]
    )

    private static let cloudWatchEventsExecutionDataDetails: ResponseShape = .structure([
        "Included": .boolean
    ])

    private static let billingDetails: ResponseShape = .structure([
        "BilledMemoryUsedInMB": .number,
        "BilledDurationInMilliseconds": .number,
    ])
}
