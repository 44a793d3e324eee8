/// The characters of a pattern and the place in them: what the parsers of both dialects stand on.
struct PatternScanner {
    /// UTF-16 units, or code points where the pattern is read in them.
    let codes: [UInt32]
    var position = 0

    /// How many groups are open.
    private var depth = 0

    init(_ pattern: String, inCodePoints: Bool) {
        self.codes = inCodePoints ? pattern.unicodeScalars.map(\.value) : pattern.utf16.map(UInt32.init)
    }

    var isAtEnd: Bool { self.position >= self.codes.count }

    var next: UInt32? { self.position < self.codes.count ? self.codes[self.position] : nil }

    /// The next character where it is ASCII.
    var nextASCII: Unicode.Scalar? { self.ascii(at: self.position) }

    func ascii(at position: Int) -> Unicode.Scalar? {
        guard position < self.codes.count, self.codes[position] < 0x80 else { return nil }
        return Unicode.Scalar(self.codes[position])
    }

    func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes in
            guard self.position + bytes.count <= self.codes.count else { return false }
            return bytes.indices.allSatisfy { self.codes[self.position + $0] == UInt32(bytes[$0]) }
        }
    }

    mutating func take(_ text: StaticString) -> Bool {
        guard self.starts(with: text) else { return false }
        self.position += text.utf8CodeUnitCount
        return true
    }

    mutating func advance() -> UInt32? {
        guard let code = self.next else { return nil }
        self.position += 1
        return code
    }

    /// A number of decimal digits, nil where there is none; one that is too large to mean anything stays at a large one.
    mutating func decimal() -> Int? {
        var value: Int?
        while let digit = self.nextASCII, ("0"..."9").contains(digit) {
            value = min((value ?? 0) * 10 + Int(digit.value - 48), 1 << 40)
            self.position += 1
        }
        return value
    }

    /// A number of exactly so many hexadecimal digits; nil, and nothing is taken, where there are fewer.
    mutating func hexadecimal(digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for place in 0..<digits {
            guard let digit = self.hexadecimalDigit(at: self.position + place) else { return nil }
            value = value << 4 | digit
        }
        self.position += digits
        return value
    }

    /// `{…}` with hexadecimal digits that name a code point; nil, and nothing is taken, where there is none.
    mutating func bracedHexadecimal() -> UInt32? {
        let start = self.position
        guard self.take("{") else { return nil }
        var value: UInt32?
        while let digit = self.hexadecimalDigit(at: self.position) {
            value = min((value ?? 0) << 4 | digit, 0xFF_FFFF)
            self.position += 1
        }
        guard let value, value <= CodePointRanges.last, self.take("}") else {
            self.position = start
            return nil
        }
        return value
    }

    private func hexadecimalDigit(at position: Int) -> UInt32? {
        self.ascii(at: position).flatMap { Character($0).hexDigitValue }.map(UInt32.init)
    }

    /// Up to three octal digits that are no more than 255.
    mutating func octal() -> UInt32? {
        var value: UInt32?
        for _ in 0..<3 {
            guard let digit = self.nextASCII, ("0"..."7").contains(digit) else { break }
            let longer = (value ?? 0) * 8 + (digit.value - 48)
            guard longer <= 0o377 else { break }
            value = longer
            self.position += 1
        }
        return value
    }

    /// `{n}`, `{n,}` or `{n,m}`; nil, and nothing is taken, where there is none.
    mutating func bounds() -> (minimum: Int, maximum: Int?)? {
        let start = self.position
        if self.take("{"), let minimum = self.decimal() {
            if self.take("}") { return (minimum, minimum) }
            if self.take(",") {
                if self.take("}") { return (minimum, nil) }
                if let maximum = self.decimal(), self.take("}") { return (minimum, maximum) }
            }
        }
        self.position = start
        return nil
    }

    mutating func enterGroup() throws(RegularExpressionError) {
        self.depth += 1
        guard self.depth <= RegularExpressionLimits.nestingDepthMax else {
            throw self.error("Groups must not nest deeper than \(RegularExpressionLimits.nestingDepthMax) levels")
        }
    }

    mutating func leaveGroup() {
        self.depth -= 1
    }

    func error(_ message: String, at position: Int? = nil, isUnsupported: Bool = false) -> RegularExpressionError {
        let before = self.codes.prefix(position ?? self.position)
        let offset = before.reduce(0) { $0 + ($1 > 0xFFFF ? 2 : 1) }
        return RegularExpressionError(message: message, offset: offset, isUnsupported: isUnsupported)
    }
}

extension PatternNode {
    /// Nodes one after the other, without a wrapping where none is needed.
    static func joined(_ nodes: [PatternNode]) -> PatternNode {
        switch nodes.count {
        case 0: .empty
        case 1: nodes[0]
        default: .sequence(nodes)
        }
    }
}
