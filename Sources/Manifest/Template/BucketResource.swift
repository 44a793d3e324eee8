/// A bucket, `AWS::S3::Bucket`, and whom it tells of its objects.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
package struct BucketResource: Sendable, Equatable {
    /// Whom a bucket tells of which events.
    package struct Notification: Sendable, Equatable {
        /// What is told.
        package enum Target: Sendable, Equatable {
            case topic(arn: String)
            case queue(arn: String)
            case function(arn: String)
        }

        package let target: Target
        /// One event or wildcard: `s3:ObjectCreated:*`.
        package let event: String
        /// How keys begin; `nil` where that does not matter.
        package let prefix: String?
        /// How keys end; `nil` where that does not matter.
        package let suffix: String?
    }

    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    /// Topics first, then queues, then functions.
    package let notifications: [Notification]
}
