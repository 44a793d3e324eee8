import QuickstepJSON
import QuickstepStatesLanguage

extension Execution {
    mutating func workFail(
        _ fail: FailState,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        var bench = workbench(id, compiled, visit)
        let failure = Result { () throws(EvaluationError) in try bench.failure(of: fail) }
        switch failure {
        case .success(let failure):
            try resolve(failure, compiled, visit, in: id, after: cursor(of: id), &turn)
        case .failure(let error):
            try resolve(bench.failure(error), compiled, visit, in: id, after: cursor(of: id), &turn)
        }
    }
}

extension Workbench {
    mutating func failure(of fail: FailState) throws(EvaluationError) -> Failure {
        // A Fail state has no InputPath: its paths see the raw input.
        scope.input = visit.rawInput
        note(.afterInputPath, visit.rawInput)
        let error = try fail.error.map { (field) throws(EvaluationError) in
            try field.evaluate(in: &scope, field: "Error")
        }
        let cause = try fail.cause.map { (field) throws(EvaluationError) in
            try field.evaluate(in: &scope, field: "Cause")
        }
        return Failure(error: error, cause: cause, origin: .state)
    }
}
