import QuickstepJSON
import QuickstepStatesLanguage

extension Execution {
    mutating func workParallel(
        _ parallel: ParallelState,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        var bench = workbench(id, compiled, visit)
        let input = Result { () throws(EvaluationError) in try bench.branchInput(parallel) }
        switch input {
        case .success(let input):
            try emit(.parallelStarted(state: visit.state, input: input), in: id, after: cursor(of: id), &turn)
        case .failure(let error):
            try resolve(bench.failure(error), compiled, visit, in: id, after: cursor(of: id), &turn)
        }
    }

    /// All branches are done.
    mutating func completeParallel(_ id: FrameID, _ turn: inout Turn) throws(MachineFault) {
        let lastID = updateBrood(of: id) { $0.lastID } ?? cursor(of: id)
        try emit(.parallelSucceeded(state: visit(of: id).state), in: id, after: lastID, &turn)
    }

    /// A branch or an iteration failed: the others are given up, and the whole state has failed.
    mutating func failContainer(
        _ id: FrameID,
        _ childFailure: ChildFailure,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let visit = try visit(of: id)
        let compiled = try definition.state(visit.state)
        try resolve(childFailure.failure, compiled, visit, in: id, after: childFailure.cursor, &turn)
    }
}

extension Workbench {
    /// What each branch begins with.
    mutating func branchInput(_ parallel: ParallelState) throws(EvaluationError) -> JSONValue {
        try apply(parallel.parameters, to: effectiveInput())
    }
}
