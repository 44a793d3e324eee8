import QuickstepJSON
import QuickstepPrimitives

@testable import QuickstepStatesLanguage

/// A machine of one state `S`, and a state `T` where it leads to one.
func machineText(state: String, more: String = "", top: String = "") -> String {
    // A state that nothing leads to would be refused.
    let target = (state + more).contains(#""T""#) ? #","T":{"Type":"Succeed"}"# : ""
    return #"{\#(top)"StartAt":"S","States":{"S":\#(state)\#(target)\#(more)}}"#
}

/// Decodes a text; a test that expects success fails with everything that is wrong in it.
func decode(_ text: String, options: DecodingOptions = DecodingOptions()) throws -> StateMachine {
    try StateMachine.decode(DefinitionSource(json: text), options: options)
}

/// Decodes the state `S` of a machine.
func decodeState(_ state: String, more: String = "") throws -> State? {
    try decode(machineText(state: state, more: more)).states["S"]
}

/// The errors in a text; none where it is valid.
func errors(in text: String, options: DecodingOptions = DecodingOptions()) -> [Diagnostic] {
    diagnostics(of: text, options: options).filter { $0.severity == .error }
}

/// The warnings about a text.
func warnings(in text: String) -> [Diagnostic] {
    diagnostics(of: text).filter { $0.severity == .warning }
}

private func diagnostics(of text: String, options: DecodingOptions = DecodingOptions()) -> [Diagnostic] {
    do throws(InvalidDefinition) {
        return try StateMachine.decodeWithWarnings(DefinitionSource(json: text), options: options).warnings
    } catch {
        return error.diagnostics
    }
}

/// The errors of a machine of one state, as the service writes them.
func problems(ofState state: String, more: String = "", options: DecodingOptions = DecodingOptions()) -> [String] {
    errors(in: machineText(state: state, more: more), options: options).map(\.serviceText)
}

/// A scope for expressions.
func scope(
    _ input: JSONValue = .object(JSONObject()),
    context: JSONValue = .object(JSONObject()),
    variables: [String: JSONValue] = [:]
) -> EvaluationScope {
    EvaluationScope(input: input, variables: variables, random: KeyedRandom(seed: 1, event: 1)) { context }
}

/// Evaluates the text of an intrinsic call.
func evaluate(
    _ call: String,
    _ input: JSONValue = .object(JSONObject()),
    context: JSONValue = .object(JSONObject()),
    variables: [String: JSONValue] = [:]
) throws -> JSONValue {
    var scope = scope(input, context: context, variables: variables)
    return try IntrinsicCall(parsing: call).evaluate(in: &scope)
}
