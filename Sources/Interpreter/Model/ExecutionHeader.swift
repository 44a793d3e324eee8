package import QuickstepJSON
package import QuickstepPrimitives

/// What is fixed when an execution starts.
///
/// It is stored once; the journal of steps follows it.
package struct ExecutionHeader: Sendable, Equatable {
    /// The version of `decide`'s rules that this execution began under.
    package static let currentSemanticsVersion = 1

    package let semanticsVersion: Int
    package let arn: String
    package let name: String
    package let stateMachineARN: String
    /// The version that was asked for, or that the alias chose; `nil` where the machine itself was started.
    package let stateMachineVersionARN: String?
    /// The alias that was asked for.
    package let stateMachineAliasARN: String?
    package let stateMachineName: String
    package let roleARN: String
    package let input: JSONValue
    /// The key of every random draw.
    package let seed: UInt64
    package let startedAt: Timestamp
    /// Names the definition; the text is stored apart, once for all executions of it.
    package let definitionHash: String
    package let region: String
    /// What caused this execution: the ARN of another one, or `nil`.
    package let parent: String?

    package init(
        semanticsVersion: Int = currentSemanticsVersion,
        arn: String,
        name: String,
        stateMachineARN: String,
        stateMachineVersionARN: String? = nil,
        stateMachineAliasARN: String? = nil,
        stateMachineName: String,
        roleARN: String,
        input: JSONValue,
        seed: UInt64,
        startedAt: Timestamp,
        definitionHash: String,
        region: String,
        parent: String? = nil
    ) {
        self.semanticsVersion = semanticsVersion
        self.arn = arn
        self.name = name
        self.stateMachineARN = stateMachineARN
        self.stateMachineVersionARN = stateMachineVersionARN
        self.stateMachineAliasARN = stateMachineAliasARN
        self.stateMachineName = stateMachineName
        self.roleARN = roleARN
        self.input = input
        self.seed = seed
        self.startedAt = startedAt
        self.definitionHash = definitionHash
        self.region = region
        self.parent = parent
    }
}
