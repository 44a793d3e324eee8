/// A state machine, `AWS::Serverless::StateMachine`.
///
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
package struct StateMachineResource: Sendable, Equatable {
    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    /// The definition as JSON text, its substitutions made.
    ///
    /// It was decoded without errors.
    package let definition: String
    /// The file that the definition comes from; `nil` where it stands in the template.
    package let file: String?
}
