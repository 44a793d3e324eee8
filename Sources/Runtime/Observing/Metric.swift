/// Everything that a runtime measures: the names that it gives to swift-metrics.
///
/// `docs/metrics.md` is the same table for people; a test holds the two together.
package enum Metric: String, Sendable, CaseIterable {
    case transitions = "quickstep_transitions_total"
    case executionsStarted = "quickstep_executions_started_total"
    case executionsEnded = "quickstep_executions_ended_total"
    case executionsQuarantined = "quickstep_executions_quarantined_total"
    case commits = "quickstep_commits_total"
    case commitDuration = "quickstep_commit_duration_seconds"
    case commitRows = "quickstep_commit_batch_rows"
    case pendingWrites = "quickstep_pending_writes"
    case handlerDuration = "quickstep_handler_duration_seconds"
    case handlersRunning = "quickstep_handlers_running"
    case handlersStuck = "quickstep_handlers_stuck"
    case handlersWaiting = "quickstep_handlers_waiting"
    case messages = "quickstep_messages_total"
    case queueDepth = "quickstep_queue_depth"
    case timers = "quickstep_timers"
    case busDropped = "quickstep_bus_dropped_total"
    case observationsDropped = "quickstep_observations_dropped_total"

    /// Which of swift-metrics' kinds it is.
    package enum Kind: String, Sendable {
        case counter
        case gauge
        case recorder
        case timer
    }

    package var kind: Kind {
        switch self {
        case .transitions, .executionsStarted, .executionsEnded, .executionsQuarantined, .commits, .messages,
            .busDropped, .observationsDropped:
            .counter
        case .commitDuration, .handlerDuration: .timer
        case .commitRows: .recorder
        case .pendingWrites, .handlersRunning, .handlersStuck, .handlersWaiting, .queueDepth, .timers: .gauge
        }
    }

    /// What is counted.
    package var unit: String {
        switch self {
        case .transitions: "states"
        case .executionsStarted, .executionsEnded, .executionsQuarantined: "executions"
        case .commits: "batches"
        case .commitDuration, .handlerDuration: "seconds"
        case .commitRows, .pendingWrites: "rows"
        case .handlersRunning, .handlersStuck, .handlersWaiting: "calls"
        case .messages, .queueDepth: "messages"
        case .timers: "timers"
        case .busDropped: "notices"
        case .observationsDropped: "observations"
        }
    }

    /// The names of its labels, in the order in which their values are given.
    package var labels: [String] {
        switch self {
        case .transitions, .executionsStarted: ["machine"]
        case .executionsEnded: ["machine", "status"]
        case .commits: ["outcome"]
        case .handlerDuration: ["function", "outcome"]
        case .handlersRunning, .handlersStuck, .handlersWaiting: ["function"]
        case .messages: ["queue", "event"]
        case .queueDepth: ["queue", "state"]
        case .executionsQuarantined, .commitDuration, .commitRows, .pendingWrites, .timers, .busDropped,
            .observationsDropped:
            []
        }
    }

    /// What it says, in one sentence.
    package var help: String {
        switch self {
        case .transitions: "States entered, of Standard and Express executions."
        case .executionsStarted: "Standard executions started."
        case .executionsEnded: "Standard executions ended, by their last status."
        case .executionsQuarantined: "Executions set aside because their journal is damaged."
        case .commits: "Batches given to the store, by what came of them: stored or failed."
        case .commitDuration: "How long the store took to make a batch durable."
        case .commitRows: "How many rows a batch put and deleted."
        case .pendingWrites: "Rows written that are not durable yet."
        case .handlerDuration: "How long calls of functions took, by what came of them: succeeded or failed."
        case .handlersRunning: "Calls under way whose result still counts."
        case .handlersStuck: "Calls past their timeout whose handler has not returned: they hold their place."
        case .handlersWaiting: "Calls in line for a place."
        case .messages: "What happened to messages: sent, received, deleted or dead_lettered."
        case .queueDepth: "Messages in a queue: visible, in_flight or delayed."
        case .timers: "Timers in memory; the others are rows until their time comes near."
        case .busDropped: "Notices that a subscriber of the bus lost because it was behind."
        case .observationsDropped: "What these metrics and the log lost because they were behind."
        }
    }
}

extension Metric {
    /// What each metric says, by its name.
    package static var helpTexts: [String: String] {
        Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.help) })
    }
}
