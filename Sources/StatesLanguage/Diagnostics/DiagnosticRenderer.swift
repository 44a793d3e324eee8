import QuickstepJSON

/// Prints diagnostics for people: place, message, the line of the source with a caret under the fault, and a hint.
///
/// ```
/// order.asl.json:12:15: error: Missing 'Next' target: Pya [MISSING_TRANSITION_TARGET]
///   12 |       "Next": "Pya",
///      |               ^^^^^
///   hint: Did you mean 'Pay'?
/// ```
package struct DiagnosticRenderer: Sendable {
    private let source: DefinitionSource
    private let style: DiagnosticStyle
    private let widthMax: Int

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - source: Where the diagnostics come from.
    ///   - style: How parts of the text are adorned.
    ///   - widthMax: How many characters of a line are shown; of a longer one, the part around the fault.
    package init(source: DefinitionSource, style: DiagnosticStyle = .plain, widthMax: Int = 100) {
        self.source = source
        self.style = style
        self.widthMax = max(widthMax, 20)
    }

    /// All of them in the order of the source, with an empty line between each two, and a line feed at the end.
    package func render(_ diagnostics: [Diagnostic]) -> String {
        let places = diagnostics.enumerated().map {
            (offset: $1.range?.startOffset ?? Int.max, index: $0, diagnostic: $1)
        }
        let ordered = places.sorted { ($0.offset, $0.index) < ($1.offset, $1.index) }
        return ordered.map { render($0.diagnostic) }.joined(separator: "\n")
    }

    /// One of them; ends in a line feed.
    package func render(_ diagnostic: Diagnostic) -> String {
        var lines = [headline(of: diagnostic)]
        if let range = diagnostic.range { lines += excerpt(at: range) }
        if let hint = diagnostic.hint {
            lines.append("  \(style.hint("hint:")) \(DiagnosticText.printable(hint))")
        }
        return lines.map { "\($0)\n" }.joined()
    }

    private func headline(of diagnostic: Diagnostic) -> String {
        var place = source.name
        if let range = diagnostic.range { place += ":\(range.line):\(range.column)" }
        let severity =
            switch diagnostic.severity {
            case .error: style.error("error:")
            case .warning: style.warning("warning:")
            }
        // The place in the text says it better; without one, the place in the value has to do.
        let location = diagnostic.range == nil ? diagnostic.location.map { " at \($0)" } ?? "" : ""
        let message = DiagnosticText.printable(diagnostic.message + location)
        return "\(style.place("\(place):")) \(severity) \(style.message(message)) [\(diagnostic.code)]"
    }

    private func excerpt(at range: JSONSourceRange) -> [String] {
        guard let line = DiagnosticText.line(range.line, of: source.bytes) else { return [] }
        let window = DiagnosticText.Window(
            line: line,
            column: range.column,
            length: max(range.length, 1),
            widthMax: widthMax
        )
        let number = String(range.line)
        let blank = String(repeating: " ", count: number.count)
        return [
            "  \(style.margin("\(number) |")) \(window.text)",
            "  \(style.margin("\(blank) |")) \(window.indent)\(style.caret(window.carets))",
        ]
    }
}
