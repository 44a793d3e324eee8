import QuickstepJSON
import QuickstepStatesLanguage

extension Execution {
    mutating func workChoice(
        _ choice: ChoiceState,
        _ compiled: CompiledState,
        _ visit: Visit,
        _ id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        var bench = workbench(id, compiled, visit)
        let exit = Result { () throws(EvaluationError) in try bench.exit(choice) }
        try leave(id, bench, exit, after: cursor(of: id), &turn)
    }
}

extension Workbench {
    mutating func exit(_ choice: ChoiceState) throws(EvaluationError) -> Exit {
        let input = try effectiveInput()
        scope.input = input
        for rule in choice.rules where try rule.condition.holds(in: scope) {
            return try exit(to: rule.next, input: input, assign: rule.assign)
        }
        guard let next = choice.defaultState else {
            // The specification names the error States.NoChoiceMatched; the service answers States.Runtime.
            throw EvaluationError(cause: MachineTexts.noTransition)
        }
        return try exit(to: next, input: input, assign: state.assign)
    }

    private mutating func exit(
        to next: String,
        input: JSONValue,
        assign: PayloadTemplate?
    ) throws(EvaluationError) -> Exit {
        let output = try output(from: input)
        return Exit(output: output, assigned: try assigned(by: assign, seeing: input), next: .state(next))
    }
}
