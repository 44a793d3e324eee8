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
            try bench.exitFromSucceed()
        }
        try leave(id, bench, exit, after: cursor(of: id), &turn)
    }
}

extension Workbench {
    mutating func exit(_ pass: PassState) throws(EvaluationError) -> Exit {
        let result: JSONValue
        if let fixed = pass.result {
            // As TestState was recorded, the service does not look at InputPath and Parameters then.
            if semantics < 2 { _ = try apply(pass.parameters, to: effectiveInput()) }
            result = try checked(fixed)
            note(.result, result)
        } else {
            result = try apply(pass.parameters, to: effectiveInput())
            note(.afterParameters, result)
        }
        note(.afterResultSelector, result)
        let merged = try merge(result, at: pass.resultPath)
        note(.afterResultPath, merged)
        let output = try output(from: merged)
        return Exit(output: output, assigned: try assigned(by: state.assign, seeing: result), next: state.next)
    }

    mutating func exitFromSucceed() throws(EvaluationError) -> Exit {
        Exit(output: try output(from: effectiveInput()), next: .endOfScope)
    }
}
