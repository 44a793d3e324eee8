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
        var input = OperationInput(parameters)
        let text = try input.text("definition", 0...StatesLimits.definitionLengthMax)
        let type = try input.choice("type", of: MachineType.self)
        let severity = try input.choice("severity", of: Diagnostic.Severity.self)
        // As many as there can be are asked for by 0, too.
        let asked = try input.integer("maxResults", 0...StatesLimits.diagnosticsMax) ?? 0
        try input.check()
        let most = asked == 0 ? StatesLimits.diagnosticsMax : asked
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
