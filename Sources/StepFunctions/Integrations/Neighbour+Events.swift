extension Neighbour {
    /// EventBridge: events, and in the generic form buses, rules and targets.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
    static let events = Neighbour(
        door: "events",
        sdkName: "eventbridge",
        sdkClass: "EventBridge",
        optimizedClass: "EventBridge",
        optimizedName: "AmazonEventBridge",
        optimizedException: "AmazonEventBridgeException",
        exceptions: Set(
            words: """
                ConcurrentModification IllegalStatus Internal InvalidEventPattern InvalidState LimitExceeded ManagedRule
                OperationDisabled PolicyLengthExceeded ResourceAlreadyExists ResourceNotFound
                """
        ),
        textParameters: ["Event", "EventPattern"],
        times: ["CreationTime", "LastModifiedTime"],
        optimizedParameters: ["putEvents": ["Entries"]],
        showsMetadata: false
    )
}
