import Dispatch
import Synchronization

/// The threads that handlers run on, apart from those of the committer, the timers and the gateway.
///
/// There are as many as there are handlers that run at the same moment, up to a bound: a handler that spins or blocks costs its own
/// thread, and the others get theirs. Past the bound each function still gets one thread, so that no function, however many threads
/// its handlers and their child tasks hold, keeps another from running. A thread without work ends after a while.
package final class HandlerThreads: HandlerLanes {
    private struct Job: Sendable {
        let lane: HandlerLane
        let run: @Sendable () -> Void
    }

    private final class Worker: Sendable {
        /// Signalled when the worker was given a job and taken off the list of idle ones.
        let wake = DispatchSemaphore(value: 0)
        let given = Mutex<Job?>(nil)
    }

    /// A function's jobs.
    private struct Line {
        /// What waits for a thread, while at least one thread works for the function.
        var jobs = FIFO<Job>()
        var threads = 0
        /// Whether the function stands in `State.turns`.
        var isInTurn = false
    }

    private struct State {
        var lines: [HandlerLane: Line] = [:]
        /// The functions with waiting jobs, each once: free threads serve them in turn.
        var turns = FIFO<HandlerLane>()
        var idle: [Worker] = []
        var threads = 0

        mutating func queue(_ job: Job) {
            var line = lines[job.lane] ?? Line()
            line.jobs.append(job)
            if !line.isInTurn { turns.append(job.lane) }
            line.isInTurn = true
            lines[job.lane] = line
        }

        mutating func begin(_ lane: HandlerLane) {
            lines[lane, default: Line()].threads += 1
        }

        /// A thread is done with a job of a function.
        ///
        /// Returns the function's next job, where no other thread works for it.
        mutating func end(_ lane: HandlerLane) -> Job? {
            guard var line = lines[lane] else { return nil }
            line.threads -= 1
            let job = line.threads == 0 ? line.jobs.popFirst() : nil
            if job != nil { line.threads += 1 }
            lines[lane] = line.threads == 0 && !line.isInTurn ? nil : line
            return job
        }

        /// The next waiting job, the functions taking turns.
        mutating func next() -> Job? {
            while let lane = turns.popFirst(), var line = lines[lane] {
                let job = line.jobs.popFirst()
                line.isInTurn = !line.jobs.isEmpty
                if line.isInTurn { turns.append(lane) }
                if job != nil { line.threads += 1 }
                lines[lane] = line.threads == 0 && !line.isInTurn ? nil : line
                if let job { return job }
            }
            return nil
        }
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
    ///   - threadsMax: How many threads there are at most, but for those that each serve a function that has no other.
    ///   - idleSecondsMax: After how many seconds without work a thread ends.
    package init(threadsMax: Int = 128, idleSecondsMax: Int = 5) {
        self.threadsMax = max(1, threadsMax)
        self.idleSecondsMax = idleSecondsMax
    }

    /// How many threads there are.
    package var count: Int { state.withLock { $0.threads } }

    /// Runs a function's job on one of the threads: at once if one is free or may be started, else when one gets free.
    package func run(for lane: HandlerLane, _ job: @escaping @Sendable () -> Void) {
        let job = Job(lane: lane, run: job)
        let reaction = state.withLock { state -> Reaction in
            if let worker = state.idle.popLast() {
                state.begin(lane)
                return .wake(worker)
            }
            guard state.threads < threadsMax || state.lines[lane, default: Line()].threads == 0 else {
                state.queue(job)
                return .none
            }
            state.begin(lane)
            state.threads += 1
            return .startThread
        }
        switch reaction {
        case .wake(let worker):
            worker.given.withLock { $0 = job }
            worker.wake.signal()
        case .startThread:
            startThread(job)
        case .none:
            break
        }
    }

    private func startThread(_ first: Job) {
        HandlerThread.start { [self] in
            let worker = Worker()
            var job = first
            while true {
                job.run()
                guard let next = nextJob(after: job, for: worker) else { return }
                job = next
            }
        }
    }

    /// The next job; `nil` when there was none for so long that the thread ends, or there are more threads than the bound allows.
    private func nextJob(after job: Job, for worker: Worker) -> Job? {
        let (next, ends) = state.withLock { state -> (Job?, Bool) in
            if let next = state.end(job.lane) { return (next, false) }
            guard state.threads <= threadsMax else {
                state.threads -= 1
                return (nil, true)
            }
            let next = state.next()
            if next == nil { state.idle.append(worker) }
            return (next, false)
        }
        if next != nil || ends { return next }
        if worker.wake.wait(timeout: .now() + .seconds(idleSecondsMax)) == .timedOut {
            let isIdle = state.withLock { state in
                // Whoever took the worker off the list has signalled it, or is about to.
                guard let place = state.idle.firstIndex(where: { $0 === worker }) else { return false }
                state.idle.remove(at: place)
                state.threads -= 1
                return true
            }
            if isIdle { return nil }
            worker.wake.wait()
        }
        return worker.given.withLock { given in
            defer { given = nil }
            return given
        }
    }
}
