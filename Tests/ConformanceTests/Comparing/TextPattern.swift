/// A recorded text: tokens such as `<uuid:1>` and known placeholders stand for any text, the word `date` for a time.
struct TextPattern: Sendable {
    private enum Piece {
        case literal([UInt8])
        /// At least one byte.
        case anything
        /// The word itself, or an ISO 8601 time.
        case date
    }

    private let pieces: [Piece]

    /// - Parameters:
    ///   - text: The recorded text.
    ///   - placeholders: Further texts that stand for any text; those of one or two characters only where they are all.
    init(_ text: String, placeholders: Set<String>) {
        let words = placeholders.filter { $0.count > 2 }.map { Array($0.utf8) }
            .sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var position = 0
        func flush() {
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
        }
        while position < bytes.count {
            if let length = Self.tokenLength(bytes[position...]) ?? Self.wordLength(bytes[position...], words) {
                flush()
                pieces.append(.anything)
                position += length
            } else if Self.isDate(bytes, at: position) {
                flush()
                pieces.append(.date)
                position += 4
            } else {
                literal.append(bytes[position])
                position += 1
            }
        }
        flush()
        self.pieces = pieces
    }

    /// Whether the whole text is one token.
    var isToken: Bool {
        if case .anything? = pieces.first { pieces.count == 1 } else { false }
    }

    func matches(_ text: String) -> Bool {
        var failed: Set<[Int]> = []
        return matches(Array(text.utf8), from: 0, piece: 0, &failed)
    }

    private func matches(_ text: [UInt8], from start: Int, piece index: Int, _ failed: inout Set<[Int]>) -> Bool {
        guard index < pieces.count else { return start == text.count }
        guard !failed.contains([start, index]) else { return false }
        let found =
            switch pieces[index] {
            case .literal(let bytes):
                text[start...].starts(with: bytes)
                    && matches(text, from: start + bytes.count, piece: index + 1, &failed)
            case .anything:
                index + 1 == pieces.count
                    ? start < text.count
                    : (start + 1..<max(start + 1, text.count + 1)).contains {
                        matches(text, from: $0, piece: index + 1, &failed)
                    }
            case .date:
                ISOTime.ends(text, from: start).contains { matches(text, from: $0, piece: index + 1, &failed) }
            }
        if !found { failed.insert([start, index]) }
        return found
    }

    private static func tokenLength(_ text: ArraySlice<UInt8>) -> Int? {
        guard text.first == UInt8(ascii: "<"), let second = text.dropFirst().first, ISOTime.isLetter(second) else {
            return nil
        }
        let body = text.dropFirst().prefix { ISOTime.isWord($0) || ".:- ".utf8.contains($0) }
        guard body.endIndex < text.endIndex, text[body.endIndex] == UInt8(ascii: ">") else { return nil }
        return body.count + 2
    }

    private static func wordLength(_ text: ArraySlice<UInt8>, _ words: [[UInt8]]) -> Int? {
        words.first { text.starts(with: $0) }?.count
    }

    private static func isDate(_ text: [UInt8], at position: Int) -> Bool {
        text[position...].starts(with: "date".utf8)
            && (position == 0 || !ISOTime.isWord(text[position - 1]))
            && (position + 4 == text.count || !ISOTime.isWord(text[position + 4]))
    }
}

/// Times such as `2025-01-01T00:00:00.000Z` within a text.
enum ISOTime {
    /// Where a time, or the word `date`, that begins at a place can end; the longest first.
    static func ends(_ text: [UInt8], from start: Int) -> [Int] {
        if text[start...].starts(with: "date".utf8) { return [start + 4] }
        let shape = Array("0000-00-00T00:00:00".utf8)
        guard text.count >= start + shape.count, zip(shape, text[start...]).allSatisfy(fits) else { return [] }
        var ends = [start + shape.count]
        if let last = ends.last, last < text.count, text[last] == UInt8(ascii: ".") {
            let digits = text[(last + 1)...].prefix(while: isDigit).count
            if digits > 0 { ends.append(last + 1 + digits) }
        }
        for end in ends {
            ends += zoneLengths(text[end...]).map { end + $0 }
        }
        return ends.sorted(by: >)
    }

    private static func zoneLengths(_ text: ArraySlice<UInt8>) -> [Int] {
        if text.first == UInt8(ascii: "Z") { return [1] }
        return ["+00:00", "-00:00", "+0000", "-0000"].compactMap { shape in
            let shape = Array(shape.utf8)
            return text.count >= shape.count && zip(shape, text).allSatisfy(fits) ? shape.count : nil
        }
    }

    /// A `0` in a shape stands for any digit.
    private static func fits(_ shape: UInt8, _ byte: UInt8) -> Bool {
        shape == UInt8(ascii: "0") ? isDigit(byte) : shape == byte
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
