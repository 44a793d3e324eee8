import QuickstepStatesLanguage

/// An event that tells of work given up, not yet made.
struct Abort {
    let frame: FrameID
    let change: Change
}

extension Execution {
    /// The events that tell of everything below a Parallel or Map that ends with its failure.
    ///
    /// A Task that failed its branch or iteration is told of first; then what is in progress elsewhere, in order of index.
    /// An iteration comes before the state that it is in. States that need no waiting leave no event.
    func aborts(below id: FrameID) throws(MachineFault) -> [Abort] {
        var found: [Abort] = []
        guard let phase = frames[id]?.phase, let brood = phase.brood else { return found }
        if case .childFailed(_, let childFailure) = phase, let visit = frames[childFailure.child]?.visit,
            try definition.state(visit.state).type == .task
        {
            let change = Change.stateAborted(state: visit.state, type: .task, abandoned: Abandoned())
            found.append(Abort(frame: childFailure.child, change: change))
        }
        for case let child? in brood.children {
            try addAborts(of: child, to: &found)
        }
        return found
    }

    /// Frames are nested as the states of the definition are, so the depth of this recursion is bounded by the decoder.
    private func addAborts(of id: FrameID, to found: inout [Abort]) throws(MachineFault) {
        guard let frame = frames[id] else { return }
        switch frame.phase {
        case .ended, .failed, .aborted:
            return
        case .entering, .working, .waiting, .running, .runningMap, .backingOff, .branching, .mapping, .childFailed,
            .succeeded, .unsuccessful:
            break
        }
        if case .iteration(_, let name, let item) = frame.role {
            found.append(Abort(frame: id, change: .iterationAborted(state: name, index: item.index)))
        }
        guard let visit = frame.visit else { return }
        let type = try definition.state(visit.state).type
        switch type {
        case .task, .wait:
            break
        case .parallel, .map:
            if case .runningMap(let mapRun) = frame.phase {
                found.append(Abort(frame: id, change: .mapRunAborted(run: mapRun.run)))
            }
            for case let child? in frame.phase.brood?.children ?? [] {
                try addAborts(of: child, to: &found)
            }
        case .pass, .choice, .succeed, .fail:
            return
        }
        let change = Change.stateAborted(state: visit.state, type: type, abandoned: frame.phase.abandoned)
        found.append(Abort(frame: id, change: change))
    }
}
