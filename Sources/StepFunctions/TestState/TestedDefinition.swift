import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

/// The state that TestState is to test, compiled.
struct TestedDefinition {
    let definition: CompiledDefinition
    /// The name under which the definition has the state.
    let stateName: String

    /// Compiles the definition of a request: a state alone, or a machine in which a name picks one.
    init(_ request: TestStateRequest) throws(ServiceError) {
        var options = DecodingOptions()
        // Nothing but the state itself may run, and that is looked at apart.
        options.callsNothing = true
        options.allowsUnreachableStates = request.stateName == nil
        let source = DefinitionSource(json: request.definition)
        let machine: StateMachine
        do throws(InvalidDefinition) {
            machine = try StateMachine.decode(
                request.stateName == nil ? Self.machine(around: source) : source,
                options: options
            )
        } catch {
            throw ServiceError(code: "InvalidDefinition", message: error.serviceMessage)
        }
        stateName = request.stateName ?? StateTest.stateName
        guard machine.states[stateName] != nil else {
            throw Parameters.validation("State not found in definition")
        }
        definition = CompiledDefinition(machine)
    }

    /// A machine of one state, and of stand-ins for the states that it leads to.
    ///
    /// Places in the machine are told as places in the text of the state.
    private static func machine(around source: DefinitionSource) -> DefinitionSource {
        guard case .success(let state) = source.value, state.objectValue != nil else { return source }
        var states: JSONObject = [StateTest.stateName: state]
        for target in targets(of: state) where states[target] == nil {
            states[target] = ["Type": "Succeed"]
        }
        // A state that leads back to itself would have no end.
        if states.count == 1 { states["\(StateTest.stateName) end"] = ["Type": "Succeed"] }
        let place: [JSONPathStep] = [.key("States"), .key(StateTest.stateName)]
        return DefinitionSource(
            name: source.name,
            bytes: source.bytes,
            value: .success(["StartAt": .string(StateTest.stateName), "States": .object(states)]),
            duplicateKeys: source.duplicateKeys.map {
                DefinitionSource.DuplicateKey(path: place + $0.path, range: $0.range)
            },
            locate: { path, part in
                path.starts(with: place) ? source.locate(Array(path.dropFirst(place.count)), part: part) : nil
            }
        )
    }

    private static func targets(of state: JSONValue) -> [String] {
        var targets: [JSONValue?] = [state["Next"], state["Default"]]
        for field in ["Choices", "Catch"] {
            for entry in state[field]?.arrayValue ?? [] { targets.append(entry["Next"]) }
        }
        return targets.compactMap { $0?.stringValue }
    }
}
