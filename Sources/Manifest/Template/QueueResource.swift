package import QuickstepJSON

/// A queue, `AWS::SQS::Queue`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
package struct QueueResource: Sendable, Equatable {
    /// Where messages go that are not processed.
    package struct RedrivePolicy: Sendable, Equatable {
        /// The ARN of the dead-letter queue.
        package let targetARN: String
        /// How often a message is delivered before it is moved.
        package let receiveCountMax: Int
    }

    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    /// Default 30.
    package let visibilitySeconds: Int
    /// Default 0.
    package let delaySeconds: Int
    /// Default four days.
    package let retentionSeconds: Int
    /// Default 1 MiB.
    package let messageBytesMax: Int
    /// Default 0.
    package let waitSeconds: Int
    package let redrivePolicy: RedrivePolicy?
    /// Whether it is a FIFO queue.
    package var isFIFO = false
    /// The other attributes that the template names, as the API writes them; those that it leaves out stay as they are.
    package var attributes: JSONObject = [:]
    package var tags: JSONObject = [:]
}
