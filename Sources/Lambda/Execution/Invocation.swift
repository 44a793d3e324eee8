import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// One call of a handler, while it is under way.
final class Invocation: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var isCancelled = false
    }

    let run: DispatchTable.Run
    let work: WorkItem
    let function: Function
    /// Whom the outcome goes to, where that is not the work's origin.
    let reply: (@Sendable (InvocationRecord) -> Void)?
    let requestID: String
    let startedAt: Timestamp
    let deadline: Timestamp
    let executor: InvocationExecutor
    let log: InvocationLog
    /// The number of the timer that ends the call's time.
    let timer: Int64

    private let began = ContinuousClock.now
    private let state = Mutex(State())

    init(
        run: DispatchTable.Run,
        work: WorkItem,
        function: Function,
        reply: (@Sendable (InvocationRecord) -> Void)?,
        kernel: Kernel,
        threads: any HandlerLanes,
        timer: Int64,
        observer: InvocationObserver
    ) {
        self.run = run
        self.work = work
        self.function = function
        self.reply = reply
        self.timer = timer
        let requestID = work.effect.description
        self.requestID = requestID
        startedAt = kernel.clock.now
        deadline = startedAt.adding(function.timeout)
        executor = InvocationExecutor(
            threads: threads,
            lane: HandlerLane(scope: work.id.scope, function: function.name),
            activity: kernel.activity
        )
        log = InvocationLog(clock: kernel.clock) { observer.logged(function.name, requestID, $0) }
    }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Names the task that runs the handler.
    func attach(_ task: Task<Void, Never>) {
        let isCancelled = state.withLock { state in
            state.task = task
            return state.isCancelled
        }
        if isCancelled { task.cancel() }
    }

    func cancel() {
        let task = state.withLock { state in
            state.isCancelled = true
            return state.task
        }
        task?.cancel()
    }

    func record(_ outcome: WorkOutcome, clock: RuntimeClock) -> InvocationRecord {
        InvocationRecord(
            functionName: function.name,
            requestID: requestID,
            startedAt: startedAt,
            duration: clock.standsStill
                ? .milliseconds(clock.now.milliseconds(since: startedAt)) : ContinuousClock.now - began,
            outcome: outcome,
            log: log.lines
        )
    }
}
