import QuickstepJSON

@testable import QuickstepStatesLanguage

/// One definition that a recorded case gives to the service, and what the service said of it.
struct RecordedDefinition: Sendable {
    /// What the service answers to a definition.
    enum Verdict: Sendable, Equatable {
        case accepted
        /// The message of the error; `nil` where the recording has none.
        case refused(String?)
    }

    let id: String
    let text: String
    let machineType: DecodingOptions.MachineType
    let verdict: Verdict
    /// Whether the text is a state by itself, as TestState takes one.
    let isLoneState: Bool

    /// Every definition of a case.
    static func all(in value: JSONValue) -> [RecordedDefinition] {
        let kind = value["kind"]?.stringValue
        if kind == "api" {
            return (value["steps"]?.arrayValue ?? []).enumerated().compactMap { index, step in
                RecordedDefinition(step["params"], expected: step["expected"], of: value, suffix: " step \(index)")
            }
        }
        let request = kind == "execution" || value["request"] == nil ? value : value["request"]
        return RecordedDefinition(request, expected: value["expected"], of: value).map { [$0] } ?? []
    }

    private init?(_ request: JSONValue?, expected: JSONValue?, of value: JSONValue, suffix: String = "") {
        guard let text = request?["definition"]?.stringValue else { return nil }
        self.text = Self.withoutReferences(text)
        id = (value["id"]?.stringValue ?? "?") + suffix
        let type = (request?["type"] ?? value["type"])?.stringValue
        machineType = type == "EXPRESS" ? .express : .standard
        let parsed = try? JSONValue.parse(text)
        isLoneState = value["kind"] == "test_state" && parsed?["StartAt"] == nil
        // TestState has rules of its own, which it breaks with the same code.
        if value["kind"] != "test_state", let error = expected?["error"], error["code"] == "InvalidDefinition" {
            verdict = .refused(error["message"]?.stringValue)
        } else if expected?["response"]?["result"] == "FAIL" {
            verdict = .refused(nil)
        } else {
            verdict = .accepted
        }
    }

    /// A script's references to earlier answers, such as `${1.activityArn}`, made into what they stand for.
    private static func withoutReferences(_ text: String) -> String {
        let arn = "arn:aws:states:us-east-1:111111111111:activity:activity-2f71beb7"
        return text.replacing(#/\$\{\d+\.activityArn\}/#, with: arn)
    }

    /// What we find wrong in it.
    var errors: [Diagnostic] {
        let found = StateMachine.diagnostics(of: source, options: DecodingOptions(machineType: machineType))
        return found.filter { diagnostic in
            // A lone state leads to states that are not there.
            diagnostic.severity == .error
                && !(isLoneState && diagnostic.code == DiagnosticCode.missingTransitionTarget)
        }
    }

    /// The message with which the definition is refused.
    var message: String {
        let found = StateMachine.diagnostics(of: source, options: DecodingOptions(machineType: machineType))
        return InvalidDefinition(diagnostics: found, definition: source.bytes).serviceMessage
    }

    private var source: DefinitionSource {
        DefinitionSource(
            json: isLoneState ? #"{"StartAt":"S","States":{"S":\#(text),"End":{"Type":"Succeed"}}}"# : text
        )
    }
}
