import QuickstepJSON
import QuickstepStatesLanguage

extension Execution {
    /// The Map stays ready: it has iterations to begin, or none at all.
    mutating func foldMapStart(_ event: Event, state: String, _ brood: Brood) throws(MachineFault) {
        let id = event.frame
        guard case .working = frames[id]?.phase, frames[id]?.visit?.state == state, let eventID = event.id else {
            throw misfit(event)
        }
        frames[id]?.phase = .mapping(brood)
        frames[id]?.cursor = eventID
    }

    mutating func foldIterationStart(
        _ event: Event,
        map id: FrameID,
        state: String,
        index: Int,
        input: JSONValue?
    ) throws(MachineFault) {
        guard let eventID = event.id, event.frame == nextFrameID else { throw misfit(event) }
        guard case .map(let map) = try definition.state(state).state.kind else { throw misfit(event) }
        let child = event.frame
        let begun: (item: MapItem?, isLast: Bool)? = updateBrood(of: id) { brood in
            (brood.beginIteration(index, in: child), !brood.canStartIteration)
        }
        guard let begun, let item = begun.item else { throw misfit(event) }
        if begun.isLast {
            removeFromReady(id)
        }
        addFrame(
            .iteration(parent: id, name: state, item: item),
            state: state,
            index: index,
            parent: id,
            cursor: eventID,
            phase: .entering(state: map.processor.startAt, input: input ?? item.value)
        )
    }

    mutating func foldIterationSuccess(_ event: Event) throws(MachineFault) {
        let id = event.frame
        guard let frame = frames[id], case .ended(let output) = frame.phase, let eventID = event.id,
            case .iteration(let parent, _, let item) = frame.role
        else {
            throw misfit(event)
        }
        let mayAct: Bool? = updateBrood(of: parent) { brood in
            brood.recordSuccess(of: item.index, output: output, lastID: eventID)
            brood.iterations?.freed.append(frame.cursor)
            return brood.canStartIteration || brood.isComplete
        }
        guard let mayAct else { throw misfit(event) }
        removeFromReady(id)
        frames.remove(id)
        // The Map goes before the iterations that run, so that a freed slot is taken at once.
        if mayAct, !ready.contains(parent) {
            ready.insert(parent, at: 0)
        }
    }

    mutating func foldIterationAbort(_ event: Event) throws(MachineFault) {
        guard case .iteration = frames[event.frame]?.role else { throw misfit(event) }
        // What it waits for is given up by the event about the state that it is in, which follows.
        removeFromReady(event.frame)
    }
}

extension Brood {
    /// Marks an iteration as running; `nil` where it is not the next one.
    mutating func beginIteration(_ index: Int, in child: FrameID) -> MapItem? {
        guard canStartIteration, let iterations, iterations.next == index,
            let item = iterations.items.iterationItem(at: index)
        else {
            return nil
        }
        children[index] = child
        running += 1
        self.iterations?.next += 1
        if !iterations.freed.isEmpty {
            self.iterations?.freed.removeFirst()
        }
        return item
    }

    /// The event that the next iteration follows: MapStateStarted, or the last event of the iteration whose slot it takes.
    var nextIterationFollows: Int {
        guard let iterations else { return lastID }
        return iterations.freed.first ?? iterations.startedID
    }
}
