import QuickstepDynamoDB
import QuickstepEventBridge
import QuickstepLambda
import QuickstepPipes
import QuickstepS3
import QuickstepSNS
import QuickstepSQS
import QuickstepStepFunctions

/// The services behind the door and their operations, for the documentation.
package enum ServiceCatalog {
    /// A service.
    package struct Entry: Sendable {
        /// The name that requests use.
        package let name: String
        /// The service's own name.
        package let title: String
        /// The names of its operations, sorted.
        package let operations: [String]
    }

    /// What topics do as SNS does, otherwise, or not at all.
    package static var topicFeatures: [(name: String, note: String)] {
        TopicSupport.rows.map { ($0.feature, $0.note) }
    }

    /// Every service.
    package static var entries: [Entry] {
        [
            Entry(name: "states", title: "Step Functions", operations: StatesService.operationNames),
            Entry(name: "lambda", title: "Lambda", operations: LambdaService.operationNames),
            Entry(name: "sqs", title: "SQS", operations: SQSService.operationNames),
            Entry(name: "sns", title: "SNS", operations: SNSService.operationNames),
            Entry(name: "s3", title: "S3", operations: S3Service.operationNames),
            Entry(name: "dynamodb", title: "DynamoDB", operations: DynamoDBService.operationNames),
            Entry(name: "events", title: "EventBridge", operations: EventBridgeService.operationNames),
            Entry(name: "pipes", title: "EventBridge Pipes", operations: PipesService.operationNames),
            Entry(name: ClockService.serviceName, title: "Clock", operations: ClockService.operationNames),
        ]
    }
}
