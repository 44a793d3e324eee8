/// Who hears of a topic's messages: an `AWS::SNS::Subscription`, or one of the topic's own list.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html
package struct SubscriptionResource: Sendable, Equatable {
    /// How messages travel.
    package enum Transport: String, Sendable, Equatable, CaseIterable {
        case sqs
        case lambda
    }

    /// The name of the resource in the template; of a topic's own list, that of the topic.
    package let logicalID: String
    package let topicARN: String
    package let transport: Transport
    /// The ARN of the queue or function.
    package let endpoint: String
    /// Whether a queue gets the bare message.
    package let isRaw: Bool
    /// The filter policy as JSON text; `nil` lets everything through.
    package let filterPolicy: String?
    /// What the policy looks at: `MessageAttributes` or `MessageBody`.
    package let filterPolicyScope: String
}
