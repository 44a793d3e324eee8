import QuickstepJSON
import QuickstepStatesLanguage

/// The variables that each state of a machine reads, by the names of the states.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
struct VariableReferences {
    private var names: [String: Set<String>] = [:]

    /// Whether the machine assigns variables, read or not.
    let hasAssignments: Bool

    var isEmpty: Bool { names.isEmpty }

    /// States and names sorted; a state that reads no variable is left out.
    var json: JSONValue {
        .object(
            JSONObject(
                names.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.sorted().map { .string($0) })) }
            )
        )
    }

    init(of machine: StateMachine) {
        hasAssignments = machine.states.values.contains(where: Self.assigns)
        for state in machine.states.values {
            let references = state.variableReferences
            if !references.isEmpty { names[state.name] = references }
        }
    }

    private static func assigns(_ state: State) -> Bool {
        if state.assign != nil || state.catchers.contains(where: { $0.assign != nil }) { return true }
        guard case .choice(let choice) = state.kind else { return false }
        return choice.rules.contains { $0.assign != nil }
    }
}
