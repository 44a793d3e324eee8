/// A pipe from a queue to a state machine, a function or another queue, `AWS::Pipes::Pipe`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-pipes-pipe.html
package struct PipeResource: Sendable, Equatable {
    /// What a pipe leads to.
    package enum TargetKind: Sendable, Equatable {
        case stateMachine
        case function
        case queue
    }

    /// The name of the resource in the template.
    package let logicalID: String
    package let name: String
    package let text: String?
    /// The ARN of a queue.
    package let sourceARN: String
    package let targetARN: String
    package let targetKind: TargetKind
    /// How many messages the target gets at once; `nil` where the template does not say.
    package let batchSize: Int?
    /// What the target gets; `nil` gives it the messages themselves.
    package let inputTemplate: String?
    /// What messages to a FIFO queue have; `nil` where the template does not say.
    package let messageGroupID: String?
    package let messageDeduplicationID: String?
    /// Default `true`.
    package let isRunning: Bool
}
