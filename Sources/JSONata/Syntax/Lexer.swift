/// Takes the source apart, one word at a time.
struct Lexer {
    /// The source in the units in which places are counted.
    let source: [UInt16]

    private(set) var position = 0

    init(_ source: String) {
        self.source = UTF16Text.units(of: source)
    }

    /// The next word.
    ///
    /// After an operand an operator is expected, so that `/` divides and begins no regular expression.
    mutating func next(isAfterOperand: Bool) throws(JSONataError) -> Token {
        try self.skipBlanksAndComments()
        guard let unit = self.unit(at: 0) else {
            return Token(kind: .end, text: "(end)", position: self.source.count)
        }
        if !isAfterOperand, unit == Self.slash {
            self.position += 1
            let (pattern, flags) = try self.regularExpression()
            return Token(kind: .regex(pattern: pattern, flags: flags), text: pattern, position: self.position)
        }
        if let text = self.operatorText() {
            self.position += text.utf16.count
            return Token(kind: .operator, text: text, position: self.position)
        }
        if unit == Self.doubleQuote || unit == Self.singleQuote { return try self.string(quote: unit) }
        if let number = try self.number() { return number }
        if unit == Self.backquote { return try self.quotedName() }
        return self.name()
    }

    // MARK: Blanks

    private mutating func skipBlanksAndComments() throws(JSONataError) {
        while true {
            while let unit = self.unit(at: 0), Self.isBlank(unit) { self.position += 1 }
            guard self.unit(at: 0) == Self.slash, self.unit(at: 1) == Self.star else { return }
            let start = self.position
            self.position += 2
            while !(self.unit(at: 0) == Self.star && self.unit(at: 1) == Self.slash) {
                self.position += 1
                guard self.position < self.source.count else {
                    throw JSONataError("S0106", JSONataErrorDetails(position: start))
                }
            }
            self.position += 2
        }
    }

    // MARK: Operators

    private func operatorText() -> String? {
        guard let first = self.unit(at: 0), first < 0x80 else { return nil }
        if let second = self.unit(at: 1), second < 0x80 {
            let pair = String(decoding: [first, second], as: UTF16.self)
            if Self.pairs.contains(pair) { return pair }
        }
        return Self.stopsName(first) ? String(decoding: [first], as: UTF16.self) : nil
    }

    private static let pairs: Set<String> = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"]

    private static let operatorUnits = Set(".[]{}(),@#;:?+-*/%|=<>^&!~".utf16)

    private static func stopsName(_ unit: UInt16) -> Bool { self.operatorUnits.contains(unit) }

    // MARK: Literals

    private mutating func string(quote: UInt16) throws(JSONataError) -> Token {
        self.position += 1
        var units: [UInt16] = []
        while let unit = self.unit(at: 0) {
            if unit == Self.backslash {
                self.position += 1
                try self.escape(into: &units)
            } else if unit == quote {
                self.position += 1
                return Token(kind: .string, text: UTF16Text.text(of: units), position: self.position)
            } else {
                units.append(unit)
            }
            self.position += 1
        }
        throw JSONataError("S0101", JSONataErrorDetails(position: self.position))
    }

    /// Reads what follows a backslash, and stops at its last unit.
    private mutating func escape(into units: inout [UInt16]) throws(JSONataError) {
        guard let unit = self.unit(at: 0) else {
            throw JSONataError("S0103", JSONataErrorDetails(position: self.position, token: ""))
        }
        switch Unicode.Scalar(unit) {
        case "\"", "\\", "/": units.append(unit)
        case "b": units.append(0x08)
        case "f": units.append(0x0C)
        case "n": units.append(0x0A)
        case "r": units.append(0x0D)
        case "t": units.append(0x09)
        case "u":
            let digits = self.source.dropFirst(self.position + 1).prefix(4)
            let text = String(decoding: digits, as: UTF16.self)
            guard digits.count == 4, text.utf8.allSatisfy(Self.isHexDigit), let code = UInt16(text, radix: 16) else {
                throw JSONataError("S0104", JSONataErrorDetails(position: self.position))
            }
            units.append(code)
            self.position += 4
        default:
            let token = UTF16Text.text(of: [unit])
            throw JSONataError("S0103", JSONataErrorDetails(position: self.position, token: token))
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private mutating func number() throws(JSONataError) -> Token? {
        guard let length = NumberText.length(of: self.source[self.position...]) else { return nil }
        let text = String(decoding: self.source[self.position..<(self.position + length)], as: UTF16.self)
        guard let number = Double(text), number.isFinite else {
            throw JSONataError("S0102", JSONataErrorDetails(position: self.position, token: text))
        }
        self.position += length
        return Token(kind: .number(number), text: text, position: self.position)
    }

    // MARK: Names

    private mutating func quotedName() throws(JSONataError) -> Token {
        self.position += 1
        guard let end = self.source[self.position...].firstIndex(of: Self.backquote) else {
            self.position = self.source.count
            throw JSONataError("S0105", JSONataErrorDetails(position: self.position))
        }
        let text = UTF16Text.text(of: self.source[self.position..<end])
        self.position = end + 1
        return Token(kind: .name, text: text, position: self.position)
    }

    private mutating func name() -> Token {
        let start = self.position
        while let unit = self.unit(at: 0), !Self.isBlank(unit), !Self.stopsName(unit) { self.position += 1 }
        if self.source[start] == Self.dollar {
            let text = UTF16Text.text(of: self.source[(start + 1)..<self.position])
            return Token(kind: .variable, text: text, position: self.position)
        }
        let text = UTF16Text.text(of: self.source[start..<self.position])
        let kind: Token.Kind =
            switch text {
            case "and", "or", "in": .operator
            case "true": .value(.true)
            case "false": .value(.false)
            case "null": .value(.null)
            default: .name
            }
        return Token(kind: kind, text: text, position: self.position)
    }

    // MARK: Regular expressions

    /// Reads a pattern and its flags; the opening slash is passed already.
    private mutating func regularExpression() throws(JSONataError) -> (pattern: String, flags: String) {
        let start = self.position
        var depth = 0
        while let unit = self.unit(at: 0) {
            if unit == Self.slash, depth == 0, !self.isEscaped() {
                let pattern = UTF16Text.text(of: self.source[start..<self.position])
                guard !pattern.isEmpty else {
                    throw JSONataError("S0301", JSONataErrorDetails(position: self.position))
                }
                self.position += 1
                let flagsStart = self.position
                while let flag = self.unit(at: 0), flag == 0x69 || flag == 0x6D { self.position += 1 }
                return (pattern, String(decoding: self.source[flagsStart..<self.position], as: UTF16.self))
            }
            let isPlain = self.position == 0 || self.source[self.position - 1] != Self.backslash
            if isPlain, unit == 0x28 || unit == 0x5B || unit == 0x7B { depth += 1 }
            if isPlain, unit == 0x29 || unit == 0x5D || unit == 0x7D { depth -= 1 }
            self.position += 1
        }
        throw JSONataError("S0302", JSONataErrorDetails(position: self.position))
    }

    /// Whether an odd number of backslashes stands before the place.
    private func isEscaped() -> Bool {
        var place = self.position - 1
        while place >= 0, self.source[place] == Self.backslash { place -= 1 }
        return (self.position - 1 - place) % 2 == 1
    }

    // MARK: Units

    private func unit(at offset: Int) -> UInt16? {
        let place = self.position + offset
        return place < self.source.count ? self.source[place] : nil
    }

    private static func isBlank(_ unit: UInt16) -> Bool {
        unit == 0x20 || (0x09...0x0B).contains(unit) || unit == 0x0D
    }

    private static let slash: UInt16 = 0x2F
    private static let star: UInt16 = 0x2A
    private static let dollar: UInt16 = 0x24
    private static let backslash: UInt16 = 0x5C
    private static let backquote: UInt16 = 0x60
    private static let doubleQuote: UInt16 = 0x22
    private static let singleQuote: UInt16 = 0x27
}
