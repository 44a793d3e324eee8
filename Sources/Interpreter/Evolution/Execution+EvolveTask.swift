import QuickstepPrimitives

extension Execution {
    mutating func foldTaskRequest(
        _ event: Event,
        _ request: TaskRequest,
        stage: TaskInFlight.Stage
    ) throws(MachineFault) {
        let id = event.frame
        guard case .working = frames[id]?.phase, request.task.sequence == event.sequence else { throw misfit(event) }
        frames[id]?.phase = .running(TaskInFlight(request, stage: stage))
        frames[id]?.visit?.task = request.task
        frames[id]?.cursor = event.id ?? event.previousID
        awaited[event.sequence] = id
        removeFromReady(id)
    }

    mutating func foldTaskStarted(_ event: Event, _ task: TaskID, timeoutAt: Timestamp?) throws(MachineFault) {
        try foldProgress(event, task, from: .scheduled, to: .started)
        guard let timeoutAt else { return }
        try foldLimit(event, task, .timeout, at: timeoutAt, replacing: nil)
    }

    mutating func foldProgress(
        _ event: Event,
        _ id: TaskID,
        from stage: TaskInFlight.Stage,
        to next: TaskInFlight.Stage
    ) throws(MachineFault) {
        guard var task = taskInFlight(event, id), task.stage == stage, let eventID = event.id else {
            throw misfit(event)
        }
        task.stage = next
        frames[event.frame]?.phase = .running(task)
        frames[event.frame]?.cursor = eventID
    }

    mutating func foldLimit(
        _ event: Event,
        _ id: TaskID,
        _ limit: TaskLimit,
        at time: Timestamp,
        replacing replaced: TimerID?
    ) throws(MachineFault) {
        guard var task = taskInFlight(event, id) else { throw misfit(event) }
        let deadline = Deadline(timer: TimerID(event.sequence), at: time)
        switch limit {
        case .timeout: task.timeout = deadline
        case .heartbeat: task.heartbeat = deadline
        }
        if let replaced { awaited[replaced.sequence] = nil }
        awaited[event.sequence] = event.frame
        frames[event.frame]?.phase = .running(task)
    }

    mutating func foldTaskEnd(_ event: Event, _ id: TaskID, _ next: Phase) throws(MachineFault) {
        guard let task = taskInFlight(event, id), let eventID = event.id else { throw misfit(event) }
        forget(task)
        frames[event.frame]?.phase = next
        frames[event.frame]?.cursor = eventID
        ready.append(event.frame)
    }

    /// Nothing waits for a task any more, nor for its limits.
    mutating func forget(_ task: TaskInFlight) {
        awaited[task.request.task.sequence] = nil
        for timer in task.timers { awaited[timer.sequence] = nil }
    }

    private func taskInFlight(_ event: Event, _ id: TaskID) -> TaskInFlight? {
        guard case .running(let task) = frames[event.frame]?.phase, task.request.task == id else { return nil }
        return task
    }
}
