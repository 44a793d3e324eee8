extension Neighbour {
    /// SQS: messages, and in the generic form queues.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html
    static let queues = Neighbour(
        door: "sqs",
        sdkName: "sqs",
        sdkClass: "Sqs",
        optimizedClass: "SQS",
        optimizedName: "AmazonSQS",
        optimizedException: "AmazonSQSException",
        exceptions: Set(
            words: """
                BatchEntryIdsNotDistinct BatchRequestTooLong EmptyBatchRequest InvalidAddress InvalidAttributeName
                InvalidAttributeValue InvalidBatchEntryId InvalidIdFormat InvalidMessageContents InvalidSecurity
                MessageNotInflight OverLimit PurgeQueueInProgress QueueDeletedRecently QueueDoesNotExist QueueNameExists
                ReceiptHandleIsInvalid RequestThrottled ResourceNotFound TooManyEntriesInBatchRequest
                UnsupportedOperation
                """
        ),
        renamedExceptions: [
            "AWS.SimpleQueueService.NonExistentQueue": "QueueDoesNotExist",
            "QueueAlreadyExists": "QueueNameExists",
            "AWS.SimpleQueueService.BatchEntryIdsNotDistinct": "BatchEntryIdsNotDistinct",
            "AWS.SimpleQueueService.BatchRequestTooLong": "BatchRequestTooLong",
            "AWS.SimpleQueueService.EmptyBatchRequest": "EmptyBatchRequest",
            "AWS.SimpleQueueService.InvalidBatchEntryId": "InvalidBatchEntryId",
            "AWS.SimpleQueueService.MessageNotInflight": "MessageNotInflight",
            "AWS.SimpleQueueService.PurgeQueueInProgress": "PurgeQueueInProgress",
            "AWS.SimpleQueueService.QueueDeletedRecently": "QueueDeletedRecently",
            "AWS.SimpleQueueService.TooManyEntriesInBatchRequest": "TooManyEntriesInBatchRequest",
            "AWS.SimpleQueueService.UnsupportedOperation": "UnsupportedOperation",
        ],
        textParameters: ["MessageBody"],
        maps: ["Attributes", "MessageAttributes", "Tags"],
        optimizedParameters: [
            "sendMessage": [
                "DelaySeconds", "MessageAttributes", "MessageBody", "MessageDeduplicationId", "MessageGroupId",
                "MessageSystemAttributes", "QueueUrl",
            ]
        ]
    )
}
