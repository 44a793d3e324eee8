extension JSONParser {
    /// Reads a text that is one number and nothing else.
    static func number(spanning bytes: UnsafeBufferPointer<UInt8>) -> JSONNumber? {
        guard let first = bytes.first, first == UInt8(ascii: "-") || Self.isDigit(first) else { return nil }
        var parser = JSONParser(bytes)
        guard let number = try? parser.parseNumber(), parser.position == bytes.count else { return nil }
        return number
    }

    /// Parses a number whose minus sign or first digit comes next.
    @inline(__always)
    mutating func parseNumber() throws(JSONParseError) -> JSONNumber {
        let start = self.position
        let isNegative = self.consume(UInt8(ascii: "-"))
        let digitsStart = self.position
        var magnitude: UInt64 = 0
        while self.position < self.bytes.count, Self.isDigit(self.bytes[self.position]) {
            // Wraps beyond nineteen digits, where it is not used.
            magnitude = magnitude &* 10 &+ UInt64(self.bytes[self.position] &- UInt8(ascii: "0"))
            self.position &+= 1
        }
        let digitCount = self.position &- digitsStart
        guard digitCount > 0 else { throw self.invalidNumber(expected: "a digit after '-'") }
        if digitCount > 1, self.bytes[digitsStart] == UInt8(ascii: "0") {
            throw self.error(.invalidNumber, at: start, "found a number that begins with 0; expected no leading zeros")
        }
        if self.position < self.bytes.count {
            let next = self.bytes[self.position]
            if next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") {
                return try self.parseFraction(from: start, digitsFrom: digitsStart)
            }
        }
        guard digitCount <= 19, magnitude <= UInt64(Int64.max), !(isNegative && magnitude == 0) else {
            return self.unusualInteger(from: start)
        }
        let value = Int64(truncatingIfNeeded: magnitude)
        return JSONNumber(isNegative ? 0 &- value : value)
    }

    /// An integer that is -0, the least of 64 bits, or too large for them.
    private func unusualInteger(from start: Int) -> JSONNumber {
        let text = self.text(from: start)
        if text == Int64.min.description { return JSONNumber(Int64.min) }
        return JSONNumber(storage: .literal(text))
    }

    /// Parses the fraction and exponent of a number, whose point or `e` comes next.
    private mutating func parseFraction(
        from start: Int,
        digitsFrom digitsStart: Int
    ) throws(JSONParseError) -> JSONNumber {
        var fractionCount = 0
        if self.consume(UInt8(ascii: ".")) {
            fractionCount = self.skipDigits()
            guard fractionCount > 0 else { throw self.invalidNumber(expected: "a digit after '.'") }
        }
        let plainEnd = self.position
        var plain: (value: Double, printsAsWritten: Bool)?
        if self.consume(UInt8(ascii: "e")) || self.consume(UInt8(ascii: "E")) {
            if !self.consume(UInt8(ascii: "+")) { _ = self.consume(UInt8(ascii: "-")) }
            guard self.skipDigits() > 0 else { throw self.invalidNumber(expected: "a digit in the exponent") }
        } else {
            plain = self.exactDecimal(from: digitsStart, to: plainEnd, fractionCount: fractionCount)
        }
        guard let plain else { return self.unusualNumber(from: start) }
        // The sign is applied to the double, so that -0.0 stays negative.
        let value = digitsStart > start ? -plain.value : plain.value
        guard plain.printsAsWritten || self.printsAsWritten(value, from: start) else {
            return JSONNumber(storage: .literal(self.text(from: start)))
        }
        return JSONNumber(storage: .double(value))
    }

    /// A number with an exponent or many digits.
    private func unusualNumber(from start: Int) -> JSONNumber {
        let text = self.text(from: start)
        guard let value = Double(text), value.isFinite, self.printsAsWritten(value, from: start) else {
            return JSONNumber(storage: .literal(text))
        }
        return JSONNumber(storage: .double(value))
    }

    /// The double of a plain decimal whose digits and power of ten are exact, so that their quotient is correctly rounded;
    /// nil of a longer one.
    ///
    /// Up to fifteen digits, different decimals are different doubles, so the shortest decimal of the double is the one
    /// written, but for zeros at its end: such a number is known to print as it is written.
    private func exactDecimal(
        from start: Int,
        to end: Int,
        fractionCount: Int
    ) -> (value: Double, printsAsWritten: Bool)? {
        // The point is one of the bytes.
        let digitCount = end - start - 1
        guard digitCount <= 18, fractionCount < Self.exactPowersOfTen.count else { return nil }
        var mantissa: Int64 = 0
        for position in start..<end where self.bytes[position] != UInt8(ascii: ".") {
            mantissa = mantissa &* 10 &+ Int64(self.bytes[position] &- UInt8(ascii: "0"))
        }
        guard mantissa <= 9_007_199_254_740_992 else { return nil }
        let value = Double(mantissa) / Self.exactPowersOfTen[fractionCount]
        let endsPlainly = fractionCount == 1 || self.bytes[end - 1] != UInt8(ascii: "0")
        return (value, digitCount <= 15 && endsPlainly && (value >= 1e-6 || mantissa == 0))
    }

    /// Whether the canonical text of a double is what stands between an offset and the current position.
    private func printsAsWritten(_ value: Double, from start: Int) -> Bool {
        var canonical = JSONNumber.text(of: value)
        return canonical.withUTF8 { $0.elementsEqual(self.bytes[start..<self.position]) }
    }

    /// The powers of ten that a fraction may need; doubles hold them exactly.
    private static let exactPowersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]

    private mutating func skipDigits() -> Int {
        let start = self.position
        while self.position < self.bytes.count, Self.isDigit(self.bytes[self.position]) { self.position &+= 1 }
        return self.position &- start
    }

    private func invalidNumber(expected: String) -> JSONParseError {
        self.unexpected(.invalidNumber, expected: expected)
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
