import QuickstepInterpreter
import QuickstepPrimitives
import QuickstepServiceKit

extension TaskReference {
    /// What the outcome of a handler's call is to the machine.
    func signal(_ work: WorkItem, _ outcome: WorkOutcome, at time: Timestamp) -> Signal {
        switch outcome {
        case .succeeded(let payload):
            let output =
                isIntegration ? SDKMetadata.invocation(payload: payload, requestID: work.effect.description) : payload
            return isCallback ? .taskSubmitted(task, output: output) : .taskSucceeded(task, output: output)
        case .failed(let error, let cause):
            return .taskFailed(task, error: error, cause: cause)
        }
    }
}
