extension JSONNumber: CustomStringConvertible {
    /// The text of the number, as it is printed in a document.
    public var description: String {
        switch self.storage {
        case .integer(let value): value.description
        case .double(let value): Self.text(of: value)
        case .literal(let text): text
        }
    }

    /// The canonical text of a finite double.
    static func text(of value: Double) -> String {
        let text = value.description
        // Swift writes plain digits, with `.0` when integral, for everything between 1e-4 and 2^53.
        let magnitude = abs(value)
        if magnitude > 1e-3, magnitude < 1e15 { return text }
        guard text.utf8.contains(UInt8(ascii: "e")) else { return text }
        return String(decoding: Self.rewritten(text), as: UTF8.self)
    }

    /// Rewrites Swift's exponent form: plain digits for exponents in -6...20, else one digit before the point.
    private static func rewritten(_ text: String) -> [UInt8] {
        let decimal = DecimalText(text.utf8)
        let digits = decimal.digits
        let exponent = decimal.exponent
        var output: [UInt8] = decimal.isNegative ? [UInt8(ascii: "-")] : []
        switch exponent {
        case -6..<0:
            output += [UInt8(ascii: "0"), UInt8(ascii: ".")]
            output += repeatElement(UInt8(ascii: "0"), count: -exponent - 1)
            output += digits
        case 0...20:
            let padding = max(0, exponent + 1 - digits.count)
            output += digits.prefix(exponent + 1)
            output += repeatElement(UInt8(ascii: "0"), count: padding)
            output.append(UInt8(ascii: "."))
            output += digits.count > exponent + 1 ? Array(digits[(exponent + 1)...]) : [UInt8(ascii: "0")]
        default:
            output += digits.prefix(1)
            if digits.count > 1 {
                output.append(UInt8(ascii: "."))
                output += digits.dropFirst()
            }
            output += exponent < 0 ? "e-".utf8 : "e+".utf8
            output += exponent.magnitude.description.utf8
        }
        return output
    }

    /// Appends the text of the number.
    func write(into output: inout JSONOutput) {
        switch self.storage {
        case .integer(let value): Self.write(value, into: &output)
        case .double(let value): output.append(text: Self.text(of: value))
        case .literal(let text): output.append(text: text)
        }
    }

    /// Appends the digits of an integer.
    private static func write(_ value: Int64, into output: inout JSONOutput) {
        if value >= 0, value < 10 {
            output.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            var rest = value.magnitude
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                start &-= 1
                digits[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest > 0
            if value < 0 {
                start &-= 1
                digits[start] = UInt8(ascii: "-")
            }
            output.append(UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    /// The number of bytes that ``write(into:)`` appends.
    var byteCount: Int {
        switch self.storage {
        case .integer(let value):
            var count = value < 0 ? 2 : 1
            var rest = value.magnitude / 10
            while rest > 0 {
                count &+= 1
                rest /= 10
            }
            return count
        case .double(let value):
            return Self.text(of: value).utf8.count
        case .literal(let text):
            return text.utf8.count
        }
    }
}
