import QuickstepJSON
import QuickstepPrimitives
package import QuickstepServiceKit

extension SQSService {
    /// Receives messages as the operation `ReceiveMessage` does, waiting for as long as the request or the queue says until there is one.
    ///
    /// The wait ends with the first message that becomes visible, sent or again; it takes what is there then. It runs on the runtime's
    /// clock. Cancelling the task ends the wait, and no message is lost with it.
    ///
    /// - Parameters:
    ///   - request: A request of `ReceiveMessage`.
    ///   - isEndless: Whether the caller waits anew as soon as the wait is over, for ever. Virtual time does not move for the sake of
    ///     such a wait: it would never stop. Default `false`: virtual time goes to the end of the wait.
    /// - Returns: What the operation answers.
    /// - Throws: What the operation throws, and `RuntimeStopped`.
    package func receive(
        waiting request: ServiceRequest,
        isEndless: Bool = false
    ) async throws(ServiceError) -> ServiceResponse {
        let kernel = try runningKernel()
        let parameters = Parameters(request.parameters)
        let address = try parameters.queue(in: request.scope)
        let seconds = try await waitSeconds(parameters, address, kernel)
        guard seconds > 0 else { return try await kernel.call(request) }
        let deadline = kernel.clock.now.adding(milliseconds: Int64(seconds) * 1000)
        let poll = LongPoll(until: deadline, isEndless ? .passive : .driving, on: kernel)
        return try await poll.run(at: address, among: waiters, request) { $0.output["Messages"] != nil }
    }

    private func waitSeconds(
        _ parameters: Parameters,
        _ address: QueueAddress,
        _ kernel: Kernel
    ) async throws(ServiceError) -> Int {
        if let seconds = try ReceiveMessage.waitSeconds(parameters) { return seconds }
        return try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            try OpenQueue(address, &turn).record.settings.waitSeconds
        }
    }
}
