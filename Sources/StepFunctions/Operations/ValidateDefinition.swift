import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

extension StatesService {
    /// The operation `ValidateStateMachineDefinition`.
    ///
    /// What is valid in the service and does not run here is no error: it is shown among the warnings.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
    func validateStateMachineDefinition(
        _ parameters: Parameters,
        _ turn: inout Turn
    ) throws(ServiceError) -> ServiceResponse {
        let text = try parameters.text("definition")
        let type = try parameters.choice("type", among: [DecodingOptions.MachineType.standard, .express])
        let severity = try parameters.choice("severity", among: [Diagnostic.Severity.error, .warning])
        let most = try parameters.diagnosticsCount()
        let options = DecodingOptions(machineType: type ?? .standard)
        let all = StateMachine.diagnostics(of: DefinitionSource(json: text), options: options)
        let errors = all.filter { $0.severity == .error && $0.code != DiagnosticCode.unsupported }
        let others = all.filter { $0.severity == .warning || $0.code == DiagnosticCode.unsupported }
        let shown = errors + (severity == .warning ? others : [])
        return ServiceResponse([
            "result": errors.isEmpty ? "OK" : "FAIL",
            "diagnostics": .array(
                shown.prefix(most).enumerated().map { index, diagnostic in
                    Self.json(of: diagnostic, severity: index < errors.count ? .error : .warning)
                }
            ),
            "truncated": .bool(shown.count > most),
        ])
    }

    private static func json(of diagnostic: Diagnostic, severity: Diagnostic.Severity) -> JSONValue {
        var members: JSONObject = [
            "severity": .string(severity.rawValue),
            "code": .string(diagnostic.code),
            "message": .string(diagnostic.serviceMessage),
        ]
        if let location = diagnostic.location { members["location"] = .string(location) }
        return .object(members)
    }
}

extension Parameters {
    /// A text that is one of a few.
    fileprivate func choice<Choice: RawRepresentable<String>>(
        _ name: String,
        among choices: [Choice]
    ) throws(ServiceError) -> Choice? {
        guard let text = try optionalText(name) else { return nil }
        if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
        throw Self.validation(
            "1 validation error detected: Value '\(text)' at '\(name)' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [\(choices.map(\.rawValue).joined(separator: ", "))]"
        )
    }

    /// How many diagnostics are asked for: 100 at most, which 0 stands for too.
    fileprivate func diagnosticsCount() throws(ServiceError) -> Int {
        let asked = try optionalInteger("maxResults") ?? 0
        guard (0...100).contains(asked) else {
            let bound = asked < 0 ? "greater than or equal to 0" : "less than or equal to 100"
            throw Self.validation(
                "1 validation error detected: Value '\(asked)' at 'maxResults' failed to satisfy constraint: "
                    + "Member must have value \(bound)"
            )
        }
        return asked == 0 ? 100 : asked
    }
}
