import QuickstepLambda
import QuickstepServiceKit
import Synchronization

/// The planted fault: one piece of work in four is handed out a second time, under another number.
struct DoubleDispatcher: WorkConsumer {
    private let dispatcher: FunctionDispatcher

    init(_ dispatcher: FunctionDispatcher) {
        self.dispatcher = dispatcher
    }

    func workAdded(_ work: WorkItem) {
        dispatcher.workAdded(work)
        guard work.id.number % 4 == 0 else { return }
        let copy = WorkItem(
            id: WorkID(scope: work.id.scope, function: work.id.function, number: -work.id.number),
            payload: work.payload,
            origin: work.origin,
            token: work.token,
            effect: work.effect,
            cause: work.cause
        )
        dispatcher.call(copy) { _, _ in }
    }

    func workRemoved(_ id: WorkID) { dispatcher.workRemoved(id) }

    func call(_ work: WorkItem, reply: @escaping @Sendable (WorkItem, WorkOutcome) -> Void) {
        dispatcher.call(work, reply: reply)
    }

    func reservePlace(for id: WorkID) -> Bool { dispatcher.reservePlace(for: id) }
    func giveBackPlace(of id: WorkID) { dispatcher.giveBackPlace(of: id) }
    var isStopped: Bool { dispatcher.isStopped }
    func dropUncommitted() { dispatcher.dropUncommitted() }
}

/// The planted fault: a start does not find that its execution was started before.
final class ForgetfulService: Service {
    private let service: any Service
    private let store: SimulatedStore

    init(_ service: any Service, _ store: SimulatedStore) {
        self.service = service
        self.store = store
    }

    var name: String { service.name }
    var ownerKinds: [Owner.Kind] { service.ownerKinds }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        guard request.operation == "StartExecution" else { return try service.handle(request, &turn) }
        store.setForgetful(true)
        defer { store.setForgetful(false) }
        return try service.handle(request, &turn)
    }

    func answer(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse {
        try await service.answer(request, kernel)
    }

    func timerDue(_ timer: RuntimeTimer) { service.timerDue(timer) }
    func workFinished(_ work: WorkItem, _ outcome: WorkOutcome) { service.workFinished(work, outcome) }
    func dropUncommitted() { service.dropUncommitted() }

    func recover(resuming: Bool) async throws(ServiceError) {
        try await service.recover(resuming: resuming)
    }

    func unfinished(_ turn: inout Turn) throws(ServiceError) -> UnfinishedWork {
        try service.unfinished(&turn)
    }

    var rowShapes: [RowShape] { service.rowShapes }

    func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        try service.inspect(turn, &inspection)
    }
}

/// The planted fault: one request in three that puts events puts them twice.
final class EchoingService: Service {
    private let service: any Service
    private let puts = Mutex(0)

    init(_ service: any Service) {
        self.service = service
    }

    var name: String { service.name }
    var ownerKinds: [Owner.Kind] { service.ownerKinds }

    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse {
        let response = try service.handle(request, &turn)
        guard request.operation == "PutEvents" else { return response }
        let count = puts.withLock { count in
            count += 1
            return count
        }
        if count.isMultiple(of: 3) { _ = try service.handle(request, &turn) }
        return response
    }

    var rowShapes: [RowShape] { service.rowShapes }

    func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {
        try service.inspect(turn, &inspection)
    }
}
