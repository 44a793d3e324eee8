package import QuickstepPrimitives
import Synchronization

/// A request that waits, outside any turn, until there is something to answer.
package struct LongPoll: Sendable {
    private let kernel: Kernel
    private let deadline: Timestamp
    private let kind: RuntimeTimer.Kind

    /// A wait that ends at a time.
    ///
    /// - Parameters:
    ///   - deadline: When it ends with whatever there is then.
    ///   - kind: Whether virtual time moves for the sake of its end.
    ///   - kernel: The kernel.
    package init(until deadline: Timestamp, _ kind: RuntimeTimer.Kind, on kernel: Kernel) {
        self.kernel = kernel
        self.deadline = deadline
        self.kind = kind
    }

    /// Looks, and looks again whenever the waiter is woken, until there is something or the time is up.
    ///
    /// Cancelling the task ends the wait with an empty answer, and nothing is lost with it.
    ///
    /// - Parameters:
    ///   - place: Where what is waited for comes.
    ///   - waiters: Those who wait there.
    ///   - request: The request that looks.
    ///   - isAnswer: Whether an answer has what is waited for.
    /// - Returns: The answer that has it, or the last one.
    /// - Throws: What the request throws.
    package func run<Place>(
        at place: Place,
        among waiters: Waiters<Place>,
        _ request: ServiceRequest,
        isAnswer: @Sendable (ServiceResponse) -> Bool
    ) async throws(ServiceError) -> ServiceResponse {
        let outcome = await waiters.withWaiter(for: place, activity: kernel.activity) { waiter in
            await poll(request, waiter, isAnswer)
        }
        return try outcome.get()
    }

    private func poll(
        _ request: ServiceRequest,
        _ waiter: Waiter,
        _ isAnswer: (ServiceResponse) -> Bool
    ) async -> Result<ServiceResponse, ServiceError> {
        let patience = Patience()
        let end = Task {
            await kernel.timers.sleep(until: deadline, kind: kind, keepsActivity: true)
            patience.isOver.store(true, ordering: .sequentiallyConsistent)
            waiter.wake()
            kernel.activity.end()
        }
        defer { end.cancel() }
        while true {
            if let result = await look(request, waiter, patience, isAnswer) { return result }
            ActivityHold.current?.release()
            await waiter.next()
            // What is taken now would reach nobody.
            if Task.isCancelled { return .success(ServiceResponse()) }
        }
    }

    /// Whether the wait for the deadline is over: because it has come, or because the runtime stops and no timer will fire any more.
    private final class Patience: Sendable {
        let isOver = Atomic<Bool>(false)
    }

    /// Looks once.
    ///
    /// Returns nothing where there was nothing and there is time left.
    private func look(
        _ request: ServiceRequest,
        _ waiter: Waiter,
        _ patience: Patience,
        _ isAnswer: (ServiceResponse) -> Bool
    ) async -> Result<ServiceResponse, ServiceError>? {
        // What wakes the waiter from here on may not be seen by this look, and is left for the next.
        let wasWoken = waiter.take()
        defer { waiter.settle(wasWoken) }
        do throws(ServiceError) {
            let wasOver = patience.isOver.load(ordering: .sequentiallyConsistent)
            let response = try await kernel.call(request)
            let isOver = wasOver || kernel.clock.now >= deadline
            guard isAnswer(response) || isOver else { return nil }
            ActivityHold.current?.take()
            return .success(response)
        } catch {
            return .failure(error)
        }
    }
}
