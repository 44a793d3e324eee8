import QuickstepServiceKit
import Synchronization

/// Runs the tasks of one call, on threads that all calls share, and keeps the gauge's count of running handlers true for it.
///
/// A call is *parked*, and not counted, while none of its tasks has anything to do and at least one waits for our clock or
/// services. The executor sees every step of the handler's task and its child tasks, so two children that nap, or one that naps while
/// another computes, are told apart. It cannot see what a task waits for elsewhere: beside a nap, that does not count.
final class InvocationExecutor: TaskExecutor {
    private struct State {
        /// Steps that run or wait for a thread.
        var jobs = 0
        /// Waits for our clock or services.
        var waits = 0
        /// Whether the call is over for everybody but itself.
        var isOver = false
        var isCounted = true

        var counts: Bool { !isOver && (jobs > 0 || waits == 0) }
    }

    private let threads: any HandlerLanes
    private let lane: HandlerLane
    private let activity: ActivityGauge
    private let state = Mutex(State())

    init(threads: any HandlerLanes, lane: HandlerLane, activity: ActivityGauge) {
        self.threads = threads
        self.lane = lane
        self.activity = activity
        activity.beginHandler()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        change { $0.jobs += 1 }
        threads.run(for: lane) { [self] in
            job.runSynchronously(on: asUnownedTaskExecutor())
            change { $0.jobs -= 1 }
        }
    }

    /// A wait for our clock or services begins.
    ///
    /// Returns `false` when the call is over: then there is nothing to wait for.
    func beginWait() -> Bool {
        change { state in
            guard !state.isOver else { return false }
            state.waits += 1
            return true
        }
    }

    /// A wait ended.
    func endWait() {
        change { $0.waits -= 1 }
    }

    /// The call is over.
    func release() {
        change { $0.isOver = true }
    }

    private func change<Result>(_ body: (inout State) -> Result) -> Result {
        state.withLock { state in
            let result = body(&state)
            // Under the lock, so that the gauge sees the changes in their order.
            if state.counts != state.isCounted {
                state.isCounted.toggle()
                if state.isCounted { activity.beginHandler() } else { activity.endHandler() }
            }
            return result
        }
    }
}
