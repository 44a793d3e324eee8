import QuickstepJSON
package import QuickstepServiceKit

/// The service `lambda` behind the door.
package final class LambdaService: Service {
    package static let serviceName = "lambda"

    private typealias Operation =
        @Sendable (LambdaService, ServiceRequest, inout Turn) throws(ServiceError) -> ServiceResponse

    private static let operations: [String: Operation] = [
        "GetFunction": { (service, request, turn) throws(ServiceError) in try service.getFunction(request) },
        "Invoke": { (service, request, turn) throws(ServiceError) in try service.invoke(request, &turn) },
        "ListFunctions": { (service, request, turn) throws(ServiceError) in try service.listFunctions(request) },
    ]

    /// The names of the operations, sorted.
    package static var operationNames: [String] { operations.keys.sorted() }

    let kernel: Kernel
    let registry: FunctionRegistry
    let dispatcher: FunctionDispatcher

    /// - Parameters:
    ///   - kernel: What the runtime stands on.
    ///   - registry: The linked functions.
    ///   - dispatcher: Runs them.
    package init(kernel: Kernel, registry: FunctionRegistry, dispatcher: FunctionDispatcher) {
        self.kernel = kernel
        self.registry = registry
        self.dispatcher = dispatcher
    }

    package var name: String { Self.serviceName }

    package var ownerKinds: [Owner.Kind] { [.function] }

    package func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard let operation = Self.operations[request.operation] else {
            throw .unknownOperation(service: name, operation: request.operation)
        }
        return try operation(self, request, &turn)
    }

    package func timerDue(_ timer: RuntimeTimer) {
        guard timer.id.owner != HandlerTimers.owner else { return dispatcher.timers.fire(timer.id.number) }
        kernel.activity.begin()
        Task {
            defer { kernel.activity.end() }
            await repeatCall(timer)
        }
    }

    package func workFinished(_ work: WorkItem, _ outcome: WorkOutcome) {
        kernel.activity.begin()
        Task {
            defer { kernel.activity.end() }
            await takeNote(of: work, outcome)
        }
    }

    /// Counts the crash of each call that was under way, durably, before any of that work is dispatched again.
    package func recover(resuming: Bool) async throws(ServiceError) {
        let found = resuming ? try await countCrashes() : []
        for work in found { dispatcher.add(recovered: work) }
        kernel.activity.begin()
        Task { [kernel, dispatcher] in
            defer { kernel.activity.end() }
            // The timer loop resumes this nap when it starts, which it does after all services have recovered.
            await kernel.timers.sleep(until: kernel.clock.now)
            dispatcher.open()
        }
    }

    /// Calls that nobody's execution waits for: in the work queue, or waiting for another attempt.
    package func unfinished(_ turn: inout Turn) throws(ServiceError) -> UnfinishedWork {
        var calls = 0
        var functions: Set<String> = []
        for row in try turn.range(WorkID.index.prefixRange) {
            guard let work = WorkItem(row: row) else { continue }
            functions.insert(work.id.function)
            if work.origin.service != "states" { calls += 1 }
        }
        for row in try turn.range(FunctionRows.all.prefixRange) {
            guard let function = FunctionRows.function(ofRetry: row.key) else { continue }
            functions.insert(function)
            calls += 1
        }
        return UnfinishedWork(calls: calls, functions: functions.sorted())
    }

    /// Reads the work queue, in which each piece of work is followed by the record of its dispatches, where there is one.
    private func countCrashes() async throws(ServiceError) -> [WorkItem] {
        let dispatcher = dispatcher
        return try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            var found: [WorkItem] = []
            for row in try turn.range(WorkID.index.prefixRange) {
                if let work = WorkItem(row: row) {
                    // Services that recovered before this one may have asked for work of this process.
                    if !dispatcher.contains(work.id) { found.append(work) }
                } else if var record = DispatchRecord(row: row), let last = found.indices.last,
                    found[last].id == record.work
                {
                    if record.isInFlight {
                        record.crashes = min(record.crashes, FunctionLimits.crashesMax) + 1
                        record.isInFlight = false
                        turn.put(record.rowKey, record.rowValue)
                    }
                    found[last].crashes = record.crashes
                } else {
                    throw .damaged("a row of the work queue")
                }
            }
            return found
        }
    }
}
