/// The codes of diagnostics: those of the service, and after them those of our own, which begin with `QUICKSTEP_`.
///
/// Codes are stable. Each has a page in `docs/diagnostics`.
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
    /// Warning: a value looks like a path or a call, but its key does not end in `.$`.
    package static let noDollar = "NO_DOLLAR"
    /// Warning: a value looks like a path, but the name of its field does not end in `Path`.
    package static let noPath = "NO_PATH"
    /// Warning: `Result` holds what looks like a path, and is taken verbatim.
    package static let passResultIsStatic = "PASS_RESULT_IS_STATIC"

    /// Valid in the service, not supported by Quickstep yet.
    package static let unsupported = "QUICKSTEP_UNSUPPORTED"
    /// Warning: a Choice state without `Default` fails the execution when no rule matches.
    package static let choiceWithoutDefault = "QUICKSTEP_CHOICE_WITHOUT_DEFAULT"
    /// Warning: a name in a catcher that no error reaches.
    package static let catchNeverMatches = "QUICKSTEP_CATCH_NEVER_MATCHES"
    /// Warning: a name in a retrier that no error reaches.
    package static let retryNeverMatches = "QUICKSTEP_RETRY_NEVER_MATCHES"
    /// Warning: a variable is read that nothing before has assigned.
    package static let undefinedVariable = "QUICKSTEP_UNDEFINED_VARIABLE"

    /// Every code, in the order of the documentation.
    package static let all: [String] = [
        invalidJSON, schemaValidationFailed, missingEndState, duplicateStateName, invalidStateName, invalidLabelName,
        duplicateLabelName, missingTransitionTarget, tooDeeplyNested, noDollar, noPath, passResultIsStatic, unsupported,
        choiceWithoutDefault, catchNeverMatches, retryNeverMatches, undefinedVariable,
    ]
}
