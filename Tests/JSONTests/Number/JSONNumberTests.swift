import QuickstepJSON
import Testing

@Suite struct JSONNumberTests {
    static let doubles: [(Double, String)] = [
        (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1.5, "-1.5"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"),
        (100, "100.0"),
        (1e-4, "0.0001"), (1.5e-5, "0.000015"), (1e-6, "0.000001"), (1.25e-6, "0.00000125"), (1e-7, "1e-7"),
        (1.5e-7, "1.5e-7"),
        (9_007_199_254_740_992, "9007199254740992.0"), (1e16, "10000000000000000.0"), (1e20, "100000000000000000000.0"),
        (1.5e20, "150000000000000000000.0"), (1.2345678901234568e20, "123456789012345680000.0"), (1e21, "1e+21"),
        (1.5e300, "1.5e+300"), (-2.5e-300, "-2.5e-300"), (.leastNonzeroMagnitude, "5e-324"),
        (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ]

    @Test(arguments: Self.doubles)
    func `a double prints as the shortest decimal in the documented form`(value: Double, text: String) throws {
        let number = try #require(JSONNumber(value))
        #expect(number.description == text)
        let parsed = try JSONValue.parse(text)
        #expect(parsed == .number(number))
        #expect(parsed.doubleValue?.bitPattern == value.bitPattern)
        #expect(parsed.compactByteCount == text.utf8.count)
    }

    @Test func `infinities and NaN are no numbers`() {
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(-Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
    }

    @Test(arguments: [
        "1", "-1", "0", "1.5", "0.5", "1.0", "-0.0", "123456.789", "9223372036854775807", "1e+21", "1e-7",
    ])
    func `a literal in canonical form is the same as the number made from its value`(text: String) throws {
        let number = try #require(JSONNumber(literal: text))
        #expect(number.description == text)
        let made =
            text.contains(where: { ".e".contains($0) })
            ? Double(text).flatMap { JSONNumber($0) } : Int64(text).map { JSONNumber($0) }
        #expect(number == made)
        #expect(number.hashValue == made?.hashValue)
    }

    @Test(arguments: [
        "1.50", "1E3", "1e3", "1e+3", "-0", "-0e1", "0.00", "12345678901234567890", "100000000000000000000000", "1e400",
        "1e-400",
        "0.0000001", "1000000000000000000000.0", "3.14159265358979323846", "0.10000000000000000001",
        "9007199254740993.0",
    ])
    func `a literal that would print otherwise is kept`(text: String) throws {
        #expect(JSONNumber(literal: text)?.description == text)
        #expect(try JSONValue.parse(text).compactText == text)
        #expect(try JSONValue.parse("[\(text)]").compactText == "[\(text)]")
    }

    @Test(arguments: [
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", " 1", "1 ", "1a", "NaN", "Infinity", "0x1", "1,5", "--1", "\"1\"",
        "1.5.5",
    ])
    func `a text that is not one number makes none`(text: String) {
        #expect(JSONNumber(literal: text) == nil)
    }

    @Test(
        arguments: [
            ("3", 3), ("3.0", 3), ("1E3", 1000), ("-0", 0), ("-0.0", 0), ("0e999999999999999999999", 0), ("1.50", nil),
            ("1.5", nil),
            ("15e-1", nil), ("150e-1", 15), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil),
            ("-9223372036854775809", nil), ("9223372036854775807.0", .max), ("922337203685477580.7e1", .max),
            ("1e18", 1_000_000_000_000_000_000),
            ("1e19", nil), ("1e400", nil), ("1e-400", nil), ("1e-99999999999999999999", nil),
            ("1e99999999999999999999", nil),
            ("100000000000000000.0", 100_000_000_000_000_000), ("12345678901234567890", nil), ("0.1", nil),
            ("4.0000000000000000000001", nil),
        ] as [(String, Int64?)]
    )
    func `an integer is given exactly or not at all`(text: String, integer: Int64?) throws {
        let number = try #require(JSONNumber(literal: text))
        #expect(number.int64 == integer)
        if let integer { #expect(number.isEqual(to: JSONNumber(integer))) }
    }

    @Test(arguments: [
        ("1e400", Double.infinity), ("-1e400", -Double.infinity), ("1e-400", 0), ("1.50", 1.5),
        ("12345678901234567890", 1.2345678901234567e19),
    ])
    func `a literal gives the nearest double`(text: String, double: Double) {
        #expect(JSONNumber(literal: text)?.double == double)
    }

    @Test(arguments: [
        ["0", "0.0", "-0", "-0.0", "0e5", "0.00"], ["1", "1.0", "1e0", "10e-1", "0.1e1"],
        ["1000", "1E3", "1e+3", "1000.0", "1000.00"],
        ["12345678901234567890", "12345678901234567890.0", "1234567890123456789e1"],
        ["1e23", "1e+23", "100000000000000000000000"],
        ["0.1", "0.10", "1e-1"], ["1e400", "10e399"], ["-2.5", "-2.50", "-25e-1"],
    ])
    func `numbers of one value are equal but not identical`(texts: [String]) throws {
        let numbers = try texts.map { try #require(JSONNumber(literal: $0)) }
        for (leftIndex, left) in numbers.enumerated() {
            for (rightIndex, right) in numbers.enumerated() {
                #expect(left.isEqual(to: right), "\(left) \(right)")
                #expect(!left.isLess(than: right), "\(left) \(right)")
                #expect((left == right) == (leftIndex == rightIndex), "\(left) \(right)")
            }
        }
    }

    @Test func `numbers are ordered by value, exactly`() throws {
        let texts = [
            "-1e400", "-1.7976931348623157e+308", "-9223372036854775809", "-9223372036854775808",
            "-9223372036854775807", "-2.5", "-2", "-1e-400",
            "0", "1e-400", "5e-324", "0.1", "0.10000000000000000001", "1", "1.5", "2", "10", "10.5", "9007199254740992",
            "9007199254740992.5",
            "9007199254740993", "9007199254740994.0", "9223372036854775807", "9223372036854775808",
            "12345678901234567890", "12345678901234567891",
            "1e+21", "1e300", "1e400", "2e400",
        ]
        let numbers = try texts.map { try #require(JSONNumber(literal: $0)) }
        for (leftIndex, left) in numbers.enumerated() {
            for (rightIndex, right) in numbers.enumerated() {
                #expect(left.isLess(than: right) == (leftIndex < rightIndex), "\(left) \(right)")
                #expect(left.isEqual(to: right) == (leftIndex == rightIndex), "\(left) \(right)")
            }
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `a decimal of few digits is read as the nearest double and keeps its text`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 3_000_000 + seed)
        for _ in 0..<400 {
            let whole = UInt64.random(
                in: 0..<[10, 1000, 10_000_000, 1_000_000_000].randomElement(using: &generator, or: 10),
                using: &generator
            )
            let fraction = String(UInt64.random(in: 0..<1_000_000_000, using: &generator)).prefix(
                Int.random(in: 1...9, using: &generator)
            )
            let text = "\(Bool.random(using: &generator) ? "-" : "")\(whole).\(fraction)"
            let number = try #require(JSONNumber(literal: text))
            #expect(number.double.bitPattern == Double(text)?.bitPattern, "seed \(seed): \(text)")
            #expect(number.description == text, "seed \(seed)")
            let canonical = Double(text).flatMap { JSONNumber($0) }
            #expect((canonical?.description == text) == (canonical == number), "seed \(seed): \(text)")
        }
    }
}

extension Array {
    fileprivate func randomElement(using generator: inout SeededGenerator, or fallback: Element) -> Element {
        self.randomElement(using: &generator) ?? fallback
    }
}
