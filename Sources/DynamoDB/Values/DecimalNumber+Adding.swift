import QuickstepServiceKit

extension DecimalNumber {
    /// The sum of two numbers, exact where it has up to 38 digits.
    ///
    /// - Throws: `ValidationException` for a sum that DynamoDB cannot keep.
    func adding(_ other: DecimalNumber) throws(ServiceError) -> DecimalNumber {
        guard !digits.isEmpty else { return other }
        guard !other.digits.isEmpty else { return self }
        // The power of ten of the last digit of the sum. Exponents are bounded, so the digits between are, too.
        let last = min(exponent - digits.count, other.exponent - other.digits.count) + 1
        let first = aligned(to: last)
        let second = other.aligned(to: last)
        guard isNegative != other.isNegative else {
            return try Self.number(Self.sum(first, second), isNegative: isNegative, last: last)
        }
        let isLarger = Self.isLess(second, first)
        let difference = isLarger ? Self.difference(first, second) : Self.difference(second, first)
        return try Self.number(difference, isNegative: isLarger ? isNegative : other.isNegative, last: last)
    }

    /// The number with the other sign.
    var negated: DecimalNumber {
        get throws(ServiceError) { try DecimalNumber(isNegative ? String(text.dropFirst()) : "-\(text)") }
    }

    /// The digits up to a power of ten, the lowest first.
    private func aligned(to last: Int) -> [UInt8] {
        let zeros = exponent - digits.count + 1 - last
        return [UInt8](repeating: 0, count: zeros) + digits.reversed()
    }

    private static func sum(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        var sum: [UInt8] = []
        var carry: UInt8 = 0
        for index in 0..<max(first.count, second.count) {
            let digit = carry + (index < first.count ? first[index] : 0) + (index < second.count ? second[index] : 0)
            sum.append(digit % 10)
            carry = digit / 10
        }
        return carry == 0 ? sum : sum + [carry]
    }

    /// The first, which is not smaller, less the second.
    private static func difference(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        var difference: [UInt8] = []
        var borrow: UInt8 = 0
        for index in first.indices {
            let taken = borrow + (index < second.count ? second[index] : 0)
            borrow = first[index] < taken ? 1 : 0
            difference.append(first[index] + 10 * borrow - taken)
        }
        return difference
    }

    private static func isLess(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        let count = max(first.count, second.count)
        for index in (0..<count).reversed() {
            let left = index < first.count ? first[index] : 0
            let right = index < second.count ? second[index] : 0
            if left != right { return left < right }
        }
        return false
    }

    private static func number(_ digits: [UInt8], isNegative: Bool, last: Int) throws(ServiceError) -> DecimalNumber {
        let text = String(decoding: digits.reversed().map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        return try DecimalNumber("\(isNegative ? "-" : "")\(text)E\(last)")
    }
}
