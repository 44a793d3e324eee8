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
    let endings: TestEndings

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
            await kernel.timers.nap(until: min(until, last))
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
    ) async throws(ServiceError) -> TestEndings.Ending {
        let place = prepared.name.arn
        endings.expect(at: place)
        defer { endings.forget(place) }
        let result = await endings.waiters.withWaiter(for: place, activity: kernel.activity) { waiter in
            await perform(request, prepared, until: deadline, waiter)
        }
        return try result.get()
    }

    private func perform(
        _ request: TaskRequest,
        _ prepared: PreparedTest,
        until deadline: Timestamp,
        _ waiter: Waiter
    ) async -> Result<TestEndings.Ending, ServiceError> {
        let place = prepared.name.arn
        do throws(ServiceError) {
            let start = try await start(request, prepared)
            let work: WorkID
            switch start {
            case .answered(let signal): return .success(TestEndings.Ending(signal))
            case .enqueued(let id): work = id
            case .called(let item): throw .damaged("a test that calls \(item.id.function) from memory")
            }
            kernel.activity.begin()
            let end = Task {
                await kernel.timers.nap(until: deadline)
                endings.note(.over, at: place)
                kernel.activity.end()
            }
            defer { end.cancel() }
            while true {
                let wasWoken = waiter.take()
                defer { waiter.settle(wasWoken) }
                // Whoever asked may be gone: then nobody wants the work any more.
                if let ending = endings.ending(at: place) ?? (Task.isCancelled ? .over : nil) {
                    try await kernel.sequencer.turn { (turn) throws(ServiceError) in turn.finish(work) }
                    return .success(ending)
                }
                kernel.activity.end()
                await waiter.next()
                kernel.activity.begin()
            }
        } catch {
            return .failure(error)
        }
    }

    private func start(
        _ request: TaskRequest,
        _ prepared: PreparedTest
    ) async throws(ServiceError) -> TaskRouter.Start {
        let effect = try await kernel.sequencer.turn { (turn) throws(ServiceError) in turn.effect() }
        let live = prepared.live(effect)
        guard tasks.takesLong(request) else { return try await tasks.start(request, for: live, kernel) }
        guard let signal = await tasks.answer(request, for: live, kernel) else { throw .runtimeStopped }
        return .answered(signal)
    }
}

extension PreparedTest {
    /// The execution that the task is told it belongs to.
    fileprivate func live(_ effect: EffectID) -> LiveExecution {
        let conditions = test.conditions
        let header = ExecutionHeader(
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
        let content = LiveExecution.Content(
            machine: Execution(header: header, definition: definition),
            journal: StepEncoder(),
            stepNext: 1,
            timers: [:],
            waiting: [],
            work: [:]
        )
        return LiveExecution(owner: name.owner, name: name, effect: effect, content: content)
    }
}

extension StateTest {
    fileprivate mutating func timeOut() -> StateTestOutcome {
        fail(error: ErrorName.timeout, cause: nil, origin: .task)
    }

    fileprivate mutating func end(with ending: TestEndings.Ending) -> StateTestOutcome {
        switch ending {
        case .succeeded(let output): succeed(with: output)
        case .failed(let error, let cause): fail(error: error, cause: cause, origin: .task)
        case .over: timeOut()
        }
    }
}
