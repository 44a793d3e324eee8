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
        let text = self.numberText(from: start)
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
        if self.consume(UInt8(ascii: "e")) || self.consume(UInt8(ascii: "E")) {
            if !self.consume(UInt8(ascii: "+")) { _ = self.consume(UInt8(ascii: "-")) }
            guard self.skipDigits() > 0 else { throw self.invalidNumber(expected: "a digit in the exponent") }
        } else if let number = self.shortDecimal(from: digitsStart, to: plainEnd, fractionCount: fractionCount) {
            // The sign is applied to the double, so that -0.0 stays negative.
            return digitsStart > start ? JSONNumber(storage: .double(-number)) : JSONNumber(storage: .double(number))
        }
        let text = self.numberText(from: start)
        guard let value = Double(text), value.isFinite, JSONNumber.text(of: value) == text else {
            return JSONNumber(storage: .literal(text))
        }
        return JSONNumber(storage: .double(value))
    }

    /// The double of a plain decimal that is known to print as it is written, or nil when that takes a closer look.
    ///
    /// Up to fifteen digits, different decimals are different doubles, so the shortest decimal of the double is the one
    /// written, but for zeros at its end. Mantissa and power of ten are exact, so their quotient is correctly rounded.
    private func shortDecimal(from start: Int, to end: Int, fractionCount: Int) -> Double? {
        guard end - start <= 16, fractionCount < Self.exactPowersOfTen.count else { return nil }
        guard fractionCount == 1 || self.bytes[end - 1] != UInt8(ascii: "0") else { return nil }
        var mantissa: Int64 = 0
        for position in start..<end where self.bytes[position] != UInt8(ascii: ".") {
            mantissa = mantissa &* 10 &+ Int64(self.bytes[position] &- UInt8(ascii: "0"))
        }
        let value = Double(mantissa) / Self.exactPowersOfTen[fractionCount]
        return value >= 1e-6 || mantissa == 0 ? value : nil
    }

    /// The powers of ten up to the greatest exponent of a short decimal; all are exact.
    private static let exactPowersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    private mutating func skipDigits() -> Int {
        let start = self.position
        while self.position < self.bytes.count, Self.isDigit(self.bytes[self.position]) { self.position &+= 1 }
        return self.position &- start
    }

    private func numberText(from start: Int) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: self.bytes[start..<self.position]), as: UTF8.self)
    }

    private func invalidNumber(expected: String) -> JSONParseError {
        self.unexpected(.invalidNumber, expected: expected)
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
