import QuickstepJSON
import QuickstepRegularExpressions

/// A regular expression of a filter: `/pattern/flags`, in the dialect of Java, as Jayway reads it.
package struct FilterPattern: Sendable, Hashable {
    /// The pattern as written, with its slashes and flags.
    let text: String

    let expression: RegularExpression

    package static func == (first: FilterPattern, second: FilterPattern) -> Bool {
        first.text.isIdentical(to: second.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(self.text)
    }
}
