import QuickstepJSON
import QuickstepStatesLanguage

extension Execution {
    mutating func workPass(
        _ pass: PassState,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        var bench = workbench(id, compiled, visit)
        let exit = Result { () throws(EvaluationError) in try bench.exit(pass) }
        try leave(id, bench, exit, after: cursor(of: id), &turn)
    }

    mutating func workSucceed(
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        var bench = workbench(id, compiled, visit)
        let exit = Result { () throws(EvaluationError) in
            Exit(output: try bench.output(from: bench.effectiveInput()), next: .endOfScope)
        }
        try leave(id, bench, exit, after: cursor(of: id), &turn)
    }
}

extension Workbench {
    fileprivate mutating func exit(_ pass: PassState) throws(EvaluationError) -> Exit {
        var result = try apply(pass.parameters, to: effectiveInput())
        if let fixed = pass.result {
            result = try checked(fixed)
        }
        let output = try output(from: merge(result, at: pass.resultPath))
        return Exit(output: output, assigned: try assigned(by: state.assign, seeing: result), next: state.next)
    }
}
