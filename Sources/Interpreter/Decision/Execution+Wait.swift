import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    /// When a Wait that is about to be entered ends; `nil` where it ends at once, or its deadline cannot be found, which
    /// becomes a failure after the event that enters it.
    func deadline(
        of wait: WaitState,
        _ compiled: CompiledState,
        input: JSONValue,
        in id: FrameID,
        at time: Timestamp
    ) -> Timestamp? {
        let visit = Visit(state: compiled.state.name, rawInput: input, enteredID: lastEventID + 1, enteredAt: time)
        var bench = workbench(id, compiled, visit)
        let deadline = Result { () throws(EvaluationError) in try bench.deadline(of: wait) }
        guard case .success(let at) = deadline, at > time else { return nil }
        return at
    }

    /// A Wait that waits for nothing.
    mutating func workWait(
        _ wait: WaitState,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        var bench = workbench(id, compiled, visit)
        let exit = Result { () throws(EvaluationError) in
            _ = try bench.deadline(of: wait)
            return try bench.exitFromWait()
        }
        try leave(id, bench, exit, after: cursor(of: id), &turn)
    }

    /// A Wait whose time has come.
    mutating func exitWait(_ id: FrameID, _ turn: inout Turn) throws(MachineFault) {
        let visit = try visit(of: id)
        let compiled = try definition.state(visit.state)
        var bench = workbench(id, compiled, visit)
        let exit = Result { () throws(EvaluationError) in try bench.exitFromWait() }
        try leave(id, bench, exit, after: cursor(of: id), &turn)
    }
}

extension Workbench {
    mutating func deadline(of wait: WaitState) throws(EvaluationError) -> Timestamp {
        scope.input = try effectiveInput()
        return try wait.deadline(in: scope, enteredAt: visit.enteredAt)
    }

    mutating func exitFromWait() throws(EvaluationError) -> Exit {
        let input = try effectiveInput()
        let output = try output(from: input)
        return Exit(output: output, assigned: try assigned(by: state.assign, seeing: input), next: state.next)
    }
}
