/// Why a text is no regular expression.
package struct RegularExpressionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in a sentence without a full stop.
    package let message: String

    /// Where in the pattern, in UTF-16 units from 0.
    package let offset: Int

    /// Whether the dialect knows what stands there, and only this library does not take it.
    package let isUnsupported: Bool

    /// Makes an error of its parts.
    package init(message: String, offset: Int, isUnsupported: Bool = false) {
        self.message = message
        self.offset = offset
        self.isUnsupported = isUnsupported
    }

    /// The message and the place.
    package var description: String { "\(self.message) (at character \(self.offset + 1))" }
}
