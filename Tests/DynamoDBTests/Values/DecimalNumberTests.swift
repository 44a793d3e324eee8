import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct DecimalNumberTests {
    @Test(arguments: [
        ("1.50", "1.5"), ("1E2", "100"), ("0", "0"), ("-0", "0"), ("0.000", "0"), ("0E999999999999999999999", "0"),
        ("007", "7"), ("+5", "5"), ("-12.5", "-12.5"), (".5", "0.5"), ("5.", "5"), ("1e-3", "0.001"),
        ("123.456e1", "1234.56"), ("123.456e2", "12345.6"), ("123.456E+3", "123456"), ("100", "100"),
        ("0.00100", "0.001"), ("-1E-5", "-0.00001"),
        ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
        ("0.12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678"),
    ])
    func `a number has one canonical text`(given: String, canonical: String) throws {
        let number = try DecimalNumber(given)
        #expect(number.text == canonical)
        #expect(try DecimalNumber(canonical) == number)
    }

    @Test func `the widest numbers are exact`() throws {
        let nines = String(repeating: "9", count: 38)
        let greatest = try DecimalNumber("9." + nines.dropFirst() + "E125")
        #expect(greatest.text == nines + String(repeating: "0", count: 88))
        #expect(try DecimalNumber(greatest.text) == greatest)
        let smallest = try DecimalNumber("1E-130")
        #expect(smallest.text == "0." + String(repeating: "0", count: 129) + "1")
        #expect(try DecimalNumber("-" + smallest.text).orderedBytes.first == 1)
    }

    @Test(arguments: [
        "", " 1", "1 ", "abc", "1e", "1e+", "--1", "1.2.3", ".", "-", "0x10", "1_000", "NaN", "Infinity", "١",
    ])
    func `what is no number is refused`(text: String) {
        let error = #expect(throws: ServiceError.self) { try DecimalNumber(text) }
        #expect(error?.code == "ValidationException")
        #expect(error?.message.hasPrefix("The parameter cannot be converted to a numeric value") == true)
    }

    @Test(arguments: [
        ("1E126", "Number overflow. Attempting to store a number with magnitude larger than supported range"),
        ("-1E126", "Number overflow. Attempting to store a number with magnitude larger than supported range"),
        (
            "1E999999999999999999999999",
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        ),
        ("1E-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range"),
        (
            "123456789012345678901234567890123456789",
            "Attempting to store more than 38 significant digits in a Number"
        ),
    ])
    func `what is too large, too small or too long is refused`(text: String, message: String) {
        let error = #expect(throws: ServiceError.self) { try DecimalNumber(text) }
        #expect(error?.message == message)
    }

    @Test func `zeros do not count as digits`() throws {
        let zeros = String(repeating: "0", count: 200)
        #expect(try DecimalNumber(zeros + "1." + zeros).text == "1")
        #expect(try DecimalNumber("1" + String(repeating: "0", count: 100)).byteCount == 2)
    }

    // MARK: Order

    @Test func `a list of numbers sorts by its bytes`() throws {
        let ascending = [
            "-9.9E125", "-1E10", "-100.5", "-100.49", "-100", "-99", "-10", "-9", "-1.01", "-1", "-0.5", "-0.05",
            "-1E-130", "0", "1E-130", "2E-130", "0.05", "0.5", "0.51", "0.9", "1", "1.01", "1.1", "9", "10", "10.01",
            "11", "99", "100", "100.49", "1E10", "1E125", "9.9E125",
        ]
        let keys = try ascending.map { try DecimalNumber($0).orderedBytes }
        for (left, right) in zip(keys, keys.dropFirst()) {
            #expect(left.lexicographicallyPrecedes(right))
        }
    }

    /// A number as its text would be with 126 digits before the point and 170 behind it: compared without our reading of it.
    private struct PlainNumber: Comparable {
        let isNegative: Bool
        let digits: [UInt8]

        init(digits: [UInt8], exponent: Int, isNegative: Bool) {
            var plain = [UInt8](repeating: 0, count: 300)
            for (index, digit) in digits.enumerated() { plain[126 - exponent + index] = digit }
            self.digits = plain
            self.isNegative = isNegative && plain.contains { $0 != 0 }
        }

        static func < (left: Self, right: Self) -> Bool {
            switch (left.isNegative, right.isNegative) {
            case (false, false): left.digits.lexicographicallyPrecedes(right.digits)
            case (true, true): right.digits.lexicographicallyPrecedes(left.digits)
            case (let isLess, _): isLess
            }
        }
    }

    /// A random number, and the same without our code.
    ///
    /// Small exponents and few digits are as likely as wide ones.
    private func draw(_ random: inout KeyedRandom) -> (text: String, plain: PlainNumber) {
        let isWide = Bool.random(using: &random)
        let count = Int.random(in: 1...(isWide ? 38 : 3), using: &random)
        let exponent = isWide ? Int.random(in: -130...125, using: &random) : Int.random(in: -2...2, using: &random)
        var digits = (0..<count).map { _ in UInt8.random(in: 0...9, using: &random) }
        if isWide { digits[0] = UInt8.random(in: 1...9, using: &random) }
        let isNegative = Bool.random(using: &random)
        let written = digits.map { String($0) }.joined()
        // The digits as a whole number, moved to their place: 123 × 10^(exponent − 2).
        let text = (isNegative ? "-" : "") + written + "E\(exponent - (count - 1))"
        return (text, PlainNumber(digits: digits, exponent: exponent, isNegative: isNegative))
    }

    @Test(arguments: 1...50)
    func `bytes compare as the numbers do`(seed: Int) throws {
        var random = KeyedRandom(seed: UInt64(seed), event: 0)
        for _ in 0..<200 {
            let left = draw(&random)
            let right = draw(&random)
            let leftBytes = try DecimalNumber(left.text).orderedBytes
            let rightBytes = try DecimalNumber(right.text).orderedBytes
            #expect(
                leftBytes.lexicographicallyPrecedes(rightBytes) == (left.plain < right.plain),
                "seed \(seed): \(left.text) and \(right.text)"
            )
            #expect(
                (leftBytes == rightBytes) == (left.plain == right.plain),
                "seed \(seed): \(left.text) and \(right.text)"
            )
            if leftBytes != rightBytes {
                #expect(!leftBytes.starts(with: rightBytes), "seed \(seed): \(left.text) and \(right.text)")
            }
        }
    }

    @Test(arguments: 1...20)
    func `the canonical text reads back as the same number`(seed: Int) throws {
        var random = KeyedRandom(seed: UInt64(seed), event: 0)
        for _ in 0..<200 {
            let text = draw(&random).text
            let number = try DecimalNumber(text)
            #expect(try DecimalNumber(number.text) == number, "seed \(seed): \(text)")
            #expect(try DecimalNumber(number.text).text == number.text, "seed \(seed): \(text)")
        }
    }
}
