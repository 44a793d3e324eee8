import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    mutating func foldEntry(
        _ event: Event,
        state: String,
        input: JSONValue,
        waitUntil: Timestamp?,
        at time: Timestamp
    ) throws(MachineFault) {
        let id = event.frame
        guard case .entering(let expected, _) = frames[id]?.phase, expected == state, let eventID = event.id else {
            throw misfit(event)
        }
        frames[id]?.visit = Visit(state: state, rawInput: input, enteredID: eventID, enteredAt: time)
        frames[id]?.cursor = eventID
        guard let waitUntil else {
            frames[id]?.phase = .working
            return
        }
        frames[id]?.phase = .waiting(timer: TimerID(event.sequence), until: waitUntil)
        awaited[event.sequence] = id
        removeFromReady(id)
    }

    mutating func foldExit(
        _ event: Event,
        state: String,
        output: JSONValue,
        assigned: JSONObject?,
        next: Next
    ) throws(MachineFault) {
        let id = event.frame
        guard let phase = frames[id]?.phase, frames[id]?.visit?.state == state, let eventID = event.id else {
            throw misfit(event)
        }
        switch phase {
        case .working, .succeeded:
            break
        case .unsuccessful(_, let brood):
            // The error was caught: nobody will redrive what is left of the children.
            if brood != nil { dropDescendants(of: id) }
        case .waiting(let timer, _):
            awaited[timer.sequence] = nil
            ready.append(id)
        case .entering, .running, .runningMap, .backingOff, .branching, .mapping, .childFailed, .ended, .failed,
            .aborted:
            throw misfit(event)
        }
        if let assigned {
            frames[id]?.variables.assign(assigned)
        }
        frames[id]?.visit = nil
        frames[id]?.cursor = eventID
        switch next {
        case .state(let name):
            frames[id]?.phase = .entering(state: name, input: output)
        case .endOfScope:
            frames[id]?.phase = .ended(output: output)
            if case .branch(let parent, let index) = frames[id]?.role {
                try foldBranchEnd(event, parent: parent, index: index, output: output)
            }
        }
    }

    mutating func foldStateAbort(_ event: Event) throws(MachineFault) {
        let id = event.frame
        guard frames[id] != nil else { throw misfit(event) }
        abortDescendants(of: id)
        abort(id)
    }

    mutating func foldRetryScheduled(_ event: Event, retrier: Int, at: Timestamp) throws(MachineFault) {
        let id = event.frame
        guard let phase = frames[id]?.phase, let visit = frames[id]?.visit,
            try definition.state(visit.state).state.retriers.indices.contains(retrier)
        else {
            throw misfit(event)
        }
        switch phase {
        case .working, .succeeded, .unsuccessful, .mapping, .childFailed:
            break
        case .entering, .waiting, .running, .runningMap, .backingOff, .branching, .ended, .failed, .aborted:
            throw misfit(event)
        }
        dropDescendants(of: id)
        frames[id]?.visit?.countRetry(of: retrier)
        // A retry begins a map run of its own.
        frames[id]?.visit?.mapRun = nil
        // What is repeated follows the failure, also where that lies in a branch.
        frames[id]?.cursor = event.previousID
        frames[id]?.phase = .backingOff(Deadline(timer: TimerID(event.sequence), at: at))
        awaited[event.sequence] = id
        removeFromReady(id)
    }

    mutating func foldRetryStarted(_ event: Event) throws(MachineFault) {
        let id = event.frame
        guard case .backingOff(let deadline) = frames[id]?.phase else { throw misfit(event) }
        awaited[deadline.timer.sequence] = nil
        frames[id]?.phase = .working
        ready.append(id)
    }
}

extension Visit {
    fileprivate mutating func countRetry(of retrier: Int) {
        if retries.count <= retrier {
            retries += Array(repeating: 0, count: retrier + 1 - retries.count)
        }
        retries[retrier] += 1
    }
}
