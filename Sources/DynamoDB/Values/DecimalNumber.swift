import QuickstepServiceKit

/// A number as DynamoDB keeps it: up to 38 significant decimal digits, exact, in one canonical form.
struct DecimalNumber: Sendable, Hashable {
    let isNegative: Bool
    /// From the first to the last that is not zero; none for zero.
    let digits: [UInt8]
    /// The power of ten of the first digit; zero for zero.
    let exponent: Int

    /// Reads a number as text: `12.5`, `-1E-3`, `007`.
    init(_ text: String) throws(ServiceError) {
        var scanner = DecimalScanner(text)
        guard let scanned = scanner.scan() else {
            throw .validation(
                text.isEmpty
                    ? "The parameter cannot be converted to a numeric value"
                    : "The parameter cannot be converted to a numeric value: \(text)"
            )
        }
        guard scanned.digits.count <= DynamoDBLimits.numberDigitsMax else {
            throw .validation("Attempting to store more than 38 significant digits in a Number")
        }
        guard scanned.digits.isEmpty || scanned.exponent <= DynamoDBLimits.numberExponents.upperBound else {
            throw .validation(
                "Number overflow. Attempting to store a number with magnitude larger than supported range"
            )
        }
        guard scanned.digits.isEmpty || scanned.exponent >= DynamoDBLimits.numberExponents.lowerBound else {
            throw .validation(
                "Number underflow. Attempting to store a number with magnitude smaller than supported range"
            )
        }
        digits = scanned.digits
        isNegative = scanned.isNegative && !digits.isEmpty
        exponent = digits.isEmpty ? 0 : scanned.exponent
    }

    /// The canonical text: no exponent, no superfluous zero, no `+`.
    var text: String {
        guard !digits.isEmpty else { return "0" }
        let ascii = digits.map { $0 + UInt8(ascii: "0") }
        var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        let zero = UInt8(ascii: "0")
        let point = UInt8(ascii: ".")
        if exponent < 0 {
            bytes += [zero, point] + [UInt8](repeating: zero, count: -exponent - 1) + ascii
        } else if exponent >= ascii.count - 1 {
            bytes += ascii + [UInt8](repeating: zero, count: exponent - (ascii.count - 1))
        } else {
            bytes += ascii[...exponent] + [point] + ascii[(exponent + 1)...]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What it counts for in the size of an item: two digits a byte, and one for the rest.
    var byteCount: Int { (digits.count + 1) / 2 + 1 }

    /// Bytes that sort as the numbers do, none of which begins another.
    ///
    /// ```
    /// negative   01, all that a positive number has behind its first byte, complemented
    /// zero       02
    /// positive   03, exponent + 130, then two digits a byte as 1 + their value, then 00
    /// ```
    var orderedBytes: [UInt8] {
        guard !digits.isEmpty else { return [2] }
        var bytes = [UInt8(exponent - DynamoDBLimits.numberExponents.lowerBound)]
        for start in stride(from: 0, to: digits.count, by: 2) {
            let second = start + 1 < digits.count ? digits[start + 1] : 0
            bytes.append(1 + 10 * digits[start] + second)
        }
        bytes.append(0)
        return isNegative ? [1] + bytes.map { ~$0 } : [3] + bytes
    }
}

/// Reads the text of a number; what is superfluous in it is dropped on the way.
private struct DecimalScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    mutating func scan() -> (isNegative: Bool, digits: [UInt8], exponent: Int)? {
        let isNegative = sign()
        let whole = digits()
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = digits()
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var shift = 0
        if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            guard let given = scanExponent() else { return nil }
            shift = given
        }
        guard rest.isEmpty else { return nil }
        let all = whole + fraction
        let significant = all.drop { $0 == 0 }
        var trimmed = Array(significant)
        while trimmed.last == 0 { trimmed.removeLast() }
        return (isNegative, trimmed, whole.count - 1 - significant.startIndex + shift)
    }

    private mutating func sign() -> Bool {
        guard let byte = rest.first, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else { return false }
        rest = rest.dropFirst()
        return byte == UInt8(ascii: "-")
    }

    private mutating func digits() -> [UInt8] {
        let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(run.count)
        return run.map { $0 - UInt8(ascii: "0") }
    }

    /// An exponent, held within bounds that no text can bring back into range.
    private mutating func scanExponent() -> Int? {
        let isNegative = sign()
        let digits = digits()
        guard !digits.isEmpty else { return nil }
        let magnitude = digits.reduce(0) { min(10 * $0 + Int($1), 1_000_000_000_000) }
        return isNegative ? -magnitude : magnitude
    }
}
