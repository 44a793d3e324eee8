import QuickstepStatesLanguage

/// A task from its scheduling to its end.
struct TaskInFlight: Sendable, Equatable {
    /// How far it is.
    enum Stage: Sendable, Equatable {
        /// It is asked of an activity, of which nothing is heard yet. Next: `scheduled`.
        case requested
        /// It is about to be called, or in line for a worker of an activity. Next: `started`.
        case scheduled
        /// It is being called, or a worker has it. Next: `submitted`.
        case started
        /// The call was answered; the result is still to come. Next: none.
        case submitted
    }

    let request: TaskRequest
    var stage: Stage
    var timeout: Deadline?
    var heartbeat: Deadline?

    init(_ request: TaskRequest, stage: Stage) {
        self.request = request
        self.stage = stage
    }

    /// The timers of its limits, in ascending order.
    var timers: [TimerID] {
        [timeout, heartbeat].compactMap { $0?.timer }.sorted()
    }

    /// The timer that a number names, with what it bounds.
    func limit(of timer: TimerID) -> TaskLimit? {
        if timeout?.timer == timer { return .timeout }
        if heartbeat?.timer == timer { return .heartbeat }
        return nil
    }

    /// Whether the shell has still to say what came of its start.
    var awaitsStart: Bool {
        switch request.resource {
        case .activity: stage == .requested
        case .function, .integration: stage != .submitted
        }
    }
}
