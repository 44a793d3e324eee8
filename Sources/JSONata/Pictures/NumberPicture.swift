import QuickstepJSON

/// How a number is written, such as `#,##0.00;(#,##0.00)`.
struct NumberPicture {
    /// One of the two pictures, for numbers from zero on or below.
    struct SubPicture {
        var prefix: String
        let suffix: String
        let hasPercent: Bool
        let hasPerMille: Bool
        let hasDecimalSeparator: Bool
        let integerMin: Int
        let fractionMin: Int
        let fractionMax: Int
        let exponentMin: Int
        /// How many digits the mantissa has before the point, where there is an exponent.
        let scale: Int
        /// The interval of separators, 0 where they stand at places of their own.
        let groupingInterval: Int
        let integerGroups: [Int]
        let fractionGroups: [Int]
    }

    private let symbols: NumberSymbols
    private let positive: SubPicture
    private let negative: SubPicture

    /// Reads a picture.
    init(_ picture: String, _ symbols: NumberSymbols) throws(JSONataError) {
        self.symbols = symbols
        let parts = Self.split(picture, by: symbols.patternSeparator)
        guard parts.count <= 2 else { throw JSONataError("D3080") }
        let parser = SubPictureParser(symbols)
        self.positive = try parser.subPicture(parts[0])
        if parts.count > 1 {
            self.negative = try parser.subPicture(parts[1])
        } else {
            var negative = self.positive
            negative.prefix = symbols.minusSign + negative.prefix
            self.negative = negative
        }
    }

    private static func split(_ picture: String, by separator: String) -> [String] {
        var parts: [String] = []
        var start = picture.startIndex
        while !separator.isEmpty, let found = TextSearch.firstRange(of: separator, in: picture, from: start) {
            parts.append(String(picture[start..<found.lowerBound]))
            start = found.upperBound
        }
        parts.append(String(picture[start...]))
        return parts
    }

    /// The text of a number.
    func text(of number: Double, _ run: Evaluation) throws(JSONataError) -> String {
        let picture = number >= 0 ? self.positive : self.negative
        if number.isNaN { return self.symbols.notANumber }
        if number.isInfinite { return picture.prefix + self.symbols.infinity + picture.suffix }
        try run.allocate(text: picture.integerMin + picture.fractionMax + 400)
        var mantissa = number.magnitude
        if picture.hasPercent {
            mantissa *= 100
        } else if picture.hasPerMille {
            mantissa *= 1_000
        }
        var exponent: Int?
        if picture.exponentMin > 0 { exponent = Self.scale(&mantissa, to: picture.scale) }
        var (integer, fraction) = self.digits(mantissa, picture)
        self.group(&integer, &fraction, picture)
        var text = integer.joined()
        if !fraction.isEmpty { text += self.symbols.decimalSeparator + fraction.joined() }
        if let exponent {
            var digits = exponent.magnitude.description.utf8.map { Int($0) - 0x30 }
            while digits.count < picture.exponentMin { digits.insert(0, at: 0) }
            text += self.symbols.exponentSeparator + (exponent < 0 ? self.symbols.minusSign : "")
            text += digits.map { self.symbols.digits[$0] }.joined()
        }
        return picture.prefix + text + picture.suffix
    }

    /// Moves the point of a number to where the mantissa has it, and gives the exponent.
    private static func scale(_ mantissa: inout Double, to digits: Int) -> Int {
        guard mantissa > 0, mantissa.isFinite else { return 0 }
        var most = 1.0
        for _ in 0..<min(digits, 300) { most *= 10 }
        let least = most / 10
        var exponent = 0
        while mantissa < least, exponent > -700 {
            mantissa *= 10
            exponent -= 1
        }
        while mantissa > most {
            mantissa /= 10
            exponent += 1
        }
        return exponent
    }

    /// The digits before and behind the point, rounded and filled up.
    private func digits(_ mantissa: Double, _ picture: SubPicture) -> (integer: [String], fraction: [String]) {
        let rounded = Rounding.rounded(mantissa, to: Double(picture.fractionMax))
        let decimal = DecimalDigits(rounded)
        var integer: [UInt8] = []
        var fraction: [UInt8] = []
        if decimal.point > 0 {
            integer = Array(decimal.digits.prefix(decimal.point))
            integer += repeatElement(0, count: decimal.digits.isEmpty ? 0 : max(0, decimal.point - integer.count))
            fraction = Array(decimal.digits.dropFirst(decimal.point))
        } else {
            fraction = [UInt8](repeating: 0, count: min(-decimal.point, 400)) + decimal.digits
        }
        fraction = Array(fraction.prefix(picture.fractionMax))
        while fraction.last == 0 { fraction.removeLast() }
        while integer.count < picture.integerMin { integer.insert(0, at: 0) }
        while fraction.count < picture.fractionMin { fraction.append(0) }
        let digits = self.symbols.digits
        return (integer.map { digits[Int($0)] }, fraction.map { digits[Int($0)] })
    }

    private func group(_ integer: inout [String], _ fraction: inout [String], _ picture: SubPicture) {
        let separator = self.symbols.groupingSeparator
        if picture.groupingInterval > 0 {
            var place = integer.count - picture.groupingInterval
            while place > 0 {
                integer.insert(separator, at: place)
                place -= picture.groupingInterval
            }
        } else {
            let count = integer.count
            for position in picture.integerGroups.sorted(by: >) where position < count {
                // Those further left are in already, each of which makes the text longer on the left only.
                integer.insert(separator, at: integer.count - position - integer.suffixSeparators(separator, position))
            }
        }
        let count = fraction.count
        for position in picture.fractionGroups.sorted(by: >) where position < count {
            fraction.insert(separator, at: position)
        }
    }
}

extension [String] {
    /// How many separators stand among the last elements.
    fileprivate func suffixSeparators(_ separator: String, _ count: Int) -> Int {
        self.suffix(count).count { $0 == separator }
    }
}
