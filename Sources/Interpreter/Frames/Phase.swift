import QuickstepJSON
import QuickstepPrimitives

/// What a frame is doing.
///
/// Each case carries only what exists while it lasts.
///
/// "Ready" phases are those in which the machine itself must act next; in the others it waits for a signal or for
/// other frames. The bulky cases are indirect: a phase is copied with every transition.
enum Phase: Sendable, Equatable {
    /// Ready: about to enter a state. Next: `working`, `waiting`.
    case entering(state: String, input: JSONValue)
    /// Ready: the state's work has not begun. Next: `running`, `runningMap`, `branching`, `mapping`, `backingOff`, `entering`, `ended`,
    /// `failed`.
    case working
    /// A Wait lasts until its timer fires. Next: `entering`, `ended`.
    case waiting(timer: TimerID, until: Timestamp)
    /// A task is in flight. Next: `succeeded`, `unsuccessful`, and `failed` where it cannot be started.
    indirect case running(TaskInFlight)
    /// A map run is under way. Next: `succeeded`, `unsuccessful`.
    indirect case runningMap(MapRunInFlight)
    /// The work will be repeated when the timer fires. Next: `working`.
    case backingOff(Deadline)
    /// The branches of a Parallel run. Ready once all are done. Next: `succeeded`, `childFailed`, `backingOff`.
    indirect case branching(Brood)
    /// The iterations of a Map run. Ready while another may begin or all are done. Next: `succeeded`, `childFailed`,
    /// `unsuccessful`, `backingOff`.
    indirect case mapping(Brood)
    /// Ready: a branch or iteration failed; the others are to be aborted. Next: `unsuccessful`, `backingOff`.
    indirect case childFailed(Brood, ChildFailure)
    /// Ready: the work of a Task, Parallel or Map has a result. `announcedBy` is the id of ParallelStateSucceeded or
    /// MapStateSucceeded. Next: `entering`, `ended`, `backingOff`, `failed`.
    case succeeded(result: JSONValue, announcedBy: Int?)
    /// Ready: the work of a Task or a map run failed, or that of a Parallel or Map failed without a further retry; `brood` is
    /// what is left of its children. Next: `backingOff` (a Task or a map run), `entering`, `ended`, `failed`.
    indirect case unsuccessful(Failure, brood: Brood?)
    /// Ready (the root and iterations) for the event that tells of it: the level's last state was left. Next: none.
    case ended(output: JSONValue)
    /// The level failed; it stays for a redrive. Next: none.
    indirect case failed(Failure, brood: Brood?)
    /// The level was given up because of another one; it stays for a redrive. `entry` is the state that it was about to
    /// enter. Next: none.
    indirect case aborted(brood: Brood?, entry: Entry?)
}

/// A state that a level is about to enter.
struct Entry: Sendable, Equatable {
    let state: String
    let input: JSONValue
}

/// A timer that is set.
struct Deadline: Sendable, Equatable {
    let timer: TimerID
    let at: Timestamp
}

/// The failure that ended a branch or an iteration, and with it the whole Parallel or Map.
struct ChildFailure: Sendable, Equatable {
    let child: FrameID
    let failure: Failure
    /// The cursor of the failing chain: the events that tell of the consequences follow it.
    let cursor: Int
}

extension Phase {
    /// The children of a Parallel or Map state, at work or left over.
    var brood: Brood? {
        switch self {
        case .branching(let brood), .mapping(let brood), .childFailed(let brood, _):
            brood
        case .unsuccessful(_, let brood), .failed(_, let brood), .aborted(let brood, _):
            brood
        case .entering, .working, .waiting, .running, .runningMap, .backingOff, .succeeded, .ended:
            nil
        }
    }

    /// The state that is about to be entered.
    var entry: Entry? {
        if case .entering(let state, let input) = self { Entry(state: state, input: input) } else { nil }
    }

    /// A participle for messages.
    var name: String {
        switch self {
        case .entering: "entering a state"
        case .working: "working"
        case .waiting: "waiting"
        case .running: "running a task"
        case .runningMap: "running a map"
        case .backingOff: "backing off"
        case .branching: "running branches"
        case .mapping: "running iterations"
        case .childFailed: "failing with a child"
        case .succeeded: "concluding"
        case .unsuccessful: "handling a failure"
        case .ended: "ended"
        case .failed: "failed"
        case .aborted: "aborted"
        }
    }
}
