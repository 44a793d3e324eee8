import Dispatch
import Synchronization

/// The threads that handlers run on, apart from those of the committer, the timers and the gateway.
///
/// There are as many as there are handlers that run at the same moment, up to a bound: a handler that spins or blocks costs its own
/// thread, and the others get theirs. A thread without work ends after a while.
package final class HandlerThreads: Sendable {
    private final class Worker: Sendable {
        /// Signalled when the worker was taken off the list of idle ones.
        let wake = DispatchSemaphore(value: 0)
    }

    private struct State {
        var jobs = FIFO<@Sendable () -> Void>()
        var idle: [Worker] = []
        var threads = 0
    }

    private enum Reaction {
        case wake(Worker)
        case startThread
        case none
    }

    private let state = Mutex(State())
    private let threadsMax: Int
    private let idleSecondsMax: Int

    /// - Parameters:
    ///   - threadsMax: How many threads there are at most.
    ///   - idleSecondsMax: After how many seconds without work a thread ends.
    package init(threadsMax: Int = 128, idleSecondsMax: Int = 5) {
        self.threadsMax = max(1, threadsMax)
        self.idleSecondsMax = idleSecondsMax
    }

    /// How many threads there are.
    package var count: Int { state.withLock { $0.threads } }

    /// Runs a job on one of the threads: at once if one is free or may be started, else when one gets free.
    package func run(_ job: @escaping @Sendable () -> Void) {
        let reaction = state.withLock { state -> Reaction in
            state.jobs.append(job)
            if let worker = state.idle.popLast() { return .wake(worker) }
            guard state.threads < threadsMax else { return .none }
            state.threads += 1
            return .startThread
        }
        switch reaction {
        case .wake(let worker): worker.wake.signal()
        case .startThread: startThread()
        case .none: break
        }
    }

    private func startThread() {
        HandlerThread.start { [self] in
            let worker = Worker()
            while let job = nextJob(for: worker) { job() }
        }
    }

    /// The next job; `nil` when there was none for so long that the thread ends.
    private func nextJob(for worker: Worker) -> (@Sendable () -> Void)? {
        while true {
            let job = state.withLock { state in
                let job = state.jobs.popFirst()
                if job == nil { state.idle.append(worker) }
                return job
            }
            if let job { return job }
            if worker.wake.wait(timeout: .now() + .seconds(idleSecondsMax)) == .success { continue }
            let ends = state.withLock { state in
                // Whoever took the worker off the list has signalled it, or is about to.
                guard let place = state.idle.firstIndex(where: { $0 === worker }) else { return false }
                state.idle.remove(at: place)
                state.threads -= 1
                return true
            }
            if ends { return nil }
            worker.wake.wait()
        }
    }
}
