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
        /// The due time of each timer that the machine waits for: their rows' keys begin with it.
        var timers: [TimerID: Timestamp]
        /// The work that does each task in flight, where this process enqueued it.
        var work: [TaskID: WorkID]
    }

    let owner: Owner
    let name: ExecutionName
    /// The effect that the execution is.
    let effect: EffectID
    let content: Mutex<Content>

    init(owner: Owner, name: ExecutionName, effect: EffectID, content: Content) {
        self.owner = owner
        self.name = name
        self.effect = effect
        self.content = Mutex(content)
    }
}
