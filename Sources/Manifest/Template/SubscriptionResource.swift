/// Who hears of a topic's messages: an `AWS::SNS::Subscription`, or one of the topic's own list.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html
package struct SubscriptionResource: Sendable, Equatable {
    /// How messages travel.
    package enum Transport: String, Sendable, Equatable, CaseIterable {
        case sqs
        case lambda
        case http
        case https
        case email
        case emailJSON = "email-json"
        case sms
    }

    /// The name of the resource in the template; of a topic's own list, that of the topic.
    package let logicalID: String
    package let topicARN: String
    package let transport: Transport
    /// The ARN of the queue or function, a URL, an address or a number.
    package let endpoint: String
    /// Whether a queue gets the bare message.
    package let isRaw: Bool
    /// The filter policy as JSON text; `nil` lets everything through.
    package let filterPolicy: String?
    /// What the policy looks at: `MessageAttributes` or `MessageBody`.
    package let filterPolicyScope: String
    /// Where what cannot be delivered goes, and how deliveries over HTTP are tried again, as JSON texts.
    package let redrivePolicy: String?
    package let deliveryPolicy: String?

    init(
        logicalID: String,
        topicARN: String,
        transport: Transport,
        endpoint: String,
        isRaw: Bool,
        filterPolicy: String?,
        filterPolicyScope: String,
        redrivePolicy: String? = nil,
        deliveryPolicy: String? = nil
    ) {
        self.logicalID = logicalID
        self.topicARN = topicARN
        self.transport = transport
        self.endpoint = endpoint
        self.isRaw = isRaw
        self.filterPolicy = filterPolicy
        self.filterPolicyScope = filterPolicyScope
        self.redrivePolicy = redrivePolicy
        self.deliveryPolicy = deliveryPolicy
    }
}
