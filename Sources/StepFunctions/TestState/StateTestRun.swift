import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// A test whose state's work takes its time: a wait is waited for, and a task is really done.
///
/// The state runs in no execution: nothing of it is left in the store, and with the process the test is gone.
struct StateTestRun: Sendable {
    let kernel: Kernel
    let tasks: TaskRouter

    /// How long a test may take.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
    static let secondsMax = 300

    func answer(_ request: ServiceRequest) async throws(ServiceError) -> ServiceResponse {
        // Virtual time goes on only where the test itself waits.
        kernel.activity.begin()
        defer { kernel.activity.end() }
        let surroundings = try await kernel.sequencer.turn { (turn) throws(ServiceError) in TestSurroundings(&turn) }
        var prepared = try PreparedTest(Parameters(request), surroundings)
        let (progress, outcome) = try prepared.begin()
        if let outcome { return prepared.response(outcome) }
        let last = kernel.clock.now.adding(milliseconds: Int64(Self.secondsMax) * 1000)
        switch progress {
        case .ended(let outcome):
            return prepared.response(outcome)
        case .children:
            // The rules let no Map and no Parallel come here without a mock.
            throw .damaged("a test of \(prepared.test.state.name) without a mock")
        case .wait(let until):
            let end = min(until, last)
            await kernel.timers.nap(until: end)
            // A nap that ends early was ended by the runtime's end, or nobody waits any more.
            guard kernel.clock.now >= end || Task.isCancelled else { throw .runtimeStopped }
            return prepared.response(until <= last ? prepared.test.wake() : prepared.test.timeOut())
        case .task(let task, let parameters, let timeoutSeconds):
            let request = TaskRequest(
                task: TaskID(1),
                state: prepared.test.state.name,
                resource: task.resource,
                parameters: parameters,
                timeoutSeconds: timeoutSeconds,
                attempt: 0
            )
            let seconds = min(timeoutSeconds ?? Self.secondsMax, Self.secondsMax)
            let deadline = kernel.clock.now.adding(milliseconds: Int64(seconds) * 1000)
            return prepared.response(prepared.test.end(with: try await perform(request, prepared, until: deadline)))
        }
    }

    // MARK: Tasks

    private func perform(
        _ request: TaskRequest,
        _ prepared: PreparedTest,
        until deadline: Timestamp
    ) async throws(ServiceError) -> TaskEnding.Outcome {
        let effect = try await kernel.sequencer.turn { (turn) throws(ServiceError) in turn.effect() }
        let live = prepared.live(effect)
        guard !tasks.takesLong(request) else {
            guard let signal = await tasks.answer(request, for: live, kernel) else { throw .runtimeStopped }
            return TaskEnding.Outcome(signal)
        }
        switch try await tasks.start(request, for: live, kernel) {
        case .answered(let signal): return TaskEnding.Outcome(signal)
        case .called(let work):
            let outcome = await call(work, until: deadline)
            // The wait for the deadline ends early where the runtime ends, or nobody waits any more.
            guard outcome != .over || kernel.clock.now >= deadline || Task.isCancelled else { throw .runtimeStopped }
            return outcome
        case .enqueued(let work): throw .damaged("a test that asked for the durable work \(work.function)")
        }
    }

    /// Has a handler called, and waits for what comes first: its answer, or the deadline.
    private func call(_ work: WorkItem, until deadline: Timestamp) async -> TaskEnding.Outcome {
        let ending = TaskEnding()
        let outcome = await ending.wait(on: kernel.activity) {
            let isCalled = kernel.call(work) { [kernel] work, outcome in
                guard let reference = TaskReference(json: work.origin.reference) else { return }
                guard !kernel.callsHaveStopped else { return ending.note(.over) }
                ending.note(TaskEnding.Outcome(reference.signal(work, outcome, at: kernel.clock.now)))
            }
            if !isCalled {
                ending.note(.failed(error: "Lambda.ServiceException", cause: "Nobody calls functions here."))
            }
            // The wait is an activity until its timer is set, so that virtual time does not pass it meanwhile.
            kernel.activity.begin()
            return Task { [kernel] in
                await kernel.timers.nap(until: deadline)
                ending.note(.over)
                kernel.activity.end()
            }
        }
        if outcome == .over { kernel.withdraw(work.id) }
        return outcome
    }
}

extension PreparedTest {
    /// The execution that the task is told it belongs to.
    fileprivate func live(_ effect: EffectID) -> LiveExecution {
        let conditions = test.conditions
        let header = ExecutionHeader(
            kind: .express,
            arn: name.arn,
            name: name.name,
            stateMachineARN: name.machineARN,
            stateMachineName: name.machine,
            roleARN: roleARN ?? "",
            input: input,
            seed: conditions.seed,
            startedAt: conditions.enteredAt,
            definitionHash: "",
            region: name.scope.region
        )
        let content = LiveExecution.Content(machine: Execution(header: header, definition: definition))
        return LiveExecution(owner: name.owner, name: name, effect: effect, content: content)
    }
}

extension StateTest {
    fileprivate mutating func timeOut() -> StateTestOutcome {
        fail(error: ErrorName.timeout, cause: nil, origin: .task)
    }

    fileprivate mutating func end(with ending: TaskEnding.Outcome) -> StateTestOutcome {
        switch ending {
        case .succeeded(let output): succeed(with: output)
        case .failed(let error, let cause): fail(error: error, cause: cause, origin: .task)
        case .over: timeOut()
        }
    }
}
