/// A stretch of a source text, in bytes for programs and in lines and columns for people.
public struct JSONSourceRange: Sendable, Equatable {
    /// Where it begins, in bytes from 0.
    public let startOffset: Int

    /// Where it ends, in bytes from 0: the offset of the first byte after it.
    public let endOffset: Int

    /// The line on which it begins, from 1.
    public let line: Int

    /// The column at which it begins, in characters from 1.
    public let column: Int

    /// How many characters of it lie on that line.
    public let length: Int

    /// Makes a range.
    ///
    /// - Parameters:
    ///   - startOffset: Where it begins, in bytes from 0.
    ///   - endOffset: The offset of the first byte after it.
    ///   - line: The line on which it begins, from 1.
    ///   - column: The column at which it begins, in characters from 1.
    ///   - length: How many characters of it lie on that line.
    public init(startOffset: Int, endOffset: Int, line: Int, column: Int, length: Int) {
        self.startOffset = startOffset
        self.endOffset = endOffset
        self.line = line
        self.column = column
        self.length = length
    }

    /// Makes the range of some bytes of a text and counts its lines and columns.
    init(_ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) {
        let place = TextPosition(offset: range.lowerBound, in: bytes)
        let firstLine = bytes[range].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        self.init(
            startOffset: range.lowerBound,
            endOffset: range.upperBound,
            line: place.line,
            column: place.column,
            length: String(decoding: firstLine, as: UTF8.self).count
        )
    }
}
