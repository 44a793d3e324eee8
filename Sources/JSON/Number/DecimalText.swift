/// A decimal number taken apart: the exact value of a number's text, of any length.
struct DecimalText: Equatable {
    /// Whether the value is below zero; never for zero.
    private(set) var isNegative = false

    /// The significant digits as ASCII, without zeros at either end; empty for zero.
    private(set) var digits: [UInt8] = []

    /// The decimal exponent of the first digit: 0 for `5`, 2 for `500`, -1 for `0.5`.
    ///
    /// Written exponents beyond a hundred quadrillion count as that.
    private(set) var exponent = 0

    /// Takes a number apart that is known to follow the grammar of JSON.
    init(_ text: some Sequence<UInt8>) {
        var scale = 0
        var isFraction = false
        var isExponent = false
        var isExponentNegative = false
        var writtenExponent = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"):
                if isExponent { isExponentNegative = true } else { self.isNegative = true }
            case UInt8(ascii: "+"):
                break
            case UInt8(ascii: "."):
                isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                isExponent = true
            default:
                if isExponent {
                    let digit = Int(byte) - Int(UInt8(ascii: "0"))
                    writtenExponent = min(writtenExponent * 10 + digit, Self.exponentMax)
                } else {
                    if isFraction { scale -= 1 }
                    // Zeros before the first significant digit only move the point.
                    if !(self.digits.isEmpty && byte == UInt8(ascii: "0")) { self.digits.append(byte) }
                }
            }
        }
        let count = self.digits.count
        while self.digits.last == UInt8(ascii: "0") { self.digits.removeLast() }
        guard !self.digits.isEmpty else {
            self.isNegative = false
            return
        }
        self.exponent = count - 1 + scale + (isExponentNegative ? -writtenExponent : writtenExponent)
    }

    private static let exponentMax = 100_000_000_000_000_000

    /// The value as an integer, or nil when it has a fraction or does not fit.
    var int64: Int64? {
        guard let first = self.digits.first else { return 0 }
        guard self.exponent >= self.digits.count - 1, self.exponent <= 18 else { return nil }
        var value = Self.signed(first, isNegative: self.isNegative)
        for place in 1..<(self.exponent + 1) {
            let byte = place < self.digits.count ? self.digits[place] : UInt8(ascii: "0")
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isStillTooLarge) = product.addingReportingOverflow(
                Self.signed(byte, isNegative: self.isNegative)
            )
            guard !isTooLarge, !isStillTooLarge else { return nil }
            value = sum
        }
        return value
    }

    private static func signed(_ byte: UInt8, isNegative: Bool) -> Int64 {
        let digit = Int64(byte) - Int64(UInt8(ascii: "0"))
        return isNegative ? -digit : digit
    }

    /// Whether the value is less than another.
    func isLess(than other: DecimalText) -> Bool {
        if self.isNegative != other.isNegative { return self.isNegative }
        return self.isNegative ? other.isSmaller(than: self) : self.isSmaller(than: other)
    }

    /// Compares without regard to sign.
    private func isSmaller(than other: DecimalText) -> Bool {
        if self.digits.isEmpty || other.digits.isEmpty { return self.digits.isEmpty && !other.digits.isEmpty }
        if self.exponent != other.exponent { return self.exponent < other.exponent }
        return self.digits.lexicographicallyPrecedes(other.digits)
    }
}
