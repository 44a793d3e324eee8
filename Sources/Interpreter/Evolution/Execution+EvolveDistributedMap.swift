import QuickstepJSON
import QuickstepStatesLanguage

extension Execution {
    /// The Map stays at work: its run is still to be started.
    mutating func foldDistributedMapStart(_ event: Event, state: String) throws(MachineFault) {
        let id = event.frame
        guard case .working = frames[id]?.phase, frames[id]?.visit?.state == state, let eventID = event.id else {
            throw misfit(event)
        }
        frames[id]?.cursor = eventID
    }

    mutating func foldMapRunStart(_ event: Event, _ request: MapRunRequest) throws(MachineFault) {
        guard let eventID = event.id else { throw misfit(event) }
        let known = VisitedMapRun(arn: request.arn, startedID: eventID)
        try foldMapRunOrder(event, MapRunInFlight(run: request.run, order: .start(request)), known)
    }

    mutating func foldMapRunRedrive(
        _ event: Event,
        _ run: TaskID,
        arn: String,
        count: Int
    ) throws(MachineFault) {
        guard let eventID = event.id, frames[event.frame]?.visit?.mapRun?.arn == arn else { throw misfit(event) }
        let known = VisitedMapRun(arn: arn, redriveCount: count, startedID: eventID)
        try foldMapRunOrder(event, MapRunInFlight(run: run, order: .redrive(arn: arn)), known)
    }

    private mutating func foldMapRunOrder(
        _ event: Event,
        _ mapRun: MapRunInFlight,
        _ known: VisitedMapRun
    ) throws(MachineFault) {
        let id = event.frame
        guard case .working = frames[id]?.phase, mapRun.run.sequence == event.sequence else { throw misfit(event) }
        frames[id]?.phase = .runningMap(mapRun)
        frames[id]?.visit?.mapRun = known
        frames[id]?.cursor = known.startedID
        awaited[event.sequence] = id
        removeFromReady(id)
    }

    mutating func foldMapRunEnd(_ event: Event, _ run: TaskID, _ next: Phase) throws(MachineFault) {
        let id = event.frame
        guard frame(of: run) == id, let eventID = event.id else { throw misfit(event) }
        awaited[run.sequence] = nil
        frames[id]?.phase = next
        frames[id]?.cursor = eventID
        ready.append(id)
    }

    mutating func foldMapRunFailure(_ event: Event, _ run: TaskID, _ failure: Failure) throws(MachineFault) {
        try foldMapRunEnd(event, run, .unsuccessful(failure, brood: nil))
        // A run whose items or results could not be had is begun anew by a redrive.
        //
        // Source: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html
        let anew = [
            ErrorName.itemReaderFailed, ErrorName.resultWriterFailed, ErrorName.dataLimitExceeded, ErrorName.runtime,
        ]
        if let error = failure.error, anew.contains(error) { frames[event.frame]?.visit?.mapRun = nil }
    }

    /// A distributed Map is done; answers `false` for any other state.
    mutating func foldDistributedMapSuccess(_ event: Event) throws(MachineFault) -> Bool {
        let id = event.frame
        guard let visit = frames[id]?.visit, let mapRun = visit.mapRun,
            case .succeeded(let result, nil) = frames[id]?.phase
        else { return false }
        frames[id]?.phase = .succeeded(result: result, announcedBy: event.id)
        // The recordings contradict each other. Where the Map is the first state, which no recording since November 2024 has, all of
        // them let MapStateExited follow MapRunSucceeded; where another came before, all since then let it follow MapRunStarted.
        let isFirst = visit.enteredID == 2
        frames[id]?.cursor = isFirst ? event.previousID : mapRun.startedID
        frames[id]?.visit?.mapRun = nil
        return true
    }
}
