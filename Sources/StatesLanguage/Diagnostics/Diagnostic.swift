package import QuickstepJSON

/// One thing wrong, or suspicious, in a definition.
package struct Diagnostic: Sendable, Equatable {
    /// Whether the definition is refused.
    package enum Severity: String, Sendable, Equatable, Codable {
        case error = "ERROR"
        case warning = "WARNING"
    }

    /// A stable code, from `DiagnosticCode`.
    package let code: String
    /// Whether it refuses the definition.
    package let severity: Severity
    /// What is wrong, in the words of the service where they are known.
    package let message: String
    /// Where it is, as exactly as we know.
    package let path: [JSONPathStep]
    /// Where the service says that it is: `/States/Foo/Next`.
    ///
    /// `nil` where the service names no place.
    package let location: String?
    /// Where it is in the text; `nil` where the source cannot tell.
    package let range: JSONSourceRange?
    /// What to do about it.
    package let hint: String?

    /// Makes a diagnostic of its parts.
    package init(
        code: String,
        severity: Severity = .error,
        message: String,
        path: [JSONPathStep] = [],
        location: String? = nil,
        range: JSONSourceRange? = nil,
        hint: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.path = path
        self.location = location
        self.range = range
        self.hint = hint
    }
}

extension Diagnostic {
    /// The form in which the service puts a diagnostic into the message of `InvalidDefinition`.
    package var serviceText: String {
        // Where the service has no place, it prints that it has none.
        "\(code): \(message) at \(location ?? "null")"
    }
}

/// The codes of diagnostics: those of the service, and one of our own.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
package enum DiagnosticCode {
    /// The text is not JSON.
    package static let invalidJSON = "INVALID_JSON_DESCRIPTION"
    /// A field is missing, unknown, of the wrong type, or out of its range.
    package static let schemaValidationFailed = "SCHEMA_VALIDATION_FAILED"
    /// A level has no state at which it can end.
    package static let missingEndState = "MISSING_END_STATE"
    /// Two states of the machine have one name.
    package static let duplicateStateName = "DUPLICATE_STATE_NAME"
    /// The name of a state is empty or too long.
    package static let invalidStateName = "INVALID_STATE_NAME"
    /// The label of a Map state is empty, too long, or has a character that it cannot have.
    package static let invalidLabelName = "INVALID_LABEL_NAME"
    /// Two Map states of the machine have one label.
    package static let duplicateLabelName = "DUPLICATE_LABEL_NAME"
    /// A transition leads nowhere, or no transition leads to a state.
    package static let missingTransitionTarget = "MISSING_TRANSITION_TARGET"
    /// Levels, templates or conditions are nested too deeply.
    package static let tooDeeplyNested = "TOO_DEEPLY_NESTED"
    /// Warning: a value looks like a path, but its key does not end in `.$`.
    package static let noDollar = "NO_DOLLAR"
    /// Warning: `Result` holds what looks like a path, and is taken verbatim.
    package static let passResultIsStatic = "PASS_RESULT_IS_STATIC"
    /// Valid in the service, not supported by Quickstep yet.
    package static let unsupported = "QUICKSTEP_UNSUPPORTED"
    /// Warning: a Choice state without `Default` fails the execution when no rule matches.
    package static let choiceWithoutDefault = "QUICKSTEP_CHOICE_WITHOUT_DEFAULT"
}

/// The place of a node in the notation of the service: `/States/Pick/Choices[0]/Next`, and `/` for the whole.
package func serviceLocation(of path: [JSONPathStep]) -> String {
    guard !path.isEmpty else { return "/" }
    var text = ""
    for step in path {
        switch step {
        case .key(let name): text += "/\(name)"
        case .index(let index): text += "[\(index)]"
        }
    }
    return text
}
