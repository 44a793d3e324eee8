import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    /// Handles a failure of a state: Retry, then Catch, then the level fails.
    mutating func resolve(
        _ failure: Failure,
        _ compiled: CompiledState,
        _ visit: Visit,
        in id: FrameID,
        after previousID: Int,
        _ turn: inout Turn
    ) throws(MachineFault) {
        guard !failure.endsExecution else {
            return try failExecution(failure, in: id, after: previousID, &turn)
        }
        if let retrier = retrier(for: failure, compiled.state, visit) {
            return try scheduleRetry(retrier, compiled, visit, in: id, after: previousID, &turn)
        }
        switch compiled.type {
        case .parallel, .map:
            for abort in try aborts(below: id) {
                try emit(abort.change, in: abort.frame, after: previousID, &turn)
            }
            let change: Change =
                compiled.type == .map
                ? .mapFailed(state: visit.state, failure: failure)
                : .parallelFailed(state: visit.state, failure: failure)
            try emit(change, in: id, after: previousID, &turn)
        case .task, .pass, .choice, .wait, .succeed, .fail:
            try catchOrFail(failure, compiled, visit, in: id, after: previousID, &turn)
        }
    }

    /// Handles the failure of a state's work.
    mutating func settle(_ failure: Failure, in id: FrameID, _ turn: inout Turn) throws(MachineFault) {
        let visit = try visit(of: id)
        let compiled = try definition.state(visit.state)
        switch compiled.type {
        case .task:
            try resolve(failure, compiled, visit, in: id, after: cursor(of: id), &turn)
        case .parallel, .map, .pass, .choice, .wait, .succeed, .fail:
            // A Parallel or Map came past its retriers before the event that tells of its failure.
            try catchOrFail(failure, compiled, visit, in: id, after: cursor(of: id), &turn)
        }
    }

    /// The retrier that handles a failure, by its place in `Retry`; `nil` where none does or its attempts are used up.
    private func retrier(for failure: Failure, _ state: State, _ visit: Visit) -> Int? {
        guard let index = state.retrier(for: failure) else { return nil }
        return visit.retries(of: index) < state.retriers[index].maxAttempts ? index : nil
    }

    private mutating func scheduleRetry(
        _ index: Int,
        _ compiled: CompiledState,
        _ visit: Visit,
        in id: FrameID,
        after previousID: Int,
        _ turn: inout Turn
    ) throws(MachineFault) {
        for abort in try aborts(below: id) {
            try emit(abort.change, in: abort.frame, after: previousID, &turn)
        }
        let retry = visit.retries(of: index) + 1
        var random = KeyedRandom(seed: header.seed, event: lastSequence + 1, attempt: visit.retryCount)
        let delay = compiled.state.retriers[index].delayMilliseconds(retry: retry, random: &random)
        let change = Change.retryScheduled(
            state: visit.state,
            retrier: index,
            retry: retry,
            at: turn.time.adding(milliseconds: delay)
        )
        try emit(change, in: id, after: previousID, &turn)
    }

    private mutating func catchOrFail(
        _ failure: Failure,
        _ compiled: CompiledState,
        _ visit: Visit,
        in id: FrameID,
        after previousID: Int,
        _ turn: inout Turn
    ) throws(MachineFault) {
        guard let index = compiled.state.catcher(for: failure) else {
            return try failLevel(failure, in: id, after: previousID, &turn)
        }
        let catcher = compiled.state.catchers[index]
        var bench = workbench(id, compiled, visit)
        switch Result(catching: { () throws(EvaluationError) in try bench.exit(by: catcher, failure) }) {
        case .success(let exit):
            try leave(id, bench, .success(exit), after: previousID, &turn)
        case .failure(let error):
            // A failing expression inside a catcher is not caught by a later one.
            try failLevel(bench.failure(error), in: id, after: previousID, &turn)
        }
    }

    /// The branch, the iteration or the execution fails.
    private mutating func failLevel(
        _ failure: Failure,
        in id: FrameID,
        after previousID: Int,
        _ turn: inout Turn
    ) throws(MachineFault) {
        guard !failure.endsExecution, let role = frames[id]?.role else {
            return try failExecution(failure, in: id, after: previousID, &turn)
        }
        switch role {
        case .root:
            try failExecution(failure, in: id, after: previousID, &turn)
        case .branch(_, let index):
            try emit(.branchFailed(index: index, failure: failure), in: id, after: previousID, &turn)
        case .iteration(_, let name, let item):
            let change = Change.iterationFailed(state: name, index: item.index, failure: failure)
            try emit(change, in: id, after: previousID, &turn)
        }
    }

    private mutating func failExecution(
        _ failure: Failure,
        in id: FrameID,
        after previousID: Int,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let change = Change.executionFailed(
            error: failure.error,
            cause: failure.cause,
            abandoned: everythingAwaited
        )
        try emit(change, in: id, after: previousID, &turn)
    }
}

extension Workbench {
    /// What a catcher makes of a failure: ResultSelector and OutputPath of the state have no part in it.
    mutating func exit(by catcher: Catcher, _ failure: Failure) throws(EvaluationError) -> Exit {
        let errorOutput = failure.errorOutput
        let output = try checked(merge(errorOutput, at: catcher.resultPath))
        return Exit(
            output: output,
            assigned: try assigned(by: catcher.assign, seeing: errorOutput),
            next: .state(catcher.next)
        )
    }
}

extension Failure {
    /// What a catcher hands on.
    ///
    /// The service gives a timeout, which has no cause, an empty one.
    fileprivate var errorOutput: JSONValue {
        let missingCause: JSONValue = error == ErrorName.timeout ? "" : .null
        return [
            "Error": error.map(JSONValue.string) ?? .null,
            "Cause": cause.map(JSONValue.string) ?? missingCause,
        ]
    }
}

extension Visit {
    func retries(of index: Int) -> Int {
        retries.indices.contains(index) ? retries[index] : 0
    }
}
