package import QuickstepJSON
package import QuickstepPrimitives
package import QuickstepStatesLanguage

/// The test of one state, as a value: it does with the state what an execution does, with the same steps, and keeps what the
/// data looked like on the way.
///
/// `begin` goes as far as the state's own work. Where that is done elsewhere (a task, the branches and iterations, a wait), it says
/// so; whoever does it, or has a mock for it, hands the outcome to `succeed`, `fail` or `wake`.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
package struct StateTest: Sendable {
    /// How far a test has come.
    package enum Progress: Sendable, Equatable {
        case ended(StateTestOutcome)
        /// A task is to be done.
        case task(TaskState, parameters: JSONValue, timeoutSeconds: Int?)
        /// The branches of a Parallel, or the iterations of a Map, are to run; `nil` where only the reader of a Map could tell how
        /// many.
        case children(count: Int?)
        case wait(until: Timestamp)
    }

    /// The name that a state has in its test, whatever the definition calls it.
    package static let stateName = "StateName"
    /// The id that its StateEntered event would have.
    private static let enteredID = 2

    let compiled: CompiledState
    package let conditions: StateTestConditions
    private var trace = StateTrace()
    /// How many iterations a Map has, once that is known.
    private var iterationCount: Int?
    private var variables = Variables()
    /// How many benches were set up: each draws from a generator of its own, as each event of an execution does.
    private var steps = 0

    /// Makes a test of a state.
    ///
    /// - Throws: `MachineFault` where the definition has no state of the name.
    package init(
        of state: String,
        in definition: CompiledDefinition,
        under conditions: StateTestConditions
    ) throws(MachineFault) {
        compiled = try definition.state(state)
        self.conditions = conditions
        variables.assign(conditions.variables)
    }

    /// The state as the definition has it.
    package var state: State { compiled.state }

    private var visit: Visit {
        Visit(
            state: Self.stateName,
            rawInput: conditions.input,
            enteredID: Self.enteredID,
            enteredAt: conditions.enteredAt,
            retries: state.retriers.map { _ in conditions.retryCount }
        )
    }

    // MARK: Steps

    /// Does everything up to the state's own work.
    package mutating func begin() -> Progress {
        switch state.kind {
        case .pass(let pass):
            .ended(leave { (bench) throws(EvaluationError) in try bench.exit(pass) })
        case .choice(let choice):
            .ended(leave { (bench) throws(EvaluationError) in try bench.exit(choice) })
        case .succeed:
            .ended(leave { (bench) throws(EvaluationError) in try bench.exitFromSucceed() })
        case .fail(let fail):
            .ended(end(fail))
        case .wait(let wait):
            prepare { (bench) throws(EvaluationError) in
                try bench.deadline(of: wait)
            } then: {
                .wait(until: $0)
            }
        case .task(let task):
            prepare { (bench) throws(EvaluationError) in
                try bench.preparation(of: task)
            } then: {
                .task(task, parameters: $0.parameters, timeoutSeconds: $0.timeoutSeconds)
            }
        case .parallel(let parallel):
            // What the branches are given is not shown: so it was recorded.
            prepare(traced: false) { (bench) throws(EvaluationError) in
                try bench.branchInput(parallel)
            } then: { _ in
                .children(count: parallel.branches.count)
            }
        case .map(let map):
            begin(map)
        }
    }

    /// The work has a result.
    package mutating func succeed(with result: JSONValue) -> StateTestOutcome {
        if case .task(let task) = state.kind, result.exceedsByteCount(MachineLimits.payloadBytesMax) {
            let cause = MachineTexts.oversize(task.resource.limitSubject)
            return fail(error: ErrorName.dataLimitExceeded, cause: cause, origin: .task)
        }
        guard !result.exceedsDepth(MachineLimits.payloadDepthMax) else {
            let cause = MachineTexts.prefix(state: Self.stateName, enteredID: Self.enteredID) + MachineTexts.tooDeep
            return fail(error: ErrorName.runtime, cause: cause, origin: .state)
        }
        if exceedsTolerance {
            return fail(
                error: ErrorName.exceededToleratedFailures,
                cause: MachineTexts.exceededToleratedFailures,
                origin: .state
            )
        }
        return leave { (bench) throws(EvaluationError) in try bench.exit(with: result) }
    }

    /// Whether more iterations have failed than the Map says that it tolerates; one that says nothing was recorded to go on.
    private var exceedsTolerance: Bool {
        let failed = conditions.failedIterations
        if let count = trace[.toleratedFailureCount]?.intValue, failed > count { return true }
        guard let percentage = trace[.toleratedFailurePercentage]?.doubleValue, let iterationCount else { return false }
        return Double(failed) * 100 > percentage * Double(iterationCount)
    }

    /// The work failed.
    package mutating func fail(error: String?, cause: String?, origin: ErrorOrigin) -> StateTestOutcome {
        resolve(Failure(error: error, cause: cause, origin: origin))
    }

    /// The wait is over.
    package mutating func wake() -> StateTestOutcome {
        leave { (bench) throws(EvaluationError) in try bench.exitFromWait() }
    }

    // MARK: Their parts

    private mutating func prepare<Result>(
        traced: Bool = true,
        _ work: (inout Workbench) throws(EvaluationError) -> Result,
        then next: (Result) -> Progress
    ) -> Progress {
        let before = trace
        let (result, bench) = run(work)
        if !traced { trace = before }
        switch result {
        case .success(let value): return next(value)
        case .failure(let error): return .ended(resolve(bench.failure(error)))
        }
    }

    private mutating func begin(_ map: MapState) -> Progress {
        // What a reader supplies is not there to be looked at, unless the test brings it.
        // Spelt out, because the literal nil is a JSON null where a JSON value may stand.
        let read: JSONValue? = map.readsItems ? conditions.readItems ?? [] : Optional.none
        let (result, bench) = run { (bench) throws(EvaluationError) in try bench.preparation(of: map, reading: read) }
        do throws(EvaluationError) {
            let preparation = try result.get()
            if let problem = preparation.tolerance { throw problem }
            if map.readsItems, conditions.readItems == nil { return .children(count: nil) }
            if map.itemSelector != nil { try noteIterationInputs(of: map, preparation.items) }
            iterationCount = preparation.items.iterationCount
            return .children(count: iterationCount)
        } catch {
            return .ended(resolve(bench.failure(error)))
        }
    }

    /// What each iteration would be given.
    ///
    /// It is shown only while it is no larger than the service can show.
    private mutating func noteIterationInputs(of map: MapState, _ items: JSONValue) throws(EvaluationError) {
        var inputs: [JSONValue] = []
        var size = 2
        for index in 0..<items.iterationCount {
            guard let item = items.iterationItem(at: index) else { break }
            let (result, _) = run(item: item) { (bench) throws(EvaluationError) in
                try bench.iterationInput(map, item)
            }
            let input = try result.get()
            size += input.compactByteCount + 1
            guard size <= MachineLimits.payloadBytesMax else { return }
            inputs.append(input)
        }
        trace.values[.afterItemSelector] = .array(inputs)
    }

    private mutating func end(_ fail: FailState) -> StateTestOutcome {
        let (result, bench) = run { (bench) throws(EvaluationError) in try bench.failure(of: fail) }
        switch result {
        case .success(let failure): return resolve(failure)
        case .failure(let error): return resolve(bench.failure(error))
        }
    }

    private mutating func leave(
        _ work: (inout Workbench) throws(EvaluationError) -> Exit
    ) -> StateTestOutcome {
        let (result, bench) = run(work)
        switch result {
        case .success(let exit): return outcome(.succeeded, exit)
        case .failure(let error): return resolve(bench.failure(error))
        }
    }

    /// Retry, then Catch, then the state has failed.
    private mutating func resolve(_ failure: Failure) -> StateTestOutcome {
        var outcome = outcome(.failed, failure)
        guard !failure.endsExecution else { return outcome }
        if let index = state.retrier(for: failure) {
            let retrier = state.retriers[index]
            outcome.handling.retryIndex = index
            if visit.retries(of: index) < retrier.maxAttempts {
                var random = nextRandom()
                let (retry, _) = visit.retries(of: index).addingReportingOverflow(1)
                let delay = retrier.delayMilliseconds(retry: retry, random: &random)
                outcome.handling.retryBackoffSeconds = Int((delay + 500) / 1000)
                outcome.status = .retriable
                return outcome
            }
        }
        guard let index = state.catcher(for: failure) else { return outcome }
        let catcher = state.catchers[index]
        let (result, bench) = run { (bench) throws(EvaluationError) in try bench.exit(by: catcher, failure) }
        switch result {
        case .success(let exit):
            var caught = self.outcome(.caughtError, exit)
            caught.error = failure.error
            caught.cause = failure.cause
            caught.handling = outcome.handling
            caught.handling.catchIndex = index
            return caught
        case .failure(let error):
            return self.outcome(.failed, bench.failure(error))
        }
    }

    private mutating func outcome(_ status: StateTestOutcome.Status, _ exit: Exit) -> StateTestOutcome {
        if let assigned = exit.assigned { variables.assign(assigned) }
        var outcome = StateTestOutcome(status: status, output: exit.output)
        if case .state(let name) = exit.next { outcome.nextState = name }
        outcome.trace = trace
        outcome.variables = variables.object
        return outcome
    }

    private func outcome(_ status: StateTestOutcome.Status, _ failure: Failure) -> StateTestOutcome {
        StateTestOutcome(
            status: status,
            error: failure.error,
            cause: failure.cause,
            trace: trace,
            variables: variables.object
        )
    }

    // MARK: Benches

    private mutating func run<Result>(
        item: MapItem? = nil,
        _ work: (inout Workbench) throws(EvaluationError) -> Result
    ) -> (Swift.Result<Result, EvaluationError>, Workbench) {
        let context = context(of: item)
        var bench = Workbench(
            compiled: compiled,
            visit: visit,
            variables: variables,
            scope: EvaluationScope(
                input: conditions.input,
                variables: variables.values,
                random: nextRandom(),
                context: { context }
            ),
            trace: trace
        )
        let result = Swift.Result { () throws(EvaluationError) in try work(&bench) }
        trace = bench.trace ?? trace
        return (result, bench)
    }

    private func context(of item: MapItem?) -> JSONValue {
        guard let item, var members = conditions.context.objectValue else { return conditions.context }
        members["Map"] = ["Item": .object(item.contextMembers)]
        return .object(members)
    }

    private mutating func nextRandom() -> KeyedRandom {
        steps += 1
        return KeyedRandom(seed: conditions.seed, event: steps)
    }
}

extension Variables {
    /// All values, in the order of their names.
    fileprivate var object: JSONObject {
        JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
}
