import QuickstepInterpreter
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// An execution that is in memory: its machine and what the shell must remember about it.
///
/// One delivery at a time works on it (see ExecutionHost), so the lock is never fought over.
final class LiveExecution: Sendable {
    struct Content: Sendable {
        var machine: Execution
        var journal: StepEncoder
        /// The number of the next journal row, from 1.
        var stepNext: Int
        /// When the last step was made.
        var lastStepAt: Timestamp
        /// The due time of each timer that the machine waits for: their rows' keys begin with it.
        var timers: [TimerID: Timestamp]
        /// Tasks that were scheduled and not yet given to anybody, in order.
        var waiting: [WaitingTask]
        /// The work that does each task in flight, where this process enqueued it.
        var work: [TaskID: WorkID]

        init(
            machine: Execution,
            journal: StepEncoder = StepEncoder(),
            stepNext: Int = 1,
            lastStepAt: Timestamp? = nil,
            timers: [TimerID: Timestamp] = [:],
            waiting: [WaitingTask] = [],
            work: [TaskID: WorkID] = [:]
        ) {
            self.machine = machine
            self.journal = journal
            self.stepNext = stepNext
            self.lastStepAt = lastStepAt ?? machine.header.startedAt
            self.timers = timers
            self.waiting = waiting
            self.work = work
        }
    }

    let owner: Owner
    /// The key of the execution's random draws, which also keeps its tokens apart from those of others of its name.
    let seed: UInt64
    /// The role that its state machine runs in.
    let roleARN: String
    let name: ExecutionName
    /// Its ARN, which of an Express execution names the run as well.
    let arn: String
    /// Whether it has a journal: an Express execution has none.
    let isDurable: Bool
    /// What it is to the map run that started it; `nil` of any other.
    let child: MapRunChild?
    /// Where its events are logged; `nil` where they are not.
    let log: ExecutionLog?
    /// The effect that the execution is.
    let effect: EffectID
    let content: Mutex<Content>

    /// Roughly how many bytes of payloads it holds.
    var approximateByteCount: Int { content.withLock { $0.machine.approximateByteCount } }

    init(
        owner: Owner,
        name: ExecutionName,
        effect: EffectID,
        child: MapRunChild? = nil,
        log: ExecutionLog? = nil,
        content: Content
    ) {
        self.owner = owner
        seed = content.machine.header.seed
        roleARN = content.machine.header.roleARN
        arn = content.machine.header.arn
        self.name = name
        isDurable = content.machine.header.kind == .standard
        self.effect = effect
        self.child = child
        self.log = log
        self.content = Mutex(content)
    }
}

/// A task in line for whoever does it.
struct WaitingTask: Sendable {
    let request: TaskRequest
    /// Where its state lies, for those who watch.
    let path: String
}
