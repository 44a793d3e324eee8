/// A fault that is planted in the simulated process, to prove that the simulation finds such faults.
package enum Plant: String, Sendable, CaseIterable {
    /// Answers and actions come before the batch is durable.
    case acknowledgedBeforeCommit = "acknowledged-before-commit"
    /// A restart does not find one of the stored timers.
    case timerLost = "timer-lost"
    /// A piece of work is handed to its handler twice.
    case doubleDispatch = "double-dispatch"
    /// What tells that an execution was started before is not found.
    case forgottenStart = "forgotten-start"
    /// A restart finds a part of the batch that was being written.
    case tornBatch = "torn-batch"
    /// A step that was stored is stored again, otherwise.
    case historyRewritten = "history-rewritten"
    /// A restart does not find what an execution of a map run told of its end.
    case childForgotten = "child-forgotten"
    /// Events are put a second time.
    case eventDoubled = "event-doubled"
}
