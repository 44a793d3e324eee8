/// A place in a text as people name it.
struct TextPosition: Equatable {
    /// The line, from 1; lines end with a line feed.
    let line: Int

    /// The column in characters, from 1.
    let column: Int

    /// Counts the lines up to an offset and the characters up to it on its line.
    init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        let end = Swift.max(0, Swift.min(offset, bytes.count))
        var line = 1
        var lineStart = 0
        for position in 0..<end where bytes[position] == UInt8(ascii: "\n") {
            line += 1
            lineStart = position + 1
        }
        self.line = line
        self.column = String(decoding: UnsafeBufferPointer(rebasing: bytes[lineStart..<end]), as: UTF8.self).count + 1
    }
}
