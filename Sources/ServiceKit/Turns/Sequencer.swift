import Dispatch

/// Orders all turns of one shard, and makes them durable in groups.
///
/// Turns run one at a time, each seeing what the ones before it wrote, durable or not. While the committer writes one batch, the turns
/// that run meanwhile gather in the next: that is the whole of group commit. A caller gets its answer when the batch that
/// holds its changes — or, for a turn that only read, the changes it may have read — is durable.
package actor Sequencer {
    /// How many uncommitted writes may wait before new turns are throttled.
    package static let uncommittedWritesMax = 200_000

    private let core: SequencerCore
    private let store: any Store
    private let clock: RuntimeClock
    private let activity: ActivityGauge
    private let committer: any SerialLane
    private let executor: any SerialLane
    /// Who is told of commits; `nil` where nobody asks, which is all that it costs then.
    private let probe: (any RuntimeProbe)?

    /// The planted bug that the kill tests must find: answers are given, and what a batch asks for happens, before it is durable.
    private let actsBeforeCommit: Bool

    private var isCommitting = false
    /// No turn begins any more.
    private var isStopped = false
    private var waiters: [Int: [CommitWaiter<ServiceError>]] = [:]
    private var release: @Sendable ([AfterCommit]) -> Void = { _ in }
    private var onDrop: @Sendable (_ reason: String) -> Void = { _ in }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    init(
        store: any Store,
        clock: RuntimeClock,
        activity: ActivityGauge,
        seed: UInt64,
        lane: @Sendable (_ label: String) -> any SerialLane,
        probe: (any RuntimeProbe)? = nil,
        actsBeforeCommit: Bool
    ) {
        self.probe = probe
        committer = lane("quickstep.committer")
        executor = lane("quickstep.sequencer")
        self.actsBeforeCommit = actsBeforeCommit
        self.store = store
        self.clock = clock
        self.activity = activity
        core = SequencerCore(store: store, seed: seed)
    }

    /// Names the services behind the door and who is told of commits.
    ///
    /// Called once, before the first turn.
    func connect(
        services: [String: any Service],
        consumer: (any WorkConsumer)?,
        release: @escaping @Sendable ([AfterCommit]) -> Void,
        onDrop: @escaping @Sendable (_ reason: String) -> Void
    ) {
        core.register(services, consumer: consumer)
        self.release = release
        self.onDrop = onDrop
    }

    /// Moves the clock to where the last process left it, if that lies ahead, and sets this process's names apart from its names.
    func recover() async throws(ServiceError) {
        if let time = try core.storedTime() { clock.advance(to: time) }
        try core.beginEpoch()
        if let error = await durable() { throw error }
    }

    /// Begins no more turns, and lets go of everything that `connect` named, once what is being stored is stored.
    func disconnect() async {
        isStopped = true
        _ = await durable()
        core.register([:], consumer: nil)
        release = { _ in }
        onDrop = { _ in }
    }

    /// Runs a turn and returns what it returns, once that may be seen.
    ///
    /// - Throws: what `body` throws, after taking back its changes; `ThrottlingException` when too much waits to be stored; a
    ///   retryable `ServiceUnavailable` when the batch could not be stored; `RuntimeStopped` after the end, without running `body`.
    package func turn<Result: Sendable>(
        cause: EffectID? = nil,
        _ body: @Sendable (inout Turn) throws(ServiceError) -> Result
    ) async throws(ServiceError) -> Result {
        guard !isStopped else { throw .runtimeStopped }
        guard core.pendingWrites < Self.uncommittedWritesMax else { throw .throttled() }
        activity.begin()
        defer { activity.end() }
        let result: Swift.Result<Result, ServiceError>
        do throws(ServiceError) {
            result = .success(try run(cause: cause, body))
        } catch {
            // A refusal too may rest on what is not durable yet: "already exists" must not be said of what may be lost.
            result = .failure(error)
        }
        if let error = await durable() { throw error }
        return try result.get()
    }

    private func run<Result>(
        cause: EffectID?,
        _ body: (inout Turn) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        let mark = core.mark()
        var turn = Turn(core: core, now: clock.now, cause: cause)
        do throws(ServiceError) {
            let result = try body(&turn)
            _ = core.keepTurn(since: mark)
            return result
        } catch {
            core.rollBack(to: mark)
            throw error
        }
    }

    /// Waits until everything that has been written so far is durable.
    ///
    /// Returns why it never will be.
    private func durable() async -> ServiceError? {
        if core.hasOpenChanges {
            if store.commitsAtOnce { return commitInline() }
            let waiter = addWaiter(for: core.openBatch)
            startCommit()
            return actsBeforeCommit ? nil : await waiter.outcome()
        }
        guard isCommitting else { return nil }
        return await addWaiter(for: core.openBatch - 1).outcome()
    }

    /// Has someone told of a batch's end, from this moment on.
    ///
    /// Not a bare continuation: between `startCommit` and a continuation's closure the actor may run `finish`, which would find nobody.
    private func addWaiter(for batch: Int) -> CommitWaiter<ServiceError> {
        let waiter = CommitWaiter<ServiceError>()
        waiters[batch, default: []].append(waiter)
        return waiter
    }

    private func commitInline() -> ServiceError? {
        let (batch, closedEffects) = core.closeBatch(at: clock.now)
        if actsBeforeCommit { release(closedEffects) }
        let effects = actsBeforeCommit ? [] : closedEffects
        do throws(StoreError) {
            try Self.commit(batch, to: store, probe)
        } catch {
            core.dropUncommitted()
            onDrop(error.message)
            return actsBeforeCommit ? nil : .notCommitted(error.message)
        }
        core.committed(batch)
        release(effects)
        return nil
    }

    /// Makes a batch durable, where it holds anything, and tells the probe how that went.
    private static func commit(
        _ batch: StoreBatch,
        to store: any Store,
        _ probe: (any RuntimeProbe)?
    ) throws(StoreError) {
        guard !batch.writes.isEmpty else { return }
        guard let probe else { return try store.commit(batch) }
        let began = ContinuousClock.now
        var isStored = false
        defer {
            let duration = ContinuousClock.now - began
            probe.committed(CommitReading(rows: batch.writes.count, duration: duration, isStored: isStored))
        }
        try store.commit(batch)
        isStored = true
    }

    /// How many writes are not durable yet.
    package var pendingWrites: Int { core.pendingWrites }

    private func startCommit() {
        guard !isCommitting else { return }
        isCommitting = true
        activity.begin()
        let (batch, closedEffects) = core.closeBatch(at: clock.now)
        if actsBeforeCommit { release(closedEffects) }
        let effects = actsBeforeCommit ? [] : closedEffects
        let written = CommitWaiter<StoreError>()
        committer.run { [store, probe] in
            do throws(StoreError) {
                try Self.commit(batch, to: store, probe)
                written.finish(nil)
            } catch {
                written.finish(error)
            }
        }
        // It waits here, on the sequencer, and not there: so the end of the write wakes this one thread and none between.
        Task { finish(batch, effects, failure: await written.outcome()) }
    }

    private func finish(_ batch: StoreBatch, _ effects: [AfterCommit], failure: StoreError?) {
        isCommitting = false
        defer { activity.end() }
        if let failure {
            let error = ServiceError.notCommitted(failure.message)
            core.dropUncommitted()
            onDrop(failure.message)
            let dropped = waiters
            waiters = [:]
            for number in dropped.keys.sorted() {
                for waiter in dropped[number] ?? [] { waiter.finish(error) }
            }
            return
        }
        core.committed(batch)
        release(effects)
        for waiter in waiters.removeValue(forKey: batch.number) ?? [] { waiter.finish(nil) }
        if core.hasOpenChanges { startCommit() }
    }
}
