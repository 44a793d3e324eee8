package import QuickstepStatesLanguage

/// A definition made ready to run: every state in a box of its own, so that no transition copies one.
package final class CompiledDefinition: Sendable {
    package let machine: StateMachine
    private let states: [String: CompiledState]

    package init(_ machine: StateMachine) {
        self.machine = machine
        states = machine.states.mapValues(CompiledState.init)
    }

    func state(_ name: String) throws(MachineFault) -> CompiledState {
        guard let state = states[name] else { throw .unknownState(name) }
        return state
    }
}

/// A state in its box.
final class CompiledState: Sendable {
    let state: State
    let type: StateType
    /// Whether `$$.Task.Token` exists in it.
    let showsToken: Bool

    init(_ state: State) {
        self.state = state
        type = state.type
        if case .task(let task) = state.kind {
            showsToken = task.resource.pattern.waits
        } else {
            showsToken = false
        }
    }
}
