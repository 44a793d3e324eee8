extension Neighbour {
    /// DynamoDB: single items, and in the generic form tables and their pages.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
    static let tables = Neighbour(
        door: "dynamodb",
        sdkName: "dynamodb",
        sdkClass: "DynamoDb",
        countsAttempts: false,
        optimizedClass: "DynamoDB",
        optimizedName: "AmazonDynamoDBv2",
        optimizedException: "AmazonDynamoDBException",
        exceptions: Set(
            words: """
                ConditionalCheckFailed DuplicateItem IdempotentParameterMismatch InternalServerError
                ItemCollectionSizeLimitExceeded LimitExceeded ProvisionedThroughputExceeded RequestLimitExceeded
                ResourceInUse ResourceNotFound TableAlreadyExists TableInUse TableNotFound TransactionCanceled
                TransactionConflict TransactionInProgress
                """
        ),
        maps: ["Attributes", "Item", "Items", "LastEvaluatedKey"],
        times: ["CreationDateTime"],
        optimizedParameters: [
            "deleteItem": [
                "ConditionExpression", "ConditionalOperator", "Expected", "ExpressionAttributeNames",
                "ExpressionAttributeValues", "Key", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics",
                "ReturnValues", "TableName",
            ],
            "getItem": [
                "AttributesToGet", "ConsistentRead", "ExpressionAttributeNames", "Key", "ProjectionExpression",
                "ReturnConsumedCapacity", "TableName",
            ],
            "putItem": [
                "ConditionExpression", "ConditionalOperator", "Expected", "ExpressionAttributeNames",
                "ExpressionAttributeValues", "Item", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics",
                "ReturnValues", "TableName",
            ],
            "updateItem": [
                "AttributeUpdates", "ConditionExpression", "ConditionalOperator", "Expected",
                "ExpressionAttributeNames", "ExpressionAttributeValues", "Key", "ReturnConsumedCapacity",
                "ReturnItemCollectionMetrics", "ReturnValues", "TableName", "UpdateExpression",
            ],
        ]
    )
}
