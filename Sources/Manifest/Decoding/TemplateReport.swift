package import QuickstepStatesLanguage

/// What is to be said about one file: the template, or a definition that it names.
package struct TemplateReport: Sendable {
    /// The file.
    package let source: DefinitionSource
    /// Errors and warnings.
    package let diagnostics: [Diagnostic]

    /// The diagnostics for people, with excerpts and carets; ends in a line feed.
    package func rendered(style: DiagnosticStyle = .plain) -> String {
        DiagnosticRenderer(source: source, style: style).render(diagnostics)
    }
}

/// A template that is refused, with everything that is wrong in it and in its definitions.
package struct InvalidTemplate: Error, Sendable, CustomStringConvertible {
    /// The template's report and those of its definitions; at least one holds an error.
    package let reports: [TemplateReport]

    /// All diagnostics for people; ends in a line feed.
    package func rendered(style: DiagnosticStyle = .plain) -> String {
        reports.map { $0.rendered(style: style) }.joined(separator: "\n")
    }

    /// All diagnostics for people.
    package var description: String { rendered() }
}
