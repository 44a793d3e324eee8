package import QuickstepJSON
package import QuickstepPrimitives

/// What is fixed when an execution starts.
///
/// It is stored once; the journal of steps follows it.
package struct ExecutionHeader: Sendable, Equatable {
    /// The version of `decide`'s rules that this execution began under.
    ///
    /// | version | since then |
    /// |---|---|
    /// | 2 | a Pass with a `Result` does not look at `InputPath` and `Parameters`; an object of the context object is no array to a Map |
    package static let currentSemanticsVersion = 2

    package let semanticsVersion: Int
    /// Which of the service's kinds of execution it is.
    package let kind: ExecutionKind
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
        kind: ExecutionKind = .standard,
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
        self.kind = kind
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

/// The kinds of execution that the service has.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
package enum ExecutionKind: Sendable, Equatable {
    /// Durable, with a history.
    case standard
    /// Short, in memory only, started without waiting.
    case express
    /// Short, in memory only; the caller waits for its end.
    case synchronousExpress

    /// How long it may run where the definition does not say less; `nil` for no bound of its own.
    var secondsMax: Int? {
        switch self {
        case .standard: nil
        case .express, .synchronousExpress: MachineLimits.expressSecondsMax
        }
    }

    /// Whether it ends when its history is full.
    var hasBoundedHistory: Bool { self == .standard }

    /// Whether the context object tells how often it was redriven.
    ///
    /// The recordings of synchronous executions have nothing of it.
    var showsRedriveCount: Bool { self != .synchronousExpress }
}
