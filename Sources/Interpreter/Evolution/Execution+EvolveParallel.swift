import QuickstepJSON
import QuickstepStatesLanguage

extension Execution {
    mutating func foldParallelStart(_ event: Event, state: String, input: JSONValue) throws(MachineFault) {
        let id = event.frame
        guard case .working = frames[id]?.phase, let eventID = event.id else { throw misfit(event) }
        guard case .parallel(let parallel) = try definition.state(state).state.kind else { throw misfit(event) }
        let first = nextFrameID.number
        let branches = parallel.branches.indices.map { FrameID(first + $0) }
        frames[id]?.phase = .branching(Brood(branches: branches, startedID: eventID))
        frames[id]?.cursor = eventID
        // A machine without branches would be complete at once; the decoder refuses it, and here it stays ready.
        if !branches.isEmpty {
            removeFromReady(id)
        }
        for (index, branch) in parallel.branches.enumerated() {
            addFrame(
                .branch(parent: id, index: index),
                state: state,
                index: index,
                parent: id,
                cursor: eventID,
                phase: .entering(state: branch.startAt, input: input)
            )
        }
    }

    /// A branch was left: its output goes to the Parallel, which acts next once all are done.
    mutating func foldBranchEnd(
        _ event: Event,
        parent: FrameID,
        index: Int,
        output: JSONValue
    ) throws(MachineFault) {
        let isComplete = updateBrood(of: parent) { brood in
            brood.recordSuccess(of: index, output: output, lastID: event.id ?? 0)
            return brood.isComplete
        }
        guard let isComplete else { throw misfit(event) }
        removeFromReady(event.frame)
        frames.remove(event.frame)
        if isComplete {
            ready.insert(parent, at: 0)
        }
    }

    /// A Parallel or a Map is done.
    ///
    /// `event.previousID` is what its StateExited follows, too.
    mutating func foldContainerSuccess(_ event: Event) throws(MachineFault) {
        let id = event.frame
        guard let brood = frames[id]?.phase.brood, brood.isComplete, frames[id]?.visit != nil else {
            throw misfit(event)
        }
        frames[id]?.phase = .succeeded(result: .array(brood.results.compactMap { $0 }), announcedBy: event.id)
        frames[id]?.cursor = brood.lastID
    }

    /// A Parallel or a Map has failed for good; what is left of its children stays.
    mutating func foldContainerFailure(_ event: Event, _ failure: Failure) throws(MachineFault) {
        let id = event.frame
        guard let phase = frames[id]?.phase, frames[id]?.visit != nil, let eventID = event.id else {
            throw misfit(event)
        }
        switch phase {
        case .working, .succeeded, .mapping, .childFailed, .unsuccessful(_, brood: nil):
            break
        case .entering, .waiting, .running, .runningMap, .backingOff, .branching, .unsuccessful, .ended, .failed,
            .aborted:
            throw misfit(event)
        }
        abortDescendants(of: id)
        frames[id]?.phase = .unsuccessful(failure, brood: phase.brood)
        frames[id]?.cursor = eventID
    }

    /// A branch or an iteration failed: the level above acts next, before any other child gets further.
    mutating func foldChildFailure(_ event: Event, index: Int, _ failure: Failure) throws(MachineFault) {
        let id = event.frame
        guard let parent = frames[id]?.parent, let brood = updateBrood(of: parent, { $0 }) else { throw misfit(event) }
        guard brood.children.indices.contains(index), brood.children[index] == id else { throw misfit(event) }
        let leftover = frames[id]?.phase.brood
        abort(id)
        frames[id]?.phase = .failed(failure, brood: leftover)
        let childFailure = ChildFailure(child: id, failure: failure, cursor: event.previousID)
        frames[parent]?.phase = .childFailed(brood, childFailure)
        removeFromReady(parent)
        ready.insert(parent, at: 0)
    }
}

extension Brood {
    mutating func recordSuccess(of index: Int, output: JSONValue, lastID: Int) {
        guard results.indices.contains(index), results[index] == nil else { return }
        results[index] = output
        children[index] = nil
        succeeded += 1
        running -= 1
        self.lastID = lastID
    }
}
