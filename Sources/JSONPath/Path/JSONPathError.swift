/// Why a text is no path.
package struct JSONPathError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in a sentence without a full stop.
    package let message: String

    /// Where in the text, in characters from 0; the length of the text where something is missing at its end.
    package let offset: Int

    /// Whether the text is a path in the service, and only this library does not take it.
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
