import QuickstepJSON

/// The signs with which number pictures and numbers are written.
struct NumberSymbols {
    var decimalSeparator = "."
    var groupingSeparator = ","
    var exponentSeparator = "e"
    var infinity = "Infinity"
    var minusSign = "-"
    var notANumber = "NaN"
    var percent = "%"
    var perMille = "\u{2030}"
    var zeroDigit = "0"
    var digit = "#"
    var patternSeparator = ";"

    /// The usual signs, but for those that options name.
    init(_ options: Members?) {
        guard let options else { return }
        func option(_ name: String, _ symbol: inout String) {
            if case .string(let text)? = options.value(forKey: name) { symbol = text }
        }
        option("decimal-separator", &self.decimalSeparator)
        option("grouping-separator", &self.groupingSeparator)
        option("exponent-separator", &self.exponentSeparator)
        option("infinity", &self.infinity)
        option("minus-sign", &self.minusSign)
        option("NaN", &self.notANumber)
        option("percent", &self.percent)
        option("per-mille", &self.perMille)
        option("zero-digit", &self.zeroDigit)
        option("digit", &self.digit)
        option("pattern-separator", &self.patternSeparator)
    }

    /// The ten digits.
    var digits: [String] {
        let zero = self.zeroDigit.unicodeScalars.first?.value ?? 0x30
        return (0..<10).map { offset in Unicode.Scalar(zero + offset).map { String($0) } ?? "" }
    }
}
