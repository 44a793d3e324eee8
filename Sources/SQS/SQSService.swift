import QuickstepPrimitives
package import QuickstepServiceKit

/// The queue service: standard queues, durable, with the semantics of Amazon SQS.
///
/// All state lies in the store. What is held in memory is who waits for a message.
package final class SQSService: Service {
    package let name = "sqs"
    package let ownerKinds: [Owner.Kind] = [.queue]

    /// The kernel holds its services, so a service must not hold the kernel.
    private weak let kernel: Kernel?
    let waiters = Waiters<QueueAddress>()

    package init(kernel: Kernel) {
        self.kernel = kernel
    }

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        let call = OperationCall(
            parameters: Parameters(request.parameters),
            scope: request.scope,
            waiters: waiters
        )
        return ServiceResponse(try operation(call, &turn))
    }

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    /// The operations by name.
    private static let operations: [String: Operation] = [
        "CreateQueue": CreateQueue.run,
        "DeleteQueue": DeleteQueue.run,
        "GetQueueUrl": GetQueueURL.run,
        "GetQueueAttributes": GetQueueAttributes.run,
        "SetQueueAttributes": SetQueueAttributes.run,
        "ListQueues": ListQueues.run,
        "SendMessage": SendMessage.run,
        "SendMessageBatch": SendMessageBatch.run,
        "ReceiveMessage": ReceiveMessage.run,
        "DeleteMessage": DeleteMessage.run,
        "DeleteMessageBatch": DeleteMessageBatch.run,
        "ChangeMessageVisibility": ChangeMessageVisibility.run,
        "ChangeMessageVisibilityBatch": ChangeMessageVisibilityBatch.run,
        "PurgeQueue": PurgeQueue.run,
        "TagQueue": TagQueue.run,
        "UntagQueue": UntagQueue.run,
        "ListQueueTags": ListQueueTags.run,
        "Peek": Peek.run,
    ]

    package func answer(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse {
        guard request.operation == "ReceiveMessage" else { return try await kernel.call(request) }
        return try await receive(waiting: request)
    }

    package func timerDue(_ timer: RuntimeTimer) {
        guard let kernel else { return }
        kernel.activity.begin()
        Task {
            // After a lost batch the kernel sets the timer anew as well: whoever comes second finds nothing to do.
            await kernel.repeatedTurn { [waiters] (turn) throws(ServiceError) in
                try Self.fire(timer, &turn, waking: waiters)
            }
            kernel.activity.end()
        }
    }

    private static func fire(
        _ timer: RuntimeTimer,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>
    ) throws(ServiceError) {
        let address = QueueAddress(scope: timer.id.owner.scope, name: timer.id.owner.name)
        switch QueueTimer(rawValue: timer.id.number) {
        case .sweep:
            try QueueSweep(rows: QueueRows(address)).run(timer, &turn)
        case .alarm:
            guard var queue = try OpenQueue(ifExists: address, &turn) else { return turn.cancel(timer) }
            try queue.ring(&turn)
            try queue.close(&turn, waking: waiters)
        case .retention:
            guard var queue = try OpenQueue(ifExists: address, &turn) else { return turn.cancel(timer) }
            try queue.dropExpired(&turn)
            try queue.close(&turn, waking: waiters)
        case nil:
            turn.cancel(timer)
        }
    }

    func runningKernel() throws(ServiceError) -> Kernel {
        guard let kernel else { throw .runtimeStopped }
        return kernel
    }
}
