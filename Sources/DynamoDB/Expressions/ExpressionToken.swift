import QuickstepServiceKit

/// One word of an expression.
struct ExpressionToken: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// A keyword, a function, or the plain name of an attribute.
        case word
        /// `#name`
        case namePlaceholder
        /// `:value`
        case valuePlaceholder
        case number
        /// An operator or punctuation.
        case symbol
        /// Something that no expression holds.
        case unknown
        /// Behind everything.
        case end
    }

    let kind: Kind
    let text: String
    /// Where it lies in the expression, in bytes.
    let range: Range<Int>

    func isKeyword(_ keyword: String) -> Bool {
        kind == .word && text.uppercased() == keyword
    }

    func isSymbol(_ symbol: String) -> Bool {
        kind == .symbol && text == symbol
    }
}

/// Takes an expression apart.
enum ExpressionLexer {
    static func tokens(_ source: [UInt8]) -> [ExpressionToken] {
        var tokens: [ExpressionToken] = []
        var position = 0
        while position < source.count {
            if [0x20, 0x09, 0x0A, 0x0D].contains(source[position]) {
                position += 1
                continue
            }
            let (kind, end) = token(source, position)
            let text = String(decoding: source[position..<end], as: UTF8.self)
            tokens.append(ExpressionToken(kind: kind, text: text, range: position..<end))
            position = end
        }
        let end = source.count
        tokens.append(ExpressionToken(kind: .end, text: "<EOF>", range: end..<end))
        return tokens
    }

    private static func token(_ source: [UInt8], _ start: Int) -> (ExpressionToken.Kind, end: Int) {
        let byte = source[start]
        let next = start + 1 < source.count ? source[start + 1] : 0
        let wordEnd = source[(start + 1)...].firstIndex { !isWordByte($0) } ?? source.count
        switch byte {
        case UInt8(ascii: "#") where isWordByte(next):
            return (.namePlaceholder, wordEnd)
        case UInt8(ascii: ":") where isWordByte(next):
            return (.valuePlaceholder, wordEnd)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            return (.number, wordEnd)
        case _ where isWordByte(byte) && byte != UInt8(ascii: "_"):
            return (.word, wordEnd)
        case UInt8(ascii: "<") where next == UInt8(ascii: "=") || next == UInt8(ascii: ">"),
            UInt8(ascii: ">") where next == UInt8(ascii: "="):
            return (.symbol, start + 2)
        case _ where "=<>(),.[]+-".utf8.contains(byte):
            return (.symbol, start + 1)
        default:
            // One whole character, whatever it is.
            let end = source[(start + 1)...].firstIndex { $0 & 0xC0 != 0x80 } ?? source.count
            return (.unknown, end)
        }
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
