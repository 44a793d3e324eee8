import QuickstepServiceKit

/// What a pipe hands its messages to.
enum PipeTarget: Sendable, Equatable {
    /// Executions are started and not waited for.
    case stateMachine(arn: String)
    /// The function is called with each batch, and its answer decides what is deleted.
    case function(scope: Scope, name: String, arn: String)

    init(_ text: String) throws(ServiceError) {
        guard let arn = ARN(text), let scope = arn.scope else {
            throw .validation("The target '\(text)' is no ARN of a state machine or of a function.")
        }
        let parts = arn.resource.split(separator: ":", omittingEmptySubsequences: false)
        switch (arn.service, parts.first) {
        case ("states", "stateMachine") where parts.count > 1:
            self = .stateMachine(arn: text)
        case ("lambda", "function") where parts.count > 1:
            self = .function(scope: scope, name: String(parts[1]), arn: text)
        default:
            throw .unsupported("the target '\(text)'; a pipe leads to a state machine or to a function")
        }
    }

    var arn: String {
        switch self {
        case .stateMachine(let arn): arn
        case .function(_, _, let arn): arn
        }
    }

    /// How many messages a batch has unless the pipe says otherwise.
    var batchSizeDefault: Int {
        switch self {
        case .stateMachine: 1
        case .function: 10
        }
    }
}
