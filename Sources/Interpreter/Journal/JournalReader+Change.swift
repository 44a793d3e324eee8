import QuickstepJSON
import QuickstepPrimitives

extension JournalReader {
    /// The change of a code, with the payloads in the order in which they were written.
    func change(
        _ code: ChangeCode,
        sequence: Int,
        _ window: inout PayloadWindow
    ) throws(MachineFault) -> Change {
        switch code {
        case .executionStarted:
            return .executionStarted(timeoutAt: try optionalTime(JournalMember.deadline))
        case .executionRedriven:
            return .executionRedriven(
                count: try number(JournalMember.counter),
                timeoutAt: try optionalTime(JournalMember.deadline)
            )
        case .executionSucceeded:
            let output = try payload(JournalMember.output, &window)
            return .executionSucceeded(output: output, abandoned: try abandoned())
        case .executionFailed:
            return .executionFailed(
                error: try optionalText(JournalMember.error),
                cause: try optionalText(JournalMember.cause),
                abandoned: try abandoned()
            )
        case .executionTimedOut:
            return .executionTimedOut(abandoned: try abandoned())
        case .executionAborted:
            return .executionAborted(
                error: try optionalText(JournalMember.error),
                cause: try optionalText(JournalMember.cause),
                abandoned: try abandoned()
            )
        case .stateEntered:
            return .stateEntered(
                state: try text(JournalMember.state),
                type: try type(),
                input: try payload(JournalMember.input, &window),
                waitUntil: try optionalTime(JournalMember.deadline)
            )
        case .stateExited:
            let output = try payload(JournalMember.output, &window)
            let assigned = try optionalPayload(JournalMember.assigned, &window)
            if let assigned, assigned.objectValue == nil {
                throw .damagedJournal("the assigned variables are not an object")
            }
            let next = try optionalText(JournalMember.next)
            return .stateExited(
                state: try text(JournalMember.state),
                type: try type(),
                output: output,
                assigned: assigned?.objectValue,
                next: next.map { .state($0) } ?? .endOfScope
            )
        case .stateAborted:
            return .stateAborted(state: try text(JournalMember.state), type: try type(), abandoned: try abandoned())
        case .retryScheduled:
            return .retryScheduled(
                state: try text(JournalMember.state),
                retrier: try number(JournalMember.number),
                retry: try number(JournalMember.counter),
                at: try time(JournalMember.deadline)
            )
        case .retryStarted:
            return .retryStarted(state: try text(JournalMember.state))
        case .yielded:
            return .yielded
        case .taskScheduled:
            return .taskScheduled(try request(sequence: sequence, &window))
        case .activityRequested:
            return .activityRequested(try request(sequence: sequence, &window))
        case .activityScheduled:
            return .activityScheduled(try request(sequence: sequence, &window))
        case .activityStarted:
            return .activityStarted(
                task: TaskID(try number(JournalMember.task)),
                worker: try optionalText(JournalMember.worker)
            )
        case .taskSubmitted:
            return .taskSubmitted(
                task: TaskID(try number(JournalMember.task)),
                resource: try resource(),
                output: try payload(JournalMember.output, &window)
            )
        case .limitSet:
            return .limitSet(
                task: TaskID(try number(JournalMember.task)),
                limit: try limit(),
                at: try time(JournalMember.deadline),
                replacing: try optionalNumber(JournalMember.timer).map { TimerID($0) }
            )
        case .taskStarted:
            return .taskStarted(
                task: TaskID(try number(JournalMember.task)),
                resource: try resource(),
                timeoutAt: try optionalTime(JournalMember.deadline)
            )
        case .taskSucceeded:
            return .taskSucceeded(
                task: TaskID(try number(JournalMember.task)),
                timers: try timers(),
                resource: try resource(),
                output: try payload(JournalMember.output, &window)
            )
        case .taskFailed:
            return .taskFailed(
                task: TaskID(try number(JournalMember.task)),
                timers: try timers(),
                resource: try resource(),
                error: try optionalText(JournalMember.error),
                cause: try optionalText(JournalMember.cause)
            )
        case .taskTimedOut:
            return .taskTimedOut(
                task: TaskID(try number(JournalMember.task)),
                timers: try timers(),
                limit: try limit(),
                resource: try resource(),
                error: try optionalText(JournalMember.error),
                cause: try optionalText(JournalMember.cause)
            )
        case .parallelStarted:
            return .parallelStarted(
                state: try text(JournalMember.state),
                input: try payload(JournalMember.input, &window)
            )
        case .parallelSucceeded:
            return .parallelSucceeded(state: try text(JournalMember.state))
        case .parallelFailed:
            return .parallelFailed(state: try text(JournalMember.state), failure: try failure())
        case .branchFailed:
            return .branchFailed(index: try number(JournalMember.counter), failure: try failure())
        case .mapStarted:
            return .mapStarted(
                state: try text(JournalMember.state),
                items: try payload(JournalMember.input, &window),
                concurrency: try number(JournalMember.number)
            )
        case .mapSucceeded:
            return .mapSucceeded(state: try text(JournalMember.state))
        case .mapFailed:
            return .mapFailed(state: try text(JournalMember.state), failure: try failure())
        case .iterationStarted:
            return .iterationStarted(
                map: FrameID(try number(JournalMember.number)),
                state: try text(JournalMember.state),
                index: try number(JournalMember.counter),
                input: try optionalPayload(JournalMember.input, &window)
            )
        case .iterationSucceeded:
            return .iterationSucceeded(state: try text(JournalMember.state), index: try number(JournalMember.counter))
        case .iterationFailed:
            return .iterationFailed(
                state: try text(JournalMember.state),
                index: try number(JournalMember.counter),
                failure: try failure()
            )
        case .iterationAborted:
            return .iterationAborted(state: try text(JournalMember.state), index: try number(JournalMember.counter))
        case .distributedMapStarted:
            return .distributedMapStarted(
                state: try text(JournalMember.state),
                items: try optionalPayload(JournalMember.input, &window)
            )
        case .mapRunStarted:
            let items = try optionalPayload(JournalMember.input, &window)
            let input = try optionalPayload(JournalMember.output, &window)
            let request = MapRunRequest(
                run: TaskID(try number(JournalMember.task)),
                state: try text(JournalMember.state),
                settings: try payload(JournalMember.assigned, &window),
                items: items,
                input: input
            )
            guard let request else { throw .damagedJournal("the settings of a map run") }
            return .mapRunStarted(request)
        case .mapRunRedriven:
            return .mapRunRedriven(
                run: TaskID(try number(JournalMember.task)),
                arn: try text(JournalMember.mapRun),
                count: try number(JournalMember.counter)
            )
        case .mapRunSucceeded:
            return .mapRunSucceeded(
                run: TaskID(try number(JournalMember.task)),
                output: try payload(JournalMember.output, &window)
            )
        case .mapRunFailed:
            return .mapRunFailed(
                run: TaskID(try number(JournalMember.task)),
                error: try text(JournalMember.error),
                cause: try optionalText(JournalMember.cause)
            )
        case .mapRunAborted:
            return .mapRunAborted(run: TaskID(try number(JournalMember.task)))
        }
    }
}
