import QuickstepJSON

/// The bytes of a text and where its lines begin, as the YAML parser counts lines and as diagnostics do.
struct SourceText: Sendable {
    let bytes: [UInt8]
    /// Where the content begins: behind a byte order mark.
    let start: Int
    /// Where the lines begin as YAML sees them: a carriage return alone and three characters of Unicode end one as well.
    private let parserLines: [Int]
    /// Where the lines begin as diagnostics and editors see them.
    private let lines: [Int]

    init(_ bytes: [UInt8]) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        self.bytes = bytes
        self.start = start
        var lines = [0]
        var parserLines = [start]
        for offset in bytes.indices where offset >= start {
            guard let isLineFeed = Self.endsLine(bytes, offset) else { continue }
            parserLines.append(offset + 1)
            if isLineFeed { lines.append(offset + 1) }
        }
        self.lines = lines
        self.parserLines = parserLines
    }

    /// Whether a line of YAML ends with the byte at an offset, and if so, whether it is a line feed.
    private static func endsLine(_ bytes: [UInt8], _ offset: Int) -> Bool? {
        switch bytes[offset] {
        case UInt8(ascii: "\n"):
            return true
        case UInt8(ascii: "\r"):
            return offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n") ? nil : false
        case 0x85:
            return offset >= 1 && bytes[offset - 1] == 0xC2 ? false : nil
        case 0xA8, 0xA9:
            return offset >= 2 && bytes[offset - 1] == 0x80 && bytes[offset - 2] == 0xE2 ? false : nil
        default:
            return nil
        }
    }

    /// How many lines diagnostics and editors see.
    var lineCount: Int { lines.count }

    /// The offset of a place that the parser names.
    func offset(of mark: YAMLMark) -> Int {
        guard mark.line >= 1, mark.line <= parserLines.count else { return bytes.count }
        var offset = parserLines[mark.line - 1]
        var column = 1
        while column < mark.column, offset < bytes.count, Self.endsLine(bytes, offset) == nil {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            column += 1
        }
        return offset
    }

    /// The offset behind the last byte of the line that an offset lies on, its line ending left out.
    func lineEnd(after offset: Int) -> Int {
        var end = offset
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
        return end
    }

    /// A stretch that begins at an offset and ends on the same line.
    func range(from start: Int, to end: Int) -> JSONSourceRange {
        let start = min(max(start, 0), bytes.count)
        let end = min(max(end, start), bytes.count)
        // The line is the last one that begins at or before the offset.
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= start { low = middle } else { high = middle }
        }
        return JSONSourceRange(
            startOffset: start,
            endOffset: end,
            line: low + 1,
            column: String(decoding: bytes[lines[low]..<start], as: UTF8.self).count + 1,
            length: max(1, String(decoding: bytes[start..<end], as: UTF8.self).count)
        )
    }
}
