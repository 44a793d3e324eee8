import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// One Express execution: the same machine as everywhere, held in memory only.
///
/// What it does to our services is as durable as any call on them; the execution itself is not: one that is under way when the
/// process ends is lost, as the service's documentation says of its own.
final class ExpressRun: Sendable {
    private struct State {
        var mailbox: [Signal] = []
        var isDraining = false
        var isOver = false
        /// Those who wait for a timer of the machine.
        var timers: [TimerID: Task<Void, Never>] = [:]
        /// The handler's calls under way.
        var work: [TaskID: WorkID] = [:]
        var waiting: [TaskRequest] = []
        var end: (@Sendable (Execution?) -> Void)?
    }

    let name: ExpressName
    private let live: LiveExecution
    private let tasks: TaskRouter
    private let kernel: Kernel
    private let state: Mutex<State>

    /// A run that has not begun.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - live: Its machine.
    ///   - tasks: Who gives out its tasks.
    ///   - kernel: The kernel.
    init(_ name: ExpressName, _ live: LiveExecution, tasks: TaskRouter, kernel: Kernel) {
        self.name = name
        self.live = live
        self.tasks = tasks
        self.kernel = kernel
        state = Mutex(State())
    }

    /// Begins; `end` is called once, with the machine as it is then, or with nothing where the runtime stopped before.
    func begin(_ end: @escaping @Sendable (Execution?) -> Void) {
        state.withLock { $0.end = end }
        deliver(.start)
    }

    /// Ends the execution as StopExecution ends a Standard one.
    func stop() {
        deliver(.stop(error: nil, cause: nil))
    }

    // MARK: Signals

    /// Hands a signal on and returns; signals are handled in the order of these calls.
    private func deliver(_ signal: Signal) {
        let mustDrain = state.withLock { state in
            guard !state.isOver else { return false }
            state.mailbox.append(signal)
            guard !state.isDraining else { return false }
            state.isDraining = true
            return true
        }
        guard mustDrain else { return }
        kernel.activity.begin()
        Task {
            await drain()
            kernel.activity.end()
        }
    }

    private enum Step {
        case signal(Signal)
        case task(TaskRequest)
        case rest
    }

    private func drain() async {
        while true {
            switch nextStep() {
            case .signal(let signal):
                handle(signal)
                // A machine that goes on for ever must leave the threads to others, its own time limit among them.
                await Task.yield()
            case .task(let request):
                if let answer = await start(request) { state.withLock { $0.mailbox.append(answer) } }
            case .rest:
                return
            }
        }
    }

    private func nextStep() -> Step {
        state.withLock { state in
            if !state.isOver, !state.mailbox.isEmpty { return .signal(state.mailbox.removeFirst()) }
            if !state.isOver, !state.waiting.isEmpty { return .task(state.waiting.removeFirst()) }
            state.isDraining = false
            return .rest
        }
    }

    /// Takes a signal to the machine and does what follows.
    private func handle(_ signal: Signal) {
        let time = kernel.clock.now
        let (events, ended) = live.content.withLock { content -> ([Event], Execution?) in
            do throws(MachineFault) {
                let events = try content.machine.handle(signal, at: time)
                return (events, content.machine.status.isRunning ? nil : content.machine)
            } catch {
                // No journal can be damaged here: the definition and the signals are the process's own.
                return ([], content.machine)
            }
        }
        live.log?.write(events, at: time)
        if let probe = kernel.probe {
            let count = events.count(where: \.change.entersState)
            if count > 0 { probe.entered(states: count, of: name.machine) }
        }
        for event in events {
            for action in Execution.actions(for: event) { perform(action) }
        }
        if let ended { finish(ended) }
    }

    private func finish(_ machine: Execution?) {
        let (end, timers) = state.withLock { state in
            state.isOver = true
            defer { (state.end, state.timers, state.mailbox, state.waiting) = (nil, [:], [], []) }
            return (state.end, Array(state.timers.values))
        }
        for timer in timers { timer.cancel() }
        end?(machine)
    }

    // MARK: Actions

    private func perform(_ action: Action) {
        switch action {
        case .startTask(let request):
            state.withLock { $0.waiting.append(request) }
        case .cancelTask(let task):
            let work = state.withLock { state in
                state.waiting.removeAll { $0.task == task }
                return state.work.removeValue(forKey: task)
            }
            if let work { kernel.withdraw(work) }
        case .setTimer(let id, let due), .setLimit(let id, let due):
            // The wait is an activity until its timer is set, so that virtual time does not pass it meanwhile.
            kernel.activity.begin()
            let timer = Task { [weak self, kernel] in
                await kernel.timers.nap(until: due)
                if kernel.clock.now >= due {
                    if !Task.isCancelled { self?.deliver(.timerFired(id)) }
                } else if !Task.isCancelled {
                    // A nap that ends early was ended by the runtime's end, and the run ends with it.
                    self?.finish(nil)
                }
                kernel.activity.end()
            }
            state.withLock { $0.timers[id] = timer }
        case .cancelTimer(let id):
            state.withLock { $0.timers.removeValue(forKey: id) }?.cancel()
        case .continueSoon:
            state.withLock { $0.mailbox.append(.resume) }
        case .closeTask, .finish, .startMapRun, .redriveMapRun:
            // No Express machine has a distributed Map state.
            break
        }
    }

    /// Gives a task to whoever does it; answers with the signal that this brings at once, if any.
    private func start(_ request: TaskRequest) async -> Signal? {
        guard !tasks.takesLong(request) else {
            let hold = ActivityHold(kernel.activity)
            hold.take()
            Task { [weak self, tasks, live, kernel] in
                await tasks.withAnswer(to: request, for: live, kernel, hold) { self?.deliver($0) }
            }
            return nil
        }
        while true {
            do throws(ServiceError) {
                let started = try await tasks.start(request, for: live, kernel)
                switch started {
                case .answered(let signal):
                    return signal
                case .enqueued:
                    return nil
                case .called(let work):
                    return call(work, for: request.task)
                }
            } catch {
                guard error.isRetryable, error != .runtimeStopped else {
                    return .taskFailed(request.task, error: error.code, cause: error.message)
                }
                let due = kernel.clock.now.adding(milliseconds: Self.retryDelayMilliseconds)
                await kernel.timers.nap(until: due)
                guard kernel.clock.now >= due else { return nil }
            }
        }
    }

    /// How long a call waits that could not be stored.
    private static let retryDelayMilliseconds: Int64 = 500

    private func call(_ work: WorkItem, for task: TaskID) -> Signal? {
        state.withLock { $0.work[task] = work.id }
        let isCalled = kernel.call(work) { [weak self] work, outcome in
            guard let self, let reference = TaskReference(json: work.origin.reference) else { return }
            // The runtime's end is no outcome: the run ends with it.
            guard !self.kernel.callsHaveStopped else { return self.finish(nil) }
            self.state.withLock { $0.work[task] = nil }
            self.deliver(reference.signal(work, outcome, at: self.kernel.clock.now))
        }
        return isCalled
            ? nil : .taskFailed(task, error: "Lambda.ServiceException", cause: "Nobody calls functions here.")
    }
}
