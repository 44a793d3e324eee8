import QuickstepJSON

/// A topic, `AWS::SNS::Topic`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html
package struct TopicResource: Sendable, Equatable {
    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    /// The attributes that the template names, as the API writes them; those that it leaves out are the service's defaults.
    let attributes: JSONObject
    let tags: JSONObject

    init(logicalID: String, name: String, attributes: JSONObject = [:], tags: JSONObject = [:]) {
        self.logicalID = logicalID
        self.name = name
        self.attributes = attributes
        self.tags = tags
    }
}
