import QuickstepPrimitives
package import QuickstepServiceKit

/// The queue service: standard and FIFO queues, durable, with the semantics of Amazon SQS.
///
/// All state lies in the store. What is held in memory is who waits for a message.
package final class SQSService: Service {
    package let name = "sqs"
    package let ownerKinds: [Owner.Kind] = [.queue]

    /// The kernel holds its services, so a service must not hold the kernel.
    private weak let kernel: Kernel?
    let waiters = Waiters<QueueAddress>()
    private let conduct: QueueConduct

    package init(kernel: Kernel, conduct: QueueConduct = QueueConduct()) {
        self.kernel = kernel
        self.conduct = conduct
    }

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        let call = OperationCall(
            parameters: Parameters(request.parameters),
            scope: request.scope,
            waiters: waiters,
            conduct: conduct
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
        "AddPermission": AddPermission.run,
        "RemovePermission": RemovePermission.run,
        "ListDeadLetterSourceQueues": ListDeadLetterSourceQueues.run,
        "StartMessageMoveTask": StartMessageMoveTask.run,
        "CancelMessageMoveTask": CancelMessageMoveTask.run,
        "ListMessageMoveTasks": ListMessageMoveTasks.run,
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
            try withQueue(address, timer, &turn, waking: waiters) { (queue, turn) throws(ServiceError) in
                try queue.ring(&turn)
            }
        case .retention:
            try withQueue(address, timer, &turn, waking: waiters) { (queue, turn) throws(ServiceError) in
                try queue.dropExpired(&turn)
            }
        case .identifiers:
            try withQueue(address, timer, &turn, waking: waiters) { (queue, turn) throws(ServiceError) in
                try queue.forgetIdentifiers(&turn)
            }
        case .move:
            try withQueue(address, timer, &turn, waking: waiters) { (queue, turn) throws(ServiceError) in
                try queue.goOnMoving(timer, &turn, waking: waiters)
            }
        case .deletion:
            QueueDeletion.forget(timer, address, &turn)
        case nil:
            turn.cancel(timer)
        }
    }

    /// Lets a timer act on its queue; where that is gone, so is the timer.
    private static func withQueue(
        _ address: QueueAddress,
        _ timer: RuntimeTimer,
        _ turn: inout Turn,
        waking waiters: Waiters<QueueAddress>,
        _ body: (inout OpenQueue, inout Turn) throws(ServiceError) -> Void
    ) throws(ServiceError) {
        guard var queue = try OpenQueue(ifExists: address, &turn) else { return turn.cancel(timer) }
        try body(&queue, &turn)
        try queue.close(&turn, waking: waiters)
    }

    func runningKernel() throws(ServiceError) -> Kernel {
        guard let kernel else { throw .runtimeStopped }
        return kernel
    }
}
