import QuickstepJSON
import QuickstepStatesLanguage

/// What leaving a state hands on.
struct Exit {
    let output: JSONValue
    var assigned: JSONObject?
    let next: Next
}

extension State {
    /// Where the state leads on success.
    var next: Next {
        switch transition {
        case .next(let name): .state(name)
        case .end, nil: .endOfScope
        }
    }
}

extension Execution {
    /// Leaves a state, or handles the failure of the expressions that were to decide how.
    mutating func leave(
        _ id: FrameID,
        _ bench: Workbench,
        _ exit: Result<Exit, EvaluationError>,
        after previousID: Int,
        _ turn: inout Turn
    ) throws(MachineFault) {
        switch exit {
        case .success(let exit):
            let change = Change.stateExited(
                state: bench.visit.state,
                type: bench.compiled.type,
                output: exit.output,
                assigned: exit.assigned,
                next: exit.next
            )
            try emit(change, in: id, after: previousID, &turn)
        case .failure(let error):
            try resolve(bench.failure(error), bench.compiled, bench.visit, in: id, after: previousID, &turn)
        }
    }

    /// Leaves a Task, Parallel or Map whose work has a result.
    mutating func conclude(
        _ id: FrameID,
        result: JSONValue,
        announcedBy: Int?,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let visit = try visit(of: id)
        let compiled = try definition.state(visit.state)
        var bench = workbench(id, compiled, visit)
        let exit = Result { () throws(EvaluationError) in try bench.exit(with: result) }
        // ParallelStateSucceeded and MapStateSucceeded stand aside of the chain, except for a failure after them.
        var previousID = cursor(of: id)
        if case .failure = exit {
            previousID = announcedBy ?? previousID
        }
        try leave(id, bench, exit, after: previousID, &turn)
    }
}

extension Workbench {
    /// ResultSelector, ResultPath, OutputPath and Assign, in this order.
    mutating func exit(with result: JSONValue) throws(EvaluationError) -> Exit {
        let selector: PayloadTemplate?
        let resultPath: ResultPath
        switch state.kind {
        case .task(let task):
            (selector, resultPath) = (task.resultSelector, task.resultPath)
            note(.result, result)
        case .parallel(let parallel):
            (selector, resultPath) = (parallel.resultSelector, parallel.resultPath)
            _ = try checked(result)
        case .map(let map):
            (selector, resultPath) = (map.resultSelector, map.resultPath)
            _ = try checked(result)
        case .pass, .choice, .wait, .succeed, .fail:
            (selector, resultPath) = (nil, .replace)
        }
        let selected = try apply(selector, to: result)
        note(.afterResultSelector, selected)
        let merged = try merge(selected, at: resultPath)
        note(.afterResultPath, merged)
        let output = try output(from: merged)
        return Exit(output: output, assigned: try assigned(by: state.assign, seeing: result), next: state.next)
    }
}
