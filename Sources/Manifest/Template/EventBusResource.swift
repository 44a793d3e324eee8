/// A bus for events beside the default one, `AWS::Events::EventBus`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html
package struct EventBusResource: Sendable, Equatable {
    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    package let text: String?
}
