/// How a renderer's caller adorns parts of a text: a terminal adds colours, everything else nothing.
package struct DiagnosticStyle: Sendable {
    /// Adds to a part of the text, and changes nothing in it.
    package typealias Adorn = @Sendable (String) -> String

    /// The file, line and column.
    package var place: Adorn
    /// The word `error:`.
    package var error: Adorn
    /// The word `warning:`.
    package var warning: Adorn
    /// What is wrong.
    package var message: Adorn
    /// The line number and the bar beside the excerpt.
    package var margin: Adorn
    /// What points at the fault.
    package var caret: Adorn
    /// The word `hint:`.
    package var hint: Adorn

    /// Makes a style; what is not given adds nothing.
    package init(
        place: @escaping Adorn = { $0 },
        error: @escaping Adorn = { $0 },
        warning: @escaping Adorn = { $0 },
        message: @escaping Adorn = { $0 },
        margin: @escaping Adorn = { $0 },
        caret: @escaping Adorn = { $0 },
        hint: @escaping Adorn = { $0 }
    ) {
        self.place = place
        self.error = error
        self.warning = warning
        self.message = message
        self.margin = margin
        self.caret = caret
        self.hint = hint
    }

    /// Nothing added.
    package static var plain: DiagnosticStyle { DiagnosticStyle() }
}
