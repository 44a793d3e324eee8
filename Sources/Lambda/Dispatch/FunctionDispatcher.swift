package import Logging
import QuickstepJSON
package import QuickstepServiceKit
import Synchronization

/// Takes work from the durable queue and runs the handlers: the one way in which a handler is called.
package final class FunctionDispatcher: WorkConsumer {
    private struct Entry {
        let work: WorkItem
        let function: Function
        let reply: (@Sendable (InvocationRecord) -> Void)?
    }

    private struct State {
        var table = DispatchTable()
        var entries: [WorkID: Entry] = [:]
        var invocations: [DispatchTable.Run: Invocation] = [:]
        /// Work that cannot be run, until outcomes may be told.
        var unrunnable: [(work: WorkItem, failure: InvocationFailure)] = []
        var isStopped = false
    }

    let timers: HandlerTimers

    private let kernel: Kernel
    private let registry: FunctionRegistry
    private let executor: HandlerExecutor
    private let logLevel: Logger.Level
    private let observer: InvocationObserver
    private let state = Mutex(State())

    /// - Parameters:
    ///   - kernel: What the runtime stands on.
    ///   - registry: The linked functions.
    ///   - executor: The threads that handlers run on.
    ///   - logLevel: Below this level handlers' log lines are not kept.
    ///   - observer: Who is told of calls as they happen.
    package init(
        kernel: Kernel,
        registry: FunctionRegistry,
        executor: HandlerExecutor = HandlerExecutor(),
        logLevel: Logger.Level = .info,
        observer: InvocationObserver = InvocationObserver()
    ) {
        self.kernel = kernel
        self.registry = registry
        self.executor = executor
        self.logLevel = logLevel
        self.observer = observer
        timers = HandlerTimers(driver: kernel.timers)
    }

    // MARK: The queue

    package func workAdded(_ work: WorkItem) {
        add(work, reply: nil)
    }

    package func workRemoved(_ id: WorkID) {
        let invocation = state.withLock { state -> Invocation? in
            switch state.table.remove(id) {
            case .unknown:
                return nil
            case .withdrawn:
                state.entries[id] = nil
                return nil
            case .stuck(let run):
                return state.invocations[run]
            }
        }
        guard let invocation else { return }
        giveUp(invocation)
    }

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
        let (starts, unrunnable) = state.withLock { state in
            let starts = state.isStopped ? [] : state.table.open()
            defer { state.unrunnable = [] }
            return (begin(starts, &state), state.unrunnable)
        }
        for (work, failure) in unrunnable { tell(work, failure, reply: nil) }
        launch(starts)
    }

    /// Cancels what runs and starts nothing more.
    ///
    /// What is unfinished stays in the store, for the next process.
    package func stop() {
        let (abandoned, withdrawn) = state.withLock { state in
            state.isStopped = true
            let (runs, works) = state.table.close()
            defer { state.entries = [:] }
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
        let (isStopped, starts) = state.withLock { state -> (Bool, [Invocation]) in
            guard !state.isStopped else { return (true, []) }
            if !state.table.contains(work.id) {
                state.entries[work.id] = Entry(work: work, function: function, reply: reply)
            }
            let places = function.concurrency ?? FunctionLimits.concurrencyDefault
            return (false, begin(state.table.add(work.id, places: places), &state))
        }
        if isStopped { reply?(unstartedRecord(work, .stopped(requestID: requestID))) }
        launch(starts)
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
        // Not on the caller's way: that may be the committer's, with notices of its own to publish first.
        Task {
            defer { kernel.activity.end() }
            deliver(unstartedRecord(work, failure), of: work, reply: reply)
        }
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

    /// Makes the invocations of what starts.
    ///
    /// They count as running from here, before the lock is given back.
    private func begin(_ starts: [DispatchTable.Start], _ state: inout State) -> [Invocation] {
        var invocations: [Invocation] = []
        for start in starts {
            guard let entry = state.entries.removeValue(forKey: start.work) else { continue }
            let invocation = Invocation(
                run: start.run,
                work: entry.work,
                function: entry.function,
                reply: entry.reply,
                kernel: kernel,
                timer: timers.reserve(),
                observer: observer
            )
            state.invocations[start.run] = invocation
            invocations.append(invocation)
        }
        return invocations
    }

    private func launch(_ invocations: [Invocation]) {
        for invocation in invocations {
            timers.set(invocation.timer, due: invocation.deadline) { [weak self] in self?.timedOut(invocation) }
            if invocation.isCancelled { timers.take(invocation.timer) }
            let task = Task.detached(executorPreference: executor) { await self.run(invocation) }
            invocation.attach(task)
        }
    }

    private func run(_ invocation: Invocation) async {
        guard !invocation.isCancelled else { return finish(invocation, nil) }
        kernel.bus.publish([notice("InvocationStarted", .began, of: invocation.work)])
        let context = FunctionContext(
            requestID: invocation.requestID,
            functionName: invocation.function.name,
            functionARN: FunctionReference(scope: invocation.work.id.scope, name: invocation.function.name).arn,
            deadline: invocation.deadline,
            idempotencyToken: invocation.work.token,
            logger: invocation.log.logger(label: invocation.function.name, level: logLevel),
            environment: RuntimeEnvironment(
                kernel: kernel,
                timers: timers,
                gate: invocation.gate,
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
        let (counts, starts) = state.withLock { state in
            state.invocations[invocation.run] = nil
            let (counts, starts) = state.table.complete(invocation.run)
            return (counts, begin(starts, &state))
        }
        timers.take(invocation.timer)
        if counts, let outcome {
            deliver(invocation.record(outcome, clock: kernel.clock), of: invocation.work, reply: invocation.reply)
        }
        invocation.gate.release()
        launch(starts)
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
        invocation.gate.release()
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
