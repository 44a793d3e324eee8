extension Neighbour {
    /// SNS: messages, and in the generic form topics and subscriptions.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
    static let topics = Neighbour(
        door: "sns",
        sdkName: "sns",
        sdkClass: "Sns",
        optimizedClass: "SNS",
        optimizedName: "AmazonSNS",
        optimizedException: "AmazonSNSException",
        exceptions: Set(
            words: """
                AuthorizationError BatchEntryIdsNotDistinct BatchRequestTooLong ConcurrentAccess EmptyBatchRequest
                EndpointDisabled FilterPolicyLimitExceeded InternalError InvalidBatchEntryId InvalidParameter
                InvalidParameterValue InvalidSecurity InvalidState NotFound OptedOut PlatformApplicationDisabled
                ReplayLimitExceeded ResourceNotFound StaleTag SubscriptionLimitExceeded TagLimitExceeded TagPolicy
                Throttled TooManyEntriesInBatchRequest TopicLimitExceeded UserError Validation Verification
                """
        ),
        renamedExceptions: ["ParameterValueInvalid": "InvalidParameterValue"],
        textParameters: ["Message"],
        maps: ["Attributes"],
        optimizedParameters: [
            "publish": [
                "Message", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId", "MessageStructure",
                "PhoneNumber", "Subject", "TargetArn", "TopicArn",
            ]
        ]
    )
}
