package import Logging
import QuickstepJSON
package import QuickstepServiceKit
import Synchronization

/// Takes work from the durable queue and runs the handlers: the one way in which a handler is called.
package final class FunctionDispatcher: WorkConsumer {
    struct Entry {
        let work: WorkItem
        let function: Function
        let reply: (@Sendable (InvocationRecord) -> Void)?
    }

    struct State {
        var table = DispatchTable()
        var entries: [WorkID: Entry] = [:]
        var invocations: [DispatchTable.Run: Invocation] = [:]
        /// What has its place and starts when its dispatch is durable.
        var recording: [DispatchTable.Run: Entry] = [:]
        /// Work whose dispatch this process recorded, or is about to, and that is not finished.
        var recorded: Set<WorkID> = []
        /// Work that cannot be run, until outcomes may be told.
        var unrunnable: [(work: WorkItem, failure: InvocationFailure)] = []
        var isStopped = false
    }

    /// What may begin after a change of the table: some at once, some when that is recorded.
    struct Beginning {
        var invocations: [Invocation] = []
        var recording: [(run: DispatchTable.Run, work: WorkItem)] = []
    }

    let timers: HandlerTimers

    let kernel: Kernel
    let registry: FunctionRegistry
    private let threads: any HandlerLanes
    private let logLevel: Logger.Level
    private let observer: InvocationObserver
    let state = Mutex(State())

    /// - Parameters:
    ///   - kernel: What the runtime stands on.
    ///   - registry: The linked functions.
    ///   - threads: The threads that handlers run on.
    ///   - logLevel: Below this level handlers' log lines are not kept.
    ///   - observer: Who is told of calls as they happen.
    package init(
        kernel: Kernel,
        registry: FunctionRegistry,
        threads: any HandlerLanes = HandlerThreads(),
        logLevel: Logger.Level = .info,
        observer: InvocationObserver = InvocationObserver()
    ) {
        self.kernel = kernel
        self.registry = registry
        self.threads = threads
        self.logLevel = logLevel
        self.observer = observer
        timers = HandlerTimers(driver: kernel.timers)
    }

    // MARK: The queue

    package func workAdded(_ work: WorkItem) {
        add(work, reply: nil)
    }

    package func workRemoved(_ id: WorkID) {
        let (invocation, beginning) = state.withLock { state -> (Invocation?, Beginning) in
            state.recorded.remove(id)
            switch state.table.remove(id) {
            case .unknown:
                return (nil, Beginning())
            case .withdrawn:
                state.entries[id] = nil
                return (nil, Beginning())
            case .stuck(let run):
                guard state.recording.removeValue(forKey: run) != nil else {
                    return (state.invocations[run], Beginning())
                }
                // It had its place, but its handler has not been called.
                return (nil, begin(state.table.complete(run).starts, &state))
            }
        }
        if let invocation { giveUp(invocation) }
        launch(beginning)
    }

    /// Whether handlers may start.
    var isOpen: Bool { state.withLock { $0.table.isOpen } }

    /// Whether the work waits or runs here.
    func contains(_ id: WorkID) -> Bool {
        state.withLock { $0.table.contains(id) }
    }

    /// How each function stands that was called in this process.
    package func status() -> [FunctionStatus] {
        state.withLock { $0.table.statuses }
    }

    /// Calls a function for a caller who waits, outside the durable queue: if the process ends, nobody waits any more.
    ///
    /// `accepted` is called when the work waits in line or runs.
    func invoke(_ work: WorkItem, accepted: () -> Void) async -> InvocationRecord {
        await withCheckedContinuation { continuation in
            add(work) { continuation.resume(returning: $0) }
            accepted()
        }
    }

    package var isStopped: Bool { state.withLock { $0.isStopped } }

    package func call(_ work: WorkItem, reply: @escaping @Sendable (WorkItem, WorkOutcome) -> Void) {
        add(work) { reply(work, $0.outcome) }
    }

    /// Takes in work that an earlier process left.
    func add(recovered work: WorkItem) {
        guard work.crashes >= FunctionLimits.crashesMax else { return add(work, reply: nil) }
        let failure = InvocationFailure.crashed(
            work.id.function,
            times: work.crashes,
            requestID: work.effect.description
        )
        refuse(work, failure, reply: nil)
    }

    /// Lets handlers start: everything else is in place.
    func open() {
        let (beginning, unrunnable) = state.withLock { state in
            let starts = state.isStopped ? [] : state.table.open()
            defer { state.unrunnable = [] }
            return (begin(starts, &state), state.unrunnable)
        }
        for (work, failure) in unrunnable { tell(work, failure, reply: nil) }
        launch(beginning)
    }

    /// Cancels what runs and starts nothing more.
    ///
    /// What is unfinished stays in the store, for the next process, and this end is not counted as a crash of it. Called before the
    /// kernel is stopped.
    package func stop() async {
        kernel.activity.begin()
        defer { kernel.activity.end() }
        close()
        // A store that refuses this counts one crash too many: better than not to stop.
        await kernel.repeatedTurn(triesMax: Self.stopTriesMax) { (turn) throws(ServiceError) in
            try self.takeBackRecords(&turn)
        }
    }

    /// Cancels what runs and starts nothing more, as the end of the process would: nothing is stored.
    package func abandon() {
        close()
    }

    private static let stopTriesMax = 3

    private func close() {
        let (abandoned, withdrawn) = state.withLock { state in
            state.isStopped = true
            let (runs, works) = state.table.close()
            defer { (state.entries, state.recording) = ([:], [:]) }
            return (runs.compactMap { state.invocations[$0] }, works.compactMap { state.entries[$0] })
        }
        for invocation in abandoned {
            let failure = InvocationFailure.stopped(requestID: invocation.requestID)
            invocation.reply?(invocation.record(failure.outcome, clock: kernel.clock))
            giveUp(invocation)
        }
        for entry in withdrawn {
            let requestID = entry.work.effect.description
            entry.reply?(unstartedRecord(entry.work, InvocationFailure.stopped(requestID: requestID)))
        }
    }

    private func add(_ work: WorkItem, reply: (@Sendable (InvocationRecord) -> Void)?) {
        let requestID = work.effect.description
        guard let function = registry.function(named: work.id.function) else {
            let reference = FunctionReference(scope: work.id.scope, name: work.id.function)
            let hint = registry.hint(forMissing: work.id.function)
            return refuse(work, .notFound(reference, requestID: requestID, hint: hint), reply: reply)
        }
        let (isStopped, beginning) = state.withLock { state -> (Bool, Beginning) in
            guard !state.isStopped else { return (true, Beginning()) }
            if !state.table.contains(work.id) {
                state.entries[work.id] = Entry(work: work, function: function, reply: reply)
            }
            return (false, begin(state.table.add(work.id, places: places(of: function)), &state))
        }
        if isStopped { reply?(unstartedRecord(work, .stopped(requestID: requestID))) }
        launch(beginning)
    }

    func places(of function: Function) -> Int {
        function.concurrency ?? FunctionLimits.concurrencyDefault
    }

    /// Work that cannot be run has failed; that is told once outcomes may be told.
    private func refuse(
        _ work: WorkItem,
        _ failure: InvocationFailure,
        reply: (@Sendable (InvocationRecord) -> Void)?
    ) {
        let isOpen = state.withLock { state in
            if !state.table.isOpen, reply == nil, !state.isStopped { state.unrunnable.append((work, failure)) }
            return state.table.isOpen || reply != nil
        }
        if isOpen { tell(work, failure, reply: reply) }
    }

    private func tell(
        _ work: WorkItem,
        _ failure: InvocationFailure,
        reply: (@Sendable (InvocationRecord) -> Void)?
    ) {
        kernel.activity.begin()
        defer { kernel.activity.end() }
        deliver(unstartedRecord(work, failure), of: work, reply: reply)
    }

    private func unstartedRecord(_ work: WorkItem, _ failure: InvocationFailure) -> InvocationRecord {
        InvocationRecord(
            functionName: work.id.function,
            requestID: work.effect.description,
            startedAt: kernel.clock.now,
            duration: .zero,
            outcome: failure.outcome,
            log: []
        )
    }

    // MARK: One call

    /// Makes the invocations of what starts, or notes what must be recorded before.
    ///
    /// All of it counts as activity or as running from here, before the lock is given back.
    func begin(_ starts: [DispatchTable.Start], _ state: inout State) -> Beginning {
        var beginning = Beginning()
        for start in starts {
            guard let entry = state.entries.removeValue(forKey: start.work) else { continue }
            // A call whose caller waits has no row that could outlive the process.
            if start.isRecorded || entry.reply != nil {
                beginning.invocations.append(invocation(start.run, entry, &state))
            } else {
                state.recording[start.run] = entry
                beginning.recording.append((start.run, entry.work))
            }
        }
        if !beginning.recording.isEmpty { kernel.activity.begin() }
        return beginning
    }

    func invocation(_ run: DispatchTable.Run, _ entry: Entry, _ state: inout State) -> Invocation {
        let invocation = Invocation(
            run: run,
            work: entry.work,
            function: entry.function,
            reply: entry.reply,
            kernel: kernel,
            threads: threads,
            timer: timers.reserve(),
            observer: observer
        )
        state.invocations[run] = invocation
        return invocation
    }

    func launch(_ beginning: Beginning) {
        if !beginning.recording.isEmpty { Task { await record(beginning.recording) } }
        for invocation in beginning.invocations {
            timers.set(invocation.timer, due: invocation.deadline) { [weak self] in self?.timedOut(invocation) }
            if invocation.isCancelled { timers.take(invocation.timer) }
            let task = Task.detached(executorPreference: invocation.executor) { await self.run(invocation) }
            invocation.attach(task)
        }
    }

    private func run(_ invocation: Invocation) async {
        guard !invocation.isCancelled else { return finish(invocation, nil) }
        if invocation.reply == nil { observer.dispatched(invocation.work) }
        observer.started(invocation.work)
        kernel.bus.publish([notice("InvocationStarted", .began, of: invocation.work)])
        let context = FunctionContext(
            requestID: invocation.requestID,
            functionName: invocation.function.name,
            functionARN: FunctionReference(scope: invocation.work.id.scope, name: invocation.function.name).arn,
            deadline: invocation.deadline,
            idempotencyToken: invocation.work.token,
            clientContext: invocation.work.clientContext,
            logger: invocation.log.logger(label: invocation.function.name, level: logLevel),
            environment: RuntimeEnvironment(
                kernel: kernel,
                timers: timers,
                executor: invocation.executor,
                scope: invocation.work.id.scope,
                effect: invocation.work.effect
            )
        )
        finish(invocation, await invocation.function.outcome(of: invocation.work.payload, in: context))
    }

    /// The handler has returned.
    private func finish(_ invocation: Invocation, _ outcome: WorkOutcome?) {
        kernel.activity.begin()
        defer { kernel.activity.end() }
        let (counts, beginning) = state.withLock { state in
            state.invocations[invocation.run] = nil
            let (counts, starts) = state.table.complete(invocation.run)
            return (counts, begin(starts, &state))
        }
        timers.take(invocation.timer)
        if counts, let outcome {
            deliver(invocation.record(outcome, clock: kernel.clock), of: invocation.work, reply: invocation.reply)
        }
        invocation.executor.release()
        launch(beginning)
    }

    /// The call's time is up.
    ///
    /// Runs on the timer loop.
    private func timedOut(_ invocation: Invocation) {
        kernel.activity.begin()
        defer { kernel.activity.end() }
        guard state.withLock({ $0.table.abandon(invocation.run) }) else { return }
        let requestID = invocation.requestID
        let timeout = invocation.function.timeout
        let seconds = timeout.secondsText
        invocation.log.append(.error, "\(requestID) Task timed out after \(seconds) seconds")
        let failure = InvocationFailure.timedOut(after: timeout, requestID: requestID)
        deliver(invocation.record(failure.outcome, clock: kernel.clock), of: invocation.work, reply: invocation.reply)
        giveUp(invocation)
    }

    private func giveUp(_ invocation: Invocation) {
        invocation.executor.release()
        // In this order, so that a launch that sets the timer at the same moment sees that it is not wanted.
        invocation.cancel()
        timers.take(invocation.timer)
    }

    // MARK: Outcomes

    private func deliver(
        _ record: InvocationRecord,
        of work: WorkItem,
        reply: (@Sendable (InvocationRecord) -> Void)?
    ) {
        switch record.outcome {
        case .succeeded:
            kernel.bus.publish([notice("InvocationSucceeded", .succeeded, of: work)])
        case .failed(let error, let cause):
            let detail: JSONObject = ["error": .string(error), "cause": .string(cause)]
            kernel.bus.publish([notice("InvocationFailed", .failed, of: work, detail: detail)])
        }
        observer.ended(record)
        if let reply {
            reply(record)
        } else {
            var work = work
            if work.wantsLog { work.logTail = record.logTail }
            kernel.report(work, record.outcome)
        }
    }

    private func notice(
        _ event: String,
        _ phase: Notice.Phase,
        of work: WorkItem,
        detail: JSONObject = [:]
    ) -> Notice {
        Notice(
            effect: work.effect,
            cause: work.cause,
            time: kernel.clock.now,
            service: LambdaService.serviceName,
            event: event,
            subject: work.id.function,
            phase: phase,
            detail: detail
        )
    }
}
