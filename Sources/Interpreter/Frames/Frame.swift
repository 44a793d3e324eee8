import QuickstepJSON
import QuickstepPrimitives

/// One level at which states run, with what it is doing.
struct Frame: Sendable, Equatable {
    let id: FrameID
    let role: Role
    /// The `previousEventId` of the next event in this level's chain.
    var cursor: Int
    /// The state that the level is in; `nil` between two states and after the last one.
    var visit: Visit?
    /// The variables that expressions see here: those of the levels above and its own.
    var variables: Variables
    var phase: Phase

    /// What the level is to the one above it.
    enum Role: Sendable, Equatable {
        /// The execution's own level.
        case root
        /// A branch of the Parallel state that the parent is in.
        case branch(parent: FrameID, index: Int)
        /// An iteration of the Map state that the parent is in. `name` is that state's.
        case iteration(parent: FrameID, name: String, item: MapItem)
    }

    var parent: FrameID? {
        switch role {
        case .root: nil
        case .branch(let parent, _), .iteration(let parent, _, _): parent
        }
    }
}

/// The item of one iteration, as `$$.Map.Item` shows it.
struct MapItem: Sendable, Equatable {
    let index: Int
    /// The member's name where an object is iterated.
    let key: String?
    let value: JSONValue
    /// Where it comes from.
    var source = Self.stateData

    /// The source of items that are part of the state's input.
    static let stateData = "STATE_DATA"
}

/// One stay in a state, from its StateEntered event to its StateExited event.
struct Visit: Sendable, Equatable {
    let state: String
    let rawInput: JSONValue
    /// The id of the StateEntered event.
    let enteredID: Int
    let enteredAt: Timestamp
    /// The last task that was asked for, whose token the context object shows.
    var task: TaskID?
    /// The map run that the state began and that has not succeeded.
    var mapRun: VisitedMapRun?
    /// How often each retrier was used, in the order of `Retry`.
    ///
    /// Empty until the first retry.
    var retries: [Int] = []

    /// `$$.State.RetryCount`: all retries of this visit.
    var retryCount: Int {
        retries.reduce(0, +)
    }
}
