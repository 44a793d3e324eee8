package import QuickstepJSON
package import QuickstepServiceKit

extension Function {
    /// Calls the handler, and makes what a caller is given of whatever comes of it.
    package func outcome(of payload: JSONValue, in context: FunctionContext) async -> WorkOutcome {
        do {
            let output = try await body(payload, context)
            guard !output.exceedsDepth(FunctionLimits.depthMax) else {
                throw CodingFailure(
                    unwritableOutput: "It is nested deeper than \(FunctionLimits.depthMax) levels."
                )
            }
            guard output.compactByteCount <= FunctionLimits.responseBytesMax else {
                return InvocationFailure.responseTooLarge.outcome
            }
            return .succeeded(output)
        } catch let relayed as RelayedOutcome {
            return relayed.outcome
        } catch {
            let failure = InvocationFailure.thrown(error, requestID: context.requestID)
            guard failure.cause.utf8.count <= FunctionLimits.responseBytesMax else {
                return InvocationFailure.responseTooLarge.outcome
            }
            return failure.outcome
        }
    }
}
