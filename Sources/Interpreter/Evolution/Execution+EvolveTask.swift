import QuickstepPrimitives

extension Execution {
    mutating func foldTaskScheduled(_ event: Event, _ request: TaskRequest) throws(MachineFault) {
        let id = event.frame
        guard case .working = frames[id]?.phase, let eventID = event.id else { throw misfit(event) }
        frames[id]?.phase = .scheduled(request)
        frames[id]?.cursor = eventID
        awaited[event.sequence] = id
        removeFromReady(id)
    }

    mutating func foldTaskStarted(_ event: Event, _ task: TaskID, timeoutAt: Timestamp?) throws(MachineFault) {
        let id = event.frame
        guard case .scheduled(let request) = frames[id]?.phase, request.task == task, let eventID = event.id else {
            throw misfit(event)
        }
        let timeout = timeoutAt.map { Deadline(timer: TimerID(event.sequence), at: $0) }
        if timeout != nil {
            awaited[event.sequence] = id
        }
        frames[id]?.phase = .running(request, timeout: timeout)
        frames[id]?.cursor = eventID
    }

    mutating func foldTaskEnd(_ event: Event, _ task: TaskID, _ next: Phase) throws(MachineFault) {
        let id = event.frame
        guard case .running(let request, let timeout) = frames[id]?.phase, request.task == task, let eventID = event.id
        else {
            throw misfit(event)
        }
        awaited[task.sequence] = nil
        if let timeout {
            awaited[timeout.timer.sequence] = nil
        }
        frames[id]?.phase = next
        frames[id]?.cursor = eventID
        ready.append(id)
    }
}
