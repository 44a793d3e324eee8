/// A definition that is refused, with everything that is wrong in it.
package struct InvalidDefinition: Error, Sendable, Equatable, CustomStringConvertible {
    /// The errors, at least one, and then the warnings, each in the order of the checks.
    package let diagnostics: [Diagnostic]

    /// Makes an error of its diagnostics.
    package init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    /// The message of the service's `InvalidDefinition` error.
    package var serviceMessage: String {
        let errors = diagnostics.filter { $0.severity == .error }
        return "Invalid State Machine Definition: '\(errors.map(\.serviceText).joined(separator: ", "))'"
    }

    /// The message for the service.
    package var description: String { serviceMessage }
}
