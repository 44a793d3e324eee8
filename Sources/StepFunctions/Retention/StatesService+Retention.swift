package import QuickstepPrimitives
import QuickstepServiceKit

/// When executions that ended are removed.
enum Retention {
    /// How often it is looked for those that ended long enough ago: ten times in the time that they are kept, within bounds.
    ///
    /// Time that is moved by hand stops at each look, so they do not come too often.
    static func pauseMilliseconds(keeping retention: Int64) -> Int64 {
        min(max(retention / 10, 5000), 60 * 60 * 1000)
    }

    /// Whose timer the next look is.
    static let owner = Owner(kind: .executionList, name: "")

    /// The timer of the next look: it ends with the process, and no time is passed for its sake.
    static func timer(due: Timestamp) -> RuntimeTimer {
        RuntimeTimer(owner: owner, number: 1, due: due, kind: .passive)
    }
}

extension StatesService {
    /// Looks for what ended long enough ago, from now on.
    func beginRetention() {
        guard retentionMilliseconds != nil else { return }
        kernel.timers.setTransient(Retention.timer(due: kernel.clock.now))
    }

    /// Removes what ended long enough ago, and looks again in a while.
    func retentionDue() {
        guard let retentionMilliseconds else { return }
        let kernel = kernel
        kernel.activity.begin()
        Task {
            let now = kernel.clock.now
            await removeExecutions(endedBefore: now.adding(milliseconds: -retentionMilliseconds))
            let pause = Retention.pauseMilliseconds(keeping: retentionMilliseconds)
            kernel.timers.setTransient(Retention.timer(due: now.adding(milliseconds: pause)))
            kernel.activity.end()
        }
    }

    /// Removes every execution that ended before a time and that nobody needs any more.
    ///
    /// - Returns: How many were removed; fewer than there are where the runtime was stopped meanwhile.
    @discardableResult
    package func removeExecutions(endedBefore time: Timestamp) async -> Int {
        var sweep = RetentionSweep(endedBefore: time)
        while !sweep.isDone {
            let before = sweep
            let after = await kernel.repeatedTurn { (turn) throws(ServiceError) in
                var sweep = before
                try sweep.run(&turn)
                return sweep
            }
            guard let after else { break }
            sweep = after
        }
        return sweep.removed
    }
}
