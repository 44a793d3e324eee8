/// The shortest decimal that reads back as a double, taken apart.
struct DecimalDigits {
    /// Whether the number is below zero.
    private(set) var isNegative: Bool

    /// The significant digits, 0 to 9 each, without zeros at either end; empty for zero.
    private(set) var digits: [UInt8]

    /// The place of the decimal point, counted in digits from the first: 1 for `5`, 3 for `500`, 0 for `0.5`.
    private(set) var point: Int

    /// Takes a finite number apart.
    init(_ value: Double) {
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var isExponentNegative = false
        var stage = 0
        for byte in value.magnitude.description.utf8 {
            switch byte {
            case UInt8(ascii: "."): stage = 1
            case UInt8(ascii: "e"): stage = 2
            case UInt8(ascii: "-"): isExponentNegative = true
            case UInt8(ascii: "+"): break
            default:
                let digit = byte &- UInt8(ascii: "0")
                if stage == 2 {
                    exponent = exponent * 10 + Int(digit)
                } else {
                    if stage == 0 { point += 1 }
                    if digits.isEmpty, digit == 0 {
                        point -= 1
                    } else {
                        digits.append(digit)
                    }
                }
            }
        }
        while digits.last == 0 { digits.removeLast() }
        self.isNegative = value < 0
        self.digits = digits
        self.point = digits.isEmpty ? 1 : point + (isExponentNegative ? -exponent : exponent)
    }

    /// The text by JavaScript's rules.
    var text: String {
        guard !self.digits.isEmpty else { return "0" }
        var output: [UInt8] = self.isNegative ? [UInt8(ascii: "-")] : []
        let zero = UInt8(ascii: "0")
        let ascii = self.digits.map { $0 + zero }
        switch self.point {
        case 1...21 where ascii.count <= self.point:
            output += ascii
            output += repeatElement(zero, count: self.point - ascii.count)
        case 1...21:
            output += ascii[..<self.point]
            output.append(UInt8(ascii: "."))
            output += ascii[self.point...]
        case -5...0:
            output += [zero, UInt8(ascii: ".")]
            output += repeatElement(zero, count: -self.point)
            output += ascii
        default:
            output += ascii.prefix(1)
            if ascii.count > 1 {
                output.append(UInt8(ascii: "."))
                output += ascii.dropFirst()
            }
            output += self.point > 0 ? "e+".utf8 : "e-".utf8
            output += (self.point - 1).magnitude.description.utf8
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The number that the digits denote.
    var value: Double {
        let ascii = self.digits.map { $0 + UInt8(ascii: "0") }
        let text = "0.\(String(decoding: ascii, as: UTF8.self))e\(self.point)"
        let magnitude = Double(text) ?? 0
        return self.isNegative ? -magnitude : magnitude
    }

    /// Rounds to a count of significant digits by the exact value of the double, halves away from zero.
    mutating func round(to count: Int, of value: Double) {
        guard count < self.digits.count, count >= 0 else { return }
        let rest = self.digits[count...]
        let isUp: Bool
        if rest.first == 5, rest.count == 1 {
            isUp = !self.isExactlyLess(value.magnitude)
        } else {
            isUp = (rest.first ?? 0) >= 5
        }
        self.digits.removeSubrange(count...)
        if isUp { self.increment() }
        while self.digits.last == 0 { self.digits.removeLast() }
    }

    private mutating func increment() {
        var place = self.digits.count - 1
        while place >= 0 {
            if self.digits[place] < 9 {
                self.digits[place] += 1
                return
            }
            self.digits[place] = 0
            place -= 1
        }
        self.digits.insert(1, at: 0)
        self.point += 1
    }

    /// Whether the exact value of a double lies below the decimal that is printed for it.
    private func isExactlyLess(_ value: Double) -> Bool {
        // value = significand * 2^power, decimal = digits * 10^scale.
        let scale = self.point - self.digits.count
        let power = Int(value.exponent) - 52
        let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        var exact = WideInteger(significand)
        var decimal = WideInteger(self.digits.reduce(0) { $0 * 10 + UInt64($1) })
        if power > 0 { exact.multiply(by: 2, times: power) } else { decimal.multiply(by: 2, times: -power) }
        if scale > 0 { decimal.multiply(by: 10, times: scale) } else { exact.multiply(by: 10, times: -scale) }
        return exact.isLess(than: decimal)
    }
}

/// A natural number of any size, for the few comparisons that doubles cannot decide.
struct WideInteger {
    /// From the least significant one.
    private var limbs: [UInt32]

    init(_ value: UInt64) {
        self.limbs = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
        self.trim()
    }

    /// Multiplies by a small factor several times.
    mutating func multiply(by factor: UInt32, times count: Int) {
        for _ in 0..<max(0, count) {
            var carry: UInt64 = 0
            for place in self.limbs.indices {
                let product = UInt64(self.limbs[place]) * UInt64(factor) + carry
                self.limbs[place] = UInt32(truncatingIfNeeded: product)
                carry = product >> 32
            }
            if carry > 0 { self.limbs.append(UInt32(carry)) }
        }
    }

    /// Whether this is below another.
    func isLess(than other: WideInteger) -> Bool {
        if self.limbs.count != other.limbs.count { return self.limbs.count < other.limbs.count }
        for place in self.limbs.indices.reversed() where self.limbs[place] != other.limbs[place] {
            return self.limbs[place] < other.limbs[place]
        }
        return false
    }

    private mutating func trim() {
        while self.limbs.last == 0 { self.limbs.removeLast() }
    }
}
