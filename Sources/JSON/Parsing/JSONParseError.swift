/// Why a text is not a JSON document, and where.
public struct JSONParseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, for programs.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The document ends where more is needed.
        case unexpectedEnd
        /// Something stands where the grammar asks for something else.
        case unexpectedCharacter
        /// A number is not written as JSON writes numbers.
        case invalidNumber
        /// A control character stands unescaped in a string.
        case controlCharacter
        /// A backslash in a string begins no escape.
        case invalidEscape
        /// One half of a surrogate pair stands alone.
        case loneSurrogate
        /// The bytes are not well-formed UTF-8.
        case invalidUTF8
        /// The document begins with a byte order mark.
        case byteOrderMark
        /// Something follows the value.
        case trailingContent
        /// More containers lie one inside another than ``JSONLimits/maxDepth``.
        case tooDeep
        /// The document has more bytes than ``JSONLimits/maxBytes``.
        case tooLarge
    }

    /// What is wrong, for programs.
    public let kind: Kind

    /// Where, in bytes from the beginning of the document, from 0.
    public let offset: Int

    /// The line, from 1; lines end with a line feed.
    public let line: Int

    /// The column in characters, from 1.
    public let column: Int

    /// What was found and what was expected, for people.
    public let message: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - kind: What is wrong.
    ///   - offset: Where, in bytes from 0.
    ///   - line: The line, from 1.
    ///   - column: The column in characters, from 1.
    ///   - message: What was found and what was expected.
    public init(kind: Kind, offset: Int, line: Int, column: Int, message: String) {
        self.kind = kind
        self.offset = offset
        self.line = line
        self.column = column
        self.message = message
    }

    /// The message with its place: `line 3, column 5: expected …`.
    public var description: String {
        "line \(self.line), column \(self.column): \(self.message)"
    }
}
