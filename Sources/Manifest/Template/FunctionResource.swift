/// A function, `AWS::Serverless::Function`, bound by name to a linked handler.
///
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
package struct FunctionResource: Sendable, Equatable {
    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    /// How long an invocation may take; `nil` where the template does not say.
    package let timeoutSeconds: Int?
}
