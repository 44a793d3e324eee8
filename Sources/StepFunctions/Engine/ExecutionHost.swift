import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// Hands signals to executions, one at a time each, on any thread, and keeps those in memory that are at work.
///
/// A waiting execution owns no task. Where its machine is not in memory, the next signal folds it from its journal.
final class ExecutionHost: Sendable {
    private struct Slot {
        var mailbox: [Delivery] = []
        var isDraining = false
        var live: LiveExecution?
    }

    private let kernel: Kernel
    private let loader: ExecutionLoader
    private let tasks: TaskRouter
    private let mapRuns: MapRunStart
    private let state: Mutex<State>

    private struct State {
        var slots: [Owner: Slot] = [:]
        var idle: IdleMachines
        var places: WorkingPlaces
    }

    init(
        kernel: Kernel,
        loader: ExecutionLoader,
        tasks: TaskRouter,
        mapRuns: MapRunStart,
        keeping bounds: IdleMachines.Bounds = .standard
    ) {
        state = Mutex(State(idle: IdleMachines(bounds), places: WorkingPlaces(count: bounds.working)))
        self.kernel = kernel
        self.loader = loader
        self.tasks = tasks
        self.mapRuns = mapRuns
    }

    /// Hands a signal on and returns.
    ///
    /// Signals of one execution are handled in the order of these calls.
    func deliver(_ delivery: Delivery, to owner: Owner) {
        // Who is in line counts as activity too: virtual time does not pass it by.
        let mayWork = state.withLock { state in
            state.slots[owner, default: Slot()].mailbox.append(delivery)
            guard state.slots[owner]?.isDraining == false else { return false }
            state.slots[owner]?.isDraining = true
            state.idle.remove(owner)
            kernel.activity.begin()
            return state.places.enter(owner)
        }
        if mayWork { work(owner) }
    }

    /// Handles the signals of an execution that has a place, then those of whoever is next in line.
    private func work(_ owner: Owner) {
        Task {
            var next: Owner? = owner
            while let owner = next {
                await drain(owner)
                next = state.withLock { $0.places.leave() }
                kernel.activity.end()
            }
        }
    }

    /// The most executions that ever worked at the same time.
    var workingMost: Int { state.withLock { $0.places.takenMost } }

    /// Forgets every machine: what they hold may never have become durable.
    func dropAll() {
        state.withLock { state in
            for owner in state.slots.keys {
                state.slots[owner]?.live = nil
                state.idle.remove(owner)
                if state.slots[owner]?.isDraining == false { state.slots[owner] = nil }
            }
        }
    }

    /// Whether an execution's machine is in memory.
    func holds(_ owner: Owner) -> Bool {
        state.withLock { $0.slots[owner]?.live != nil }
    }

    private func drain(_ owner: Owner) async {
        while let delivery = nextDelivery(owner) {
            do throws(ServiceError) {
                try await handle(delivery, for: owner)
            } catch {
                forget(owner)
                // The next start finds what led to the signal.
                guard error != .runtimeStopped else { return }
                guard error.isRetryable else {
                    await quarantine(owner, because: error.description)
                    continue
                }
                // Virtual time may move meanwhile: nothing else may be going on.
                let due = kernel.clock.now.adding(milliseconds: Self.retryDelayMilliseconds)
                if let next = state.withLock({ $0.places.leave() }) { work(next) }
                await kernel.timers.nap(until: due)
                state.withLock { $0.places.enterAgain() }
                // A nap that ends early was ended by the runtime's end.
                guard kernel.clock.now >= due else { return }
                putBack(delivery, owner)
            }
        }
    }

    /// How long a signal waits after its step could not be stored.
    private static let retryDelayMilliseconds: Int64 = 500

    private func nextDelivery(_ owner: Owner) -> Delivery? {
        // Measured outside the lock, which everybody waits for.
        let resting = state.withLock { state in
            state.slots[owner].flatMap { $0.mailbox.isEmpty ? $0.live : nil }
        }
        let byteCount = resting?.approximateByteCount ?? 0
        return state.withLock { state in
            guard var slot = state.slots[owner] else { return nil }
            guard !slot.mailbox.isEmpty else {
                slot.isDraining = false
                state.slots[owner] = slot.live == nil ? nil : slot
                // One that came to rest long ago leaves memory for it; its journal has all that it was.
                if slot.live != nil {
                    for other in state.idle.add(owner, byteCount: byteCount) { state.slots[other] = nil }
                }
                return nil
            }
            let delivery = slot.mailbox.removeFirst()
            state.slots[owner] = slot
            return delivery
        }
    }

    private func putBack(_ delivery: Delivery, _ owner: Owner) {
        state.withLock { $0.slots[owner]?.mailbox.insert(delivery, at: 0) }
    }

    private func forget(_ owner: Owner) {
        state.withLock { $0.slots[owner]?.live = nil }
    }

    private func handle(_ delivery: Delivery, for owner: Owner) async throws(ServiceError) {
        let live: LiveExecution
        if let known = state.withLock({ $0.slots[owner]?.live }) {
            live = known
        } else {
            guard let loaded = try await loader.load(owner) else {
                // The execution is gone or quarantined: nothing waits for the signal.
                try await kernel.sequencer.turn { (turn) throws(ServiceError) in delivery.trace.erase(&turn) }
                return
            }
            state.withLock { $0.slots[owner]?.live = loaded }
            live = loaded
        }
        let isOver = try await ExecutionTurn(live: live, tasks: tasks, mapRuns: mapRuns, kernel: kernel).run(delivery)
        if isOver { forget(owner) }
    }

    /// Sets one execution aside, with the reason where it is described.
    ///
    /// All others run on.
    private func quarantine(_ owner: Owner, because reason: String) async {
        forget(owner)
        await kernel.repeatedTurn { (turn) throws(ServiceError) in
            var record = try ExecutionRecord.read(owner, turn) ?? .running
            record.quarantine = reason
            turn.put(Rows.status(owner), record.json)
            // Nobody waits for ever for what cannot go on.
            if let name = ExecutionName(owner: owner) { try WaitingParent.tell(of: name, &turn) }
            let effect = turn.effect()
            turn.notify(
                effect,
                service: StatesService.serviceName,
                event: "ExecutionQuarantined",
                subject: owner.name,
                phase: .failed,
                detail: [
                    "executionArn": .string(ExecutionName(owner: owner)?.arn ?? ""),
                    "reason": .string(reason),
                ]
            )
        }
    }
}

extension Delivery.Trace {
    /// Removes the row that kept the signal.
    func erase(_ turn: inout Turn) {
        switch self {
        case .timer(let timer): turn.cancel(timer)
        case .work(let id): turn.finish(id)
        }
    }
}
