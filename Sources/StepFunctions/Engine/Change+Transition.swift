import QuickstepInterpreter

extension Change {
    /// Whether it is what the metrics count as a transition.
    var entersState: Bool {
        if case .stateEntered = self { true } else { false }
    }
}
