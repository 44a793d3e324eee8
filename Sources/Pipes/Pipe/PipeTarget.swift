import QuickstepServiceKit

/// What a pipe hands its messages to.
enum PipeTarget: Sendable, Equatable {
    /// Executions are started and not waited for.
    case stateMachine(arn: String)
    /// The function is called with each batch, and its answer decides what is deleted.
    case function(scope: Scope, name: String, arn: String)
    /// Each message is sent on.
    case queue(arn: String)

    init(_ text: String) throws(ServiceError) {
        guard let arn = ARN(text), let scope = arn.scope else {
            throw .validation("The target '\(text)' is no ARN of a state machine, of a function or of a queue.")
        }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false)
        switch (arn.service, parts.first) {
        case ("states", "stateMachine") where parts.count > 1:
            self = .stateMachine(arn: text)
        case ("lambda", "function") where parts.count > 1:
            self = .function(scope: scope, name: String(parts[1]), arn: text)
        case ("sqs", _) where parts.count == 1:
            self = .queue(arn: text)
        default:
            throw .unsupported("the target '\(text)'; a pipe leads to a state machine, to a function or to a queue")
        }
    }

    var arn: String {
        switch self {
        case .stateMachine(let arn), .queue(let arn): arn
        case .function(_, _, let arn): arn
        }
    }

    /// How many messages a batch has unless the pipe says otherwise.
    var batchSizeDefault: Int {
        switch self {
        case .stateMachine: 1
        case .function, .queue: 10
        }
    }
}
