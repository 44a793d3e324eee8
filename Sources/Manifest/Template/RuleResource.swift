package import QuickstepJSON

/// A rule of an event bus, `AWS::Events::Rule`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
package struct RuleResource: Sendable, Equatable {
    /// What a rule leads to.
    package struct Target: Sendable, Equatable {
        /// The ARN of a queue, a topic, a function, a state machine or another bus.
        package let arn: String
        /// The target as the service takes it.
        package let members: JSONObject
    }

    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    /// The bus's name or ARN; `nil` for the default one.
    package let bus: String?
    package let text: String?
    /// The pattern's JSON text.
    package let pattern: String
    /// Default `true`.
    package let isEnabled: Bool
    package let targets: [Target]
}
