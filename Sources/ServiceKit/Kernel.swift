import QuickstepJSON
import QuickstepPrimitives
import Synchronization

/// What every runtime stands on: one store, one clock, one sequencer, one bus, one door.
package final class Kernel: Sendable {
    package let clock: RuntimeClock
    package let sequencer: Sequencer
    package let timers: TimerDriver
    package let activity: ActivityGauge
    package let bus: RuntimeBus
    package let blobs: any BlobStore
    /// Who is told what the bus does not tell; `nil` where nobody asks.
    package let probe: (any RuntimeProbe)?

    private struct Connections {
        var services: [String: any Service] = [:]
        var timerOwners: [Owner.Kind: any Service] = [:]
        var consumer: (any WorkConsumer)?
        var loop: Task<Void, Never>?
        /// Whether timers that an earlier process left are fired too.
        var resumes = true
        /// Who set timers in this process.
        var ownersSeen: Set<Owner> = []
    }

    private let connections = Mutex(Connections())
    private let timersInMemory: Int
    private let onFire: (@Sendable (RuntimeTimer) -> Void)?

    /// - Parameters:
    ///   - store: Keeps the rows.
    ///   - blobs: Keeps the bytes of objects.
    ///   - clock: The one clock.
    ///   - seed: Seeds the generator of names. A test gives a fixed one.
    ///   - handlerGrace: How long, in real time, a handler that neither ends nor waits for us keeps virtual time from moving.
    ///   - timersInMemory: About how many stored timers are held in memory; the others are read when their time comes near.
    ///   - lane: Makes what runs the turns and the commits. Default: a thread for each.
    ///   - probe: Who is told what the bus does not tell. Default: nobody.
    ///   - onFire: Who is told of each timer as it fires, in order: for proofs. Default: nobody.
    ///   - actsBeforeCommit: The bug that kill tests must find. Never set outside them.
    package init(
        store: any Store,
        blobs: any BlobStore,
        clock: RuntimeClock,
        seed: UInt64,
        handlerGrace: Duration = .seconds(5),
        timersInMemory: Int = 65_536,
        lane: @Sendable (_ label: String) -> any SerialLane = { DispatchSerialExecutor(label: $0) },
        probe: (any RuntimeProbe)? = nil,
        onFire: (@Sendable (RuntimeTimer) -> Void)? = nil,
        actsBeforeCommit: Bool = false
    ) {
        self.clock = clock
        self.onFire = onFire
        self.probe = probe
        self.blobs = blobs
        activity = ActivityGauge()
        bus = RuntimeBus()
        self.timersInMemory = timersInMemory
        timers = TimerDriver(clock: clock, activity: activity, handlerGrace: handlerGrace, capacity: timersInMemory)
        sequencer = Sequencer(
            store: store,
            clock: clock,
            activity: activity,
            seed: seed,
            lane: lane,
            probe: probe,
            actsBeforeCommit: actsBeforeCommit
        )
    }

    /// Names the services and who calls handlers.
    ///
    /// Called once, before `start`.
    package func connect(services: [any Service], consumer: (any WorkConsumer)?) async {
        let byName = Dictionary(services.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        connections.withLock { connections in
            connections.services = byName
            connections.consumer = consumer
            for service in services {
                for kind in service.ownerKinds { connections.timerOwners[kind] = service }
            }
        }
        timers.connect { [weak self, onFire] timer in
            onFire?(timer)
            self?.connections.withLock { $0.timerOwners[timer.id.owner.kind] }?.timerDue(timer)
        } load: { [weak self] start in
            await self?.loadTimers(after: start) ?? false
        }
        await sequencer.connect(
            services: byName,
            consumer: consumer,
            release: { [weak self] effects in self?.release(effects) },
            onDrop: { [weak self] reason in self?.dropUncommitted(because: reason) }
        )
    }

    /// Recovers the services and starts the timers.
    ///
    /// - Parameter resuming: Whether what an earlier process left unfinished is carried on.
    /// - Throws: `ServiceError` when the store cannot be read.
    package func start(resuming: Bool = true) async throws(ServiceError) {
        connections.withLock { $0.resumes = resuming }
        try await sequencer.recover()
        for service in connections.withLock({ $0.services }).values.sorted(by: { $0.name < $1.name }) {
            try await service.recover(resuming: resuming)
        }
        try await reloadTimers()
        let timers = timers
        connections.withLock { $0.loop = Task { await timers.run() } }
    }

    /// Stops firing timers, ends the bus and refuses every turn from then on with `RuntimeStopped`.
    ///
    /// What is durable resumes at the next start.
    package func stop() async {
        let loop = connections.withLock { connections in
            defer { connections.loop = nil }
            return connections.loop
        }
        loop?.cancel()
        await loop?.value
        bus.close()
        // The services hold the kernel; the kernel lets go of them.
        await sequencer.disconnect()
        connections.withLock { connections in
            connections.services = [:]
            connections.timerOwners = [:]
            connections.consumer = nil
        }
    }

    /// Calls an operation in a turn of its own and returns its answer once its changes are durable.
    package func call(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        try await sequencer.turn(cause: request.cause) { (turn) throws(ServiceError) in
            try turn.call(request)
        }
    }

    /// Answers a request from outside, which may wait between its turns.
    package func answer(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        guard let service = connections.withLock({ $0.services[request.service] }) else {
            return try await call(request)
        }
        return try await service.answer(request, self)
    }

    /// Calls a handler for somebody in memory, outside the durable queue.
    ///
    /// - Returns: Whether there is anybody who calls handlers.
    package func call(_ work: WorkItem, reply: @escaping @Sendable (WorkItem, WorkOutcome) -> Void) -> Bool {
        guard let consumer = connections.withLock({ $0.consumer }) else { return false }
        consumer.call(work, reply: reply)
        return true
    }

    /// Whether the runtime ends and calls no handlers any more; an answer that comes then is that of the end, and not to be kept.
    package var callsHaveStopped: Bool { connections.withLock { $0.consumer }?.isStopped ?? true }

    /// Takes a call from memory back, whose outcome nobody wants any more.
    package func withdraw(_ work: WorkID) {
        connections.withLock { $0.consumer }?.workRemoved(work)
    }

    /// What waits to be carried on, over all services.
    package func unfinished() async throws(ServiceError) -> UnfinishedWork {
        let services = connections.withLock { $0.services }.sorted { $0.key < $1.key }.map(\.value)
        return try await sequencer.turn { (turn) throws(ServiceError) in
            var sum = UnfinishedWork()
            for service in services { sum += try service.unfinished(&turn) }
            return sum
        }
    }

    /// Stores the bytes that a request carries, before the request itself.
    package func store(_ bytes: [UInt8]) async throws(ServiceError) -> StoredBlob {
        let md5 = Hex.encode(DigestAlgorithm.md5.digest(bytes))
        do throws(StoreError) {
            return StoredBlob(id: try await blobs.write(bytes), size: bytes.count, md5: md5)
        } catch {
            throw .notCommitted(error.message)
        }
    }

    /// Tells the service that asked for some work how it ended.
    package func report(_ work: WorkItem, _ outcome: WorkOutcome) {
        connections.withLock { $0.services[work.origin.service] }?.workFinished(work, outcome)
    }

    /// The services, in the order of their names.
    var inspected: [any Service] {
        connections.withLock { $0.services }.sorted { $0.key < $1.key }.map(\.value)
    }

    // MARK: After commits

    private func release(_ effects: [AfterCommit]) {
        let consumer = connections.withLock { connections in
            if !connections.resumes {
                for case .timerSet(let timer) in effects { connections.ownersSeen.insert(timer.id.owner) }
            }
            return connections.consumer
        }
        // What happened is told before what follows from it begins.
        bus.publish(
            effects.compactMap { effect in
                if case .notice(let notice) = effect { notice } else { nil }
            }
        )
        for effect in effects {
            switch effect {
            case .notice: break
            case .timerSet(let timer): timers.set(timer)
            case .timerCancelled(let timer): timers.cancel(timer)
            case .workAdded(let work): consumer?.workAdded(work)
            case .workRemoved(let id): consumer?.workRemoved(id)
            case .call(let action): action()
            }
        }
    }

    /// A batch was lost.
    ///
    /// The bus tells it as `CommitFailed` of the service `runtime`, with the reason as the detail's `message`: it is the one notice of
    /// something that did not happen, and of an effect, `runtime`, that no row knows.
    private func dropUncommitted(because reason: String) {
        let (services, consumer) = connections.withLock { ($0.services, $0.consumer) }
        for service in services.values { service.dropUncommitted() }
        consumer?.dropUncommitted()
        bus.publish([
            Notice(
                effect: EffectID("runtime"),
                cause: nil,
                time: clock.now,
                service: "runtime",
                event: "CommitFailed",
                subject: "store",
                phase: .progressed,
                detail: ["message": .string(reason)]
            )
        ])
        activity.begin()
        Task {
            defer { activity.end() }
            // The timers in memory are those of committed turns and so still true, except where a timer was fired
            // and the turn that acted on it was lost: the rows know.
            try? await reloadTimers()
        }
    }

    /// Replaces the timers in memory by the soonest of the store, in its place between the turns before and after it.
    private func reloadTimers() async throws(ServiceError) {
        let timers = timers
        let isNobodyKnown = connections.withLock { !$0.resumes && $0.ownersSeen.isEmpty }
        guard !isNobodyKnown else { return timers.replaceAll([], upTo: nil) }
        try await sequencer.turn { [self] (turn) throws(ServiceError) in
            let window = try TimerWindow(after: nil, count: timersInMemory, turn)
            let known = known(window.timers)
            turn.afterCommit { timers.replaceAll(known, upTo: window.horizon) }
        }
    }

    /// Reads the stored timers behind those in memory.
    ///
    /// Returns whether the store could be read.
    private func loadTimers(after start: Timestamp) async -> Bool {
        let timers = timers
        do throws(ServiceError) {
            try await sequencer.turn { [self] (turn) throws(ServiceError) in
                let window = try TimerWindow(after: start, count: timersInMemory, turn)
                let known = known(window.timers)
                turn.afterCommit { timers.extend(by: known, upTo: window.horizon) }
            }
            return true
        } catch {
            return false
        }
    }

    /// Those timers that fire in this process.
    private func known(_ timers: [RuntimeTimer]) -> [RuntimeTimer] {
        let (resumes, ownersSeen) = connections.withLock { ($0.resumes, $0.ownersSeen) }
        return resumes ? timers : timers.filter { ownersSeen.contains($0.id.owner) }
    }
}
