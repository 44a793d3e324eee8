extension DecodingOptions {
    /// The integrations of the stock runtime: the optimised ones, and the generic form of every operation that the services have.
    package static let standardIntegrations: Set<String> = Set(optimizedIntegrations + sdkIntegrations)

    /// The optimised integrations, as `service:action`.
    package static let optimizedIntegrations = [
        "dynamodb:deleteItem", "dynamodb:getItem", "dynamodb:putItem", "dynamodb:updateItem", "events:putEvents",
        "lambda:invoke", "sns:publish", "sqs:sendMessage", "states:startExecution",
    ]

    /// The generic form, as `aws-sdk:service:action`.
    package static let sdkIntegrations = sdkActions.flatMap { service, actions in
        actions.map { "aws-sdk:\(service):\($0)" }
    }

    /// The actions by service; a test keeps them at the services' own operations.
    private static let sdkActions: [(service: String, actions: [String])] = [
        (
            "dynamodb",
            [
                "createTable", "deleteItem", "deleteTable", "describeTable", "getItem", "listTables", "putItem",
                "query",
                "scan", "updateItem",
            ]
        ),
        (
            "eventbridge",
            [
                "createEventBus", "deleteEventBus", "deleteRule", "describeEventBus", "describeRule", "disableRule",
                "enableRule", "listEventBuses", "listRuleNamesByTarget", "listRules", "listTagsForResource",
                "listTargetsByRule", "putEvents", "putRule", "putTargets", "removeTargets", "tagResource",
                "testEventPattern", "untagResource",
            ]
        ),
        ("lambda", ["getFunction", "invoke", "listFunctions"]),
        (
            "s3",
            [
                "createBucket", "deleteBucket", "deleteObject", "getBucketNotificationConfiguration",
                "getObject", "headBucket", "headObject", "listBuckets", "listObjects", "listObjectsV2",
                "putBucketNotificationConfiguration", "putObject",
            ]
        ),
        (
            "sfn",
            [
                "createActivity", "createStateMachine", "createStateMachineAlias", "deleteActivity",
                "deleteStateMachine", "deleteStateMachineAlias", "deleteStateMachineVersion", "describeActivity",
                "describeExecution", "describeMapRun", "describeStateMachine", "describeStateMachineAlias",
                "describeStateMachineForExecution", "getActivityTask", "getExecutionHistory", "listActivities",
                "listExecutions",
                "listMapRuns", "listStateMachineAliases", "listStateMachineVersions", "listStateMachines",
                "listTagsForResource", "publishStateMachineVersion", "redriveExecution", "sendTaskFailure",
                "sendTaskHeartbeat",
                "sendTaskSuccess", "startExecution", "startSyncExecution", "stopExecution", "tagResource",
                "untagResource", "updateMapRun",
                "updateStateMachine", "updateStateMachineAlias", "validateStateMachineDefinition",
            ]
        ),
        (
            "sns",
            [
                "addPermission", "confirmSubscription", "createTopic", "deleteTopic", "getDataProtectionPolicy",
                "getSubscriptionAttributes", "getTopicAttributes", "listSubscriptions", "listSubscriptionsByTopic",
                "listTagsForResource", "listTopics", "publish", "publishBatch", "putDataProtectionPolicy",
                "removePermission", "setSubscriptionAttributes", "setTopicAttributes", "subscribe", "tagResource",
                "unsubscribe", "untagResource",
            ]
        ),
        (
            "sqs",
            [
                "addPermission", "cancelMessageMoveTask", "changeMessageVisibility", "changeMessageVisibilityBatch",
                "createQueue", "deleteMessage", "deleteMessageBatch", "deleteQueue", "getQueueAttributes",
                "getQueueUrl",
                "listDeadLetterSourceQueues", "listMessageMoveTasks", "listQueueTags", "listQueues", "purgeQueue",
                "receiveMessage", "removePermission", "sendMessage", "sendMessageBatch", "setQueueAttributes",
                "startMessageMoveTask", "tagQueue", "untagQueue",
            ]
        ),
    ]
}
