package import QuickstepPrimitives
package import QuickstepStatesLanguage

/// One execution as a value: signals go in, events come out.
///
/// `handle` decides and folds in one pass, in place: it is what the shell calls. `decide` does the same on a copy. `evolve`
/// folds one recorded event and evaluates nothing: recovery is `evolve` over the journal. There is no clock, no
/// randomness and no I/O in here; the time comes with each signal, and random draws are keyed by the header's seed.
package struct Execution: Sendable {
    package let header: ExecutionHeader
    /// The definition, shared by all executions of it.
    package let definition: CompiledDefinition
    /// What of the context object follows from the header.
    private(set) var fixedContext: FixedContext

    package internal(set) var status = Status.running
    /// When the execution ended.
    package internal(set) var stoppedAt: Timestamp?
    /// The sequence of the last event, hidden ones included.
    package internal(set) var lastSequence = 0
    /// The id of the last visible event: how many events AWS's history shows.
    package internal(set) var lastEventID = 0

    /// The levels that run, and those that failed or were aborted.
    var frames = FrameTable()
    /// By frame number less one, where each level came from.
    var lineages: [Lineage] = []
    /// The frames that the machine must act on, in order.
    ///
    /// Empty unless it yielded or is in the middle of a step.
    var ready: [FrameID] = []
    /// By sequence, the frame that waits for each task and timer.
    var awaited: [Int: FrameID] = [:]
    /// How often it was redriven, and when last.
    package private(set) var redriveCount = 0
    private(set) var redrivenAt: Timestamp?
    /// The execution's own time budget.
    var timeout: Deadline?

    /// A machine before its first signal.
    package init(header: ExecutionHeader, definition: CompiledDefinition) {
        self.header = header
        self.definition = definition
        fixedContext = FixedContext(header)
    }

    /// A machine before its first signal, with a definition of its own.
    package init(header: ExecutionHeader, definition: StateMachine) {
        self.init(header: header, definition: CompiledDefinition(definition))
    }

    /// Notes a redrive, which the context object shows from now on.
    mutating func noteRedrive(_ count: Int, at time: Timestamp) {
        redriveCount = count
        redrivenAt = time
        fixedContext = FixedContext(header, redriveCount: count, redrivenAt: time)
    }

    /// Whether the first signal was handled.
    package var hasStarted: Bool {
        lastSequence > 0
    }
}

extension Execution: Equatable {
    /// The definition is left out: the headers hold its hash, and comparing two whole definitions would cost more than
    /// everything else together.
    package static func == (left: Execution, right: Execution) -> Bool {
        left.header == right.header
            && left.status == right.status
            && left.stoppedAt == right.stoppedAt
            && left.redriveCount == right.redriveCount
            && left.redrivenAt == right.redrivenAt
            && left.lastSequence == right.lastSequence
            && left.lastEventID == right.lastEventID
            && left.frames == right.frames
            && left.lineages == right.lineages
            && left.ready == right.ready
            && left.awaited == right.awaited
            && left.timeout == right.timeout
    }
}

extension Execution {
    /// Where a frame runs, such as `Sizes[2]/Formats[0]`; empty for the execution's own level.
    package func path(of frame: FrameID) -> String {
        pathElements(of: frame).map(\.description).joined(separator: "/")
    }

    /// The Parallel branches and Map iterations that lead to a frame, outermost first; empty for the execution's own level.
    ///
    /// Frames that are already gone are named too.
    package func pathElements(of frame: FrameID) -> [FramePathElement] {
        var elements: [FramePathElement] = []
        var number = frame.number
        // A child's number is greater than its parent's, so this ends.
        while number > 0, number <= lineages.count {
            let lineage = lineages[number - 1]
            elements.append(FramePathElement(state: lineage.state, index: lineage.index))
            number = lineage.parent.number
        }
        return elements.reversed()
    }
}
