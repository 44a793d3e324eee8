/// A definition that is refused, with everything that is wrong in it.
package struct InvalidDefinition: Error, Sendable, Equatable, CustomStringConvertible {
    /// The errors, at least one, and then the warnings, each in the order of the checks.
    package let diagnostics: [Diagnostic]
    /// The message of the service's `InvalidDefinition` error.
    ///
    /// What the service accepts and we do not run is told only where nothing else is wrong: a definition is refused in the
    /// service's own words wherever it has some.
    package let serviceMessage: String

    /// Makes an error of its diagnostics, and of the text, which some messages cite.
    package init(diagnostics: [Diagnostic], definition: [UInt8] = []) {
        self.diagnostics = diagnostics
        serviceMessage =
            RecordedLabelMessage.text(for: diagnostics, definition: definition) ?? Self.message(for: diagnostics)
    }

    private static func message(for diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.filter { $0.severity == .error }
        let invalid = errors.filter { $0.code != DiagnosticCode.unsupported }
        let texts = (invalid.isEmpty ? errors : invalid).map(\.serviceText)
        return "Invalid State Machine Definition: '\(texts.joined(separator: ", "))'"
    }

    /// The message for the service.
    package var description: String { serviceMessage }
}
