import QuickstepJSON
import QuickstepPrimitives
package import QuickstepServiceKit
import Synchronization

/// The pipe service: hands the messages of queues to state machines and functions, as a subset of EventBridge Pipes.
///
/// Towards a state machine a message and its execution change hands in one turn: exactly once. Towards a function a message is
/// received, handed over as work, and deleted when the function has succeeded: at least once.
package final class PipesService: Service {
    package static let serviceName = "pipes"

    package let name = PipesService.serviceName
    package let ownerKinds: [Owner.Kind] = [.pipe]

    /// The kernel holds its services, so a service must not hold the kernel.
    private weak let kernel: Kernel?
    let board = PumpBoard()
    /// What of the messages and batches in the store is this process's to carry on.
    private let mine = Mutex(Handover.Horizon())

    package init(kernel: Kernel) {
        self.kernel = kernel
        kernel.bus.observe { [weak self] notice in self?.note(notice) }
    }

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        let call = OperationCall(parameters: Parameters(request.parameters), scope: request.scope, service: self)
        return ServiceResponse(try operation(call, &turn))
    }

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    /// The operations by name.
    private static let operations: [String: Operation] = [
        "CreatePipe": CreatePipe.run,
        "DescribePipe": DescribePipe.run,
        "DeletePipe": DeletePipe.run,
        "ListPipes": ListPipes.run,
        "StartPipe": StartPipe.run,
        "StopPipe": StopPipe.run,
    ]

    // MARK: Waking

    private func note(_ notice: Notice) {
        guard notice.service == "sqs", let queue = notice.detail["queueArn"]?.stringValue else { return }
        switch notice.event {
        case "MessageSent", "MessageVisible": break
        // In a FIFO queue it held back those of its group.
        case "MessageDeleted" where queue.hasSuffix(".fifo"): break
        default: return
        }
        for pipe in board.listeners(to: queue) { wake(pipe) }
    }

    /// Lets a pipe look at its queue, now or once more when it is at work.
    func wake(_ pipe: PipeAddress) {
        guard let kernel, board.want(pipe) else { return }
        kernel.activity.begin()
        Task {
            await pump(pipe, kernel)
            kernel.activity.end()
        }
    }

    private func pump(_ pipe: PipeAddress, _ kernel: Kernel) async {
        let handover = Handover(address: pipe, horizon: mine.withLock { $0 })
        var refused: Set<String> = []
        while true {
            switch await step(handover, kernel) {
            case .success(.handedOver):
                continue
            case .success(.idle), .success(.busy):
                refused.removeAll()
                if board.mayStop(pipe) { return }
            case .success(.refused(let messageIDs)):
                // A queue that hides nothing would give the same message at once, for ever.
                if !refused.isDisjoint(with: messageIDs), await !pause(kernel) { return }
                refused.formUnion(messageIDs)
            case .failure(let error) where error.isRetryable:
                if await !pause(kernel) { return }
            case .failure:
                // What cannot be read now will not be readable in a moment: the next message or start tries again.
                if board.mayStop(pipe) { return }
                if await !pause(kernel) { return }
            }
        }
    }

    private func step(_ handover: Handover, _ kernel: Kernel) async -> Result<Handover.Outcome, ServiceError> {
        do throws(ServiceError) {
            let outcome = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
                try handover.run(&turn)
            }
            return .success(outcome)
        } catch {
            return .failure(error)
        }
    }

    /// Waits a moment on the runtime's clock, which may move meanwhile; returns whether the runtime still runs.
    private func pause(_ kernel: Kernel) async -> Bool {
        let end = kernel.clock.now.adding(milliseconds: PipesLimits.pauseMilliseconds)
        await kernel.timers.nap(until: end)
        // A sleep that ends early has been ended by the runtime's end.
        return kernel.clock.now >= end
    }

    // MARK: Functions

    package func workFinished(_ work: WorkItem, _ outcome: WorkOutcome) {
        guard let kernel else { return }
        kernel.activity.begin()
        Task {
            await finish(work, outcome, kernel)
            if let pipe = PipeAddress(arn: work.origin.owner) { wake(pipe) }
            kernel.activity.end()
        }
    }

    /// Takes note of a call's outcome.
    ///
    /// If the process ends before that is stored the work's row stays, and the next start calls the function again: at least once.
    private func finish(_ work: WorkItem, _ outcome: WorkOutcome, _ kernel: Kernel) async {
        await kernel.repeatedTurn(cause: work.effect) { (turn) throws(ServiceError) in
            try FunctionBatch.finish(work, outcome, &turn)
        }
    }

    // MARK: Recovery

    package func recover(resuming: Bool) async throws(ServiceError) {
        guard let kernel else { return }
        let (pipes, horizon) = try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            let horizon = resuming ? Handover.Horizon() : Handover.Horizon(number: try turn.sequence(), time: turn.now)
            return (try Self.runningPipes(&turn), horizon)
        }
        mine.withLock { $0 = horizon }
        for (address, queue) in pipes { board.listen(address, to: queue) }
        guard resuming, !pipes.isEmpty else { return }
        kernel.activity.begin()
        Task {
            // The timer loop ends this nap when it starts, which it does after all services have recovered.
            await kernel.timers.sleep(until: kernel.clock.now)
            for pipe in board.listeners { wake(pipe) }
            kernel.activity.end()
        }
    }

    package func unfinished(_ turn: inout Turn) throws(ServiceError) -> UnfinishedWork {
        var work = UnfinishedWork()
        for queue in Set(try Self.runningPipes(&turn).map(\.1)).sorted() {
            let request = ServiceRequest(
                service: "sqs",
                operation: "GetQueueAttributes",
                parameters: ["QueueUrl": .string(queue), "AttributeNames": ["All"]]
            )
            do throws(ServiceError) {
                let attributes = try turn.call(request).output["Attributes"]
                func count(_ name: String) -> Int {
                    attributes?["ApproximateNumberOfMessages\(name)"]?.stringValue.flatMap { Int($0) } ?? 0
                }
                work.messages += count("") + count("Delayed")
                work.hiddenMessages += count("NotVisible")
            } catch {
                // A queue that is gone has no messages.
                guard error.fault == .client else { throw error }
            }
        }
        return work
    }

    private static func runningPipes(_ turn: inout Turn) throws(ServiceError) -> [(PipeAddress, String)] {
        var found: [(PipeAddress, String)] = []
        for row in try turn.range(PipeRows.all.prefixRange) {
            guard let address = PipeRows.address(ofPipe: row.key), let pipe = try PipeRecord(address, &turn),
                pipe.isRunning
            else { continue }
            found.append((address, pipe.source))
        }
        return found
    }
}
