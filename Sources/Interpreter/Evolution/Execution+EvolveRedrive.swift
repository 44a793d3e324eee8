import QuickstepPrimitives
import QuickstepStatesLanguage

extension Change {
    /// Whether it is the one that an ended execution can take.
    var isRedrive: Bool {
        if case .executionRedriven = self { true } else { false }
    }
}

extension Status {
    /// Whether an execution that stands so can be redriven.
    package var isRedrivable: Bool {
        switch self {
        case .failed, .timedOut, .aborted: true
        case .running, .succeeded: false
        }
    }
}

extension Execution {
    /// Takes every level up again that had not succeeded; those that had keep their results.
    mutating func foldRedrive(
        _ event: Event,
        _ count: Int,
        timeoutAt: Timestamp?,
        at time: Timestamp
    ) throws(MachineFault) {
        guard status.isRedrivable, event.frame == .root, count == redriveCount + 1, let eventID = event.id else {
            throw misfit(event)
        }
        status = .running
        stoppedAt = nil
        noteRedrive(count, at: time)
        if let timeoutAt { timeout = Deadline(timer: TimerID(event.sequence), at: timeoutAt) }
        try revive(.root, after: eventID)
    }

    /// Frames are nested as the states of the definition are, so the depth of this recursion is bounded by the decoder.
    private mutating func revive(_ id: FrameID, after eventID: Int) throws(MachineFault) {
        guard let frame = frames[id] else { return }
        frames[id]?.cursor = eventID
        switch frame.phase {
        case .aborted(nil, let entry?):
            frames[id]?.phase = .entering(state: entry.state, input: entry.input)
            ready.append(id)
        case .failed(_, let brood), .aborted(let brood, nil):
            try revive(id, frame, brood, after: eventID)
        case .ended:
            // The event that tells of the end is still to come.
            ready.append(id)
        case .entering, .working, .waiting, .running, .runningMap, .backingOff, .branching, .mapping, .childFailed,
            .succeeded, .unsuccessful, .aborted:
            return
        }
    }

    private mutating func revive(
        _ id: FrameID,
        _ frame: Frame,
        _ brood: Brood?,
        after eventID: Int
    ) throws(MachineFault) {
        guard let visit = frame.visit else {
            throw .stuckFrame(id, phase: frame.phase.name)
        }
        guard var brood else {
            return try reviveState(id, visit)
        }
        brood.running = brood.children.count { $0 != nil }
        brood.iterations?.freed = []
        let isMap = brood.iterations != nil
        let mayAct = isMap && (brood.canStartIteration || brood.isComplete)
        let children = brood.children
        frames[id]?.phase = isMap ? .mapping(brood) : .branching(brood)
        frames[id]?.visit?.retries = []
        if mayAct { ready.append(id) }
        for case let child? in children { try revive(child, after: eventID) }
    }

    /// A task that was asked for is asked for again, and a map run that was begun is taken up again; any other state is entered
    /// again.
    private mutating func reviveState(_ id: FrameID, _ visit: Visit) throws(MachineFault) {
        let isTask = try definition.state(visit.state).type == .task
        if (isTask && visit.task != nil) || visit.mapRun != nil {
            frames[id]?.visit?.retries = []
            frames[id]?.phase = .working
        } else {
            frames[id]?.visit = nil
            frames[id]?.phase = .entering(state: visit.state, input: visit.rawInput)
        }
        ready.append(id)
    }
}
