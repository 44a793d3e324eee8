/// A topic, `AWS::SNS::Topic`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html
package struct TopicResource: Sendable, Equatable {
    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
}
