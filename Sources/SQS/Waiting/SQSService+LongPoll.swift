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
        let outcome = await waiters.withWaiter(for: address, activity: kernel.activity) { waiter in
            await Self.poll(request, until: deadline, isEndless ? .passive : .driving, waiter, kernel)
        }
        return try outcome.get()
    }

    private static func poll(
        _ request: ServiceRequest,
        until deadline: Timestamp,
        _ kind: RuntimeTimer.Kind,
        _ waiter: QueueWaiter,
        _ kernel: Kernel
    ) async -> Result<ServiceResponse, ServiceError> {
        let end = Task {
            await kernel.timers.sleep(until: deadline, kind: kind, keepsActivity: true)
            waiter.wake()
            kernel.activity.end()
        }
        defer { end.cancel() }
        while true {
            if let result = await look(request, until: deadline, waiter, kernel) { return result }
            await waiter.next()
            // A message received now would be hidden and reach nobody.
            if Task.isCancelled { return .success(ServiceResponse()) }
        }
    }

    /// Receives once.
    ///
    /// Returns nothing where there was no message and there is time left.
    private static func look(
        _ request: ServiceRequest,
        until deadline: Timestamp,
        _ waiter: QueueWaiter,
        _ kernel: Kernel
    ) async -> Result<ServiceResponse, ServiceError>? {
        // What wakes the waiter from here on may not be seen by this receive, and is left for the next.
        let wasWoken = waiter.take()
        defer { waiter.settle(wasWoken) }
        do throws(ServiceError) {
            let response = try await kernel.call(request)
            let isOver = kernel.clock.now >= deadline
            return response.output["Messages"] != nil || isOver ? .success(response) : nil
        } catch {
            return .failure(error)
        }
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
