import QuickstepInterpreter
import QuickstepPrimitives
import QuickstepServiceKit

/// A signal on its way to an execution, with the row that made it durable until the execution has taken note of it.
struct Delivery: Sendable {
    enum Trace: Sendable {
        case timer(RuntimeTimer)
        case work(WorkID)
    }

    let signal: Message
    let trace: Trace

    /// What an execution is told.
    ///
    /// A continuation becomes `start` or `resume`, as the journal has it.
    enum Message: Sendable {
        case carryOn
        case stopRequested
        /// Something lies in the execution's inbox.
        case mail
        /// A call may have been lost with an earlier process.
        case look
        /// RedriveExecution was asked for.
        case redriveRequested
        case signal(Signal)
    }
}

/// The numbers of an execution's timers that are not the machine's own, which are positive.
enum ShellTimer {
    /// The execution has something to do right now: it has just been created, or it yielded.
    static let carryOn: Int64 = 0

    /// The timer that lets an execution carry on at once.
    ///
    /// It is always due at the same time, when the execution started: the row's key begins with it, so there is never more than one.
    static func carryOn(_ owner: Owner, startedAt: Timestamp) -> RuntimeTimer {
        RuntimeTimer(owner: owner, number: carryOn, due: startedAt)
    }

    /// Something lies in the execution's inbox.
    static let inbox: Int64 = -2

    /// The timer that lets an execution look into its inbox at once; there is never more than one, as of `carryOn`.
    static func inbox(_ owner: Owner, startedAt: Timestamp) -> RuntimeTimer {
        RuntimeTimer(owner: owner, number: inbox, due: startedAt)
    }

    /// RedriveExecution was asked for.
    static let redrive: Int64 = -3

    /// A call that a task waits for may have been lost with an earlier process: its execution is to be looked at.
    static let longCall: Int64 = -4

    /// StopExecution was asked for.
    static let stop: Int64 = -1
}
