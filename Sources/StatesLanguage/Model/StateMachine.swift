/// A definition that was decoded and compiled once: every path, template, intrinsic call and operator in it is parsed.
///
/// State names are unique in the whole machine, nested scopes included, so one flat table holds all states.
///
/// Source: https://states-language.net/spec.html#toplevelfields
package struct StateMachine: Sendable, Equatable {
    /// The `Comment` at the top level.
    package let comment: String?
    /// The execution's own time budget in seconds; `nil` where the definition gives none.
    package let timeoutSeconds: Int?
    /// The top-level scope.
    package let root: StateScope
    /// Every state of the machine, by name.
    package let states: [String: State]

    package init(comment: String?, timeoutSeconds: Int?, root: StateScope, states: [String: State]) {
        self.comment = comment
        self.timeoutSeconds = timeoutSeconds
        self.root = root
        self.states = states
    }
}

/// One level of a machine: the top, one branch of a Parallel state, or the processor of a Map state.
package struct StateScope: Sendable, Equatable {
    /// Where the level begins.
    package let startAt: String
    /// The names of the level's states, in the order of the source.
    package let stateNames: [String]

    package init(startAt: String, stateNames: [String]) {
        self.startAt = startAt
        self.stateNames = stateNames
    }
}
