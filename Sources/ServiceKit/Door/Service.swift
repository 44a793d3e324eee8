/// One service behind the door.
///
/// Services do not know each other: what one needs of another it asks for through `Turn.call`.
package protocol Service: Sendable {
    /// The name at the door, as integrations spell it.
    var name: String { get }

    /// The kinds of owner whose timers this service set.
    var ownerKinds: [Owner.Kind] { get }

    /// Does one operation inside a turn. Whatever it changes becomes durable with the turn, or not at all.
    func handle(_ request: ServiceRequest, _ turn: inout Turn) throws(ServiceError) -> ServiceResponse

    /// Answers a request from outside any turn: for most operations that is one turn; one that waits does so here, between its turns.
    func answer(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse

    /// A timer of this service is due. Its row is still there: the turn that acts on it cancels it.
    ///
    /// Called in order of due time; it must hand the timer on and return, beginning its activity before.
    func timerDue(_ timer: RuntimeTimer)

    /// Work that this service enqueued has ended. The turn that takes note of it finishes the work.
    ///
    /// It must hand the outcome on and return, beginning its activity before.
    func workFinished(_ work: WorkItem, _ outcome: WorkOutcome)

    /// A batch was lost: whatever is held in memory and may hold uncommitted state is forgotten.
    func dropUncommitted()

    /// Called once before anything else runs: reads from the store what must be known from the start.
    ///
    /// - Parameter resuming: Whether work that an earlier process left unfinished is carried on. Where it is not, that work stays
    ///   as it lies: only what begins in this process runs.
    /// - Throws: `ServiceError` when the store cannot be read, or what it holds is damaged.
    func recover(resuming: Bool) async throws(ServiceError)

    /// What of this service waits to be carried on, as the turn sees it.
    func unfinished(_ turn: inout Turn) throws(ServiceError) -> UnfinishedWork

    /// The forms of all rows that this service writes.
    var rowShapes: [RowShape] { get }

    /// Compares this service's rows with each other, and adds what does not agree.
    ///
    /// A row that cannot be read is told already and passed over.
    func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError)
}

extension Service {
    package func answer(_ request: ServiceRequest, _ kernel: Kernel) async throws(ServiceError) -> ServiceResponse {
        try await kernel.call(request)
    }

    package var ownerKinds: [Owner.Kind] { [] }
    package func timerDue(_ timer: RuntimeTimer) {}
    package func workFinished(_ work: WorkItem, _ outcome: WorkOutcome) {}
    package func dropUncommitted() {}
    package func recover(resuming: Bool) async throws(ServiceError) {}
    package func unfinished(_ turn: inout Turn) throws(ServiceError) -> UnfinishedWork { UnfinishedWork() }
    package var rowShapes: [RowShape] { [] }
    package func inspect(_ turn: Turn, _ inspection: inout Inspection) throws(ServiceError) {}
}

/// Calls handlers: whoever takes work from the durable queue.
package protocol WorkConsumer: Sendable {
    /// Work became durable.
    func workAdded(_ work: WorkItem)
    /// Work is done or no longer wanted; where it runs, it is cancelled.
    func workRemoved(_ id: WorkID)
    /// Calls a handler for somebody in memory, outside the durable queue: if the process ends, nobody waits any more.
    ///
    /// The reply comes as part of the call's own activity; it must hand the outcome on and return, beginning its activity before.
    func call(_ work: WorkItem, reply: @escaping @Sendable (WorkItem, WorkOutcome) -> Void)
    /// Whether it calls nobody any more: what those who wait in memory are told from then on is no outcome.
    var isStopped: Bool { get }
    /// A turn asks for work. Where it can start as soon as that is durable, a place is kept for it until `workAdded`, and the turn
    /// records the dispatch; otherwise the consumer records it by itself before it calls the handler.
    ///
    /// Called within the turn. Returns whether a place is kept.
    func reservePlace(for id: WorkID) -> Bool
    /// The turn that asked for the work was taken back.
    func giveBackPlace(of id: WorkID)
    /// A batch was lost: no place is kept any more.
    func dropUncommitted()
}

extension WorkConsumer {
    package var isStopped: Bool { false }
    package func reservePlace(for id: WorkID) -> Bool { false }
    package func giveBackPlace(of id: WorkID) {}
    package func dropUncommitted() {}
}
