/// Machine time: milliseconds since 1970-01-01T00:00:00Z.
///
/// Everything that is journalled, and every timer, is told the time in this unit. Arithmetic saturates at the ends of
/// `Int64` and never traps.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z, negative before.
    public var milliseconds: Int64

    /// The machine time of a number of milliseconds since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads a date and time such as `2025-01-01T00:00:00.000Z`.
    ///
    /// The format is the one of ``Instant/init(iso8601:)``; offsets are accepted and a fraction is cut off after the
    /// millisecond. A text in any other format gives nil.
    ///
    /// - Parameter iso8601: The text to read.
    public init?(iso8601: String) {
        guard let (seconds, nanoseconds) = DateTimeScanner.scan(iso8601) else { return nil }
        self.milliseconds = seconds * 1_000 + Int64(nanoseconds / 1_000_000)
    }

    /// The text `2025-01-01T00:00:00.000Z`: always UTC, always three digits of fraction.
    ///
    /// Four digits of year are all there is room for: earlier times print as the first millisecond of the year 0000,
    /// later ones as the last of the year 9999.
    public var iso8601: String {
        let clamped = min(max(self.milliseconds, Timestamp.firstPrintable), Timestamp.lastPrintable)
        let (quotient, remainder) = clamped.quotientAndRemainder(dividingBy: 86_400_000)
        let day = remainder < 0 ? quotient - 1 : quotient
        let millisecondOfDay = remainder < 0 ? remainder + 86_400_000 : remainder
        let date = CivilDate(daysSinceEpoch: day)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        func append(_ value: Int64, digits: Int, then separator: Unicode.Scalar) {
            var divisor: Int64 = 1
            for _ in 1..<digits { divisor *= 10 }
            while divisor > 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
                divisor /= 10
            }
            bytes.append(UInt8(ascii: separator))
        }
        append(date.year, digits: 4, then: "-")
        append(date.month, digits: 2, then: "-")
        append(date.day, digits: 2, then: "T")
        append(millisecondOfDay / 3_600_000, digits: 2, then: ":")
        append(millisecondOfDay / 60_000 % 60, digits: 2, then: ":")
        append(millisecondOfDay / 1_000 % 60, digits: 2, then: ".")
        append(millisecondOfDay % 1_000, digits: 3, then: "Z")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The time a number of milliseconds later, or earlier where the number is negative.
    ///
    /// - Parameter milliseconds: The distance; the sum saturates at the ends of `Int64`.
    /// - Returns: The other time.
    public func adding(milliseconds: Int64) -> Timestamp {
        let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
        guard overflow else { return Timestamp(milliseconds: sum) }
        return Timestamp(milliseconds: milliseconds < 0 ? .min : .max)
    }

    /// The time a duration later, or earlier where the duration is negative.
    ///
    /// - Parameter duration: The distance, rounded up to a whole millisecond so that no wait is cut short; the sum
    ///   saturates at the ends of `Int64`.
    /// - Returns: The other time.
    public func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow else { return Timestamp(milliseconds: seconds < 0 ? .min : .max) }
        let (quotient, remainder) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000)
        return self.adding(milliseconds: whole).adding(milliseconds: remainder > 0 ? quotient + 1 : quotient)
    }

    /// The distance from another time to this one.
    ///
    /// - Parameter other: The time to count from.
    /// - Returns: Milliseconds, negative where `other` is later, saturating at the ends of `Int64`.
    public func milliseconds(since other: Timestamp) -> Int64 {
        let (difference, overflow) = self.milliseconds.subtractingReportingOverflow(other.milliseconds)
        guard overflow else { return difference }
        return self.milliseconds < other.milliseconds ? .min : .max
    }

    /// Whether the first time lies before the second.
    public static func < (first: Timestamp, second: Timestamp) -> Bool {
        first.milliseconds < second.milliseconds
    }

    /// 0000-01-01T00:00:00.000Z.
    private static let firstPrintable: Int64 = -62_167_219_200_000

    /// 9999-12-31T23:59:59.999Z.
    private static let lastPrintable: Int64 = 253_402_300_799_999
}

extension Timestamp: CustomStringConvertible {
    /// The same text as ``iso8601``.
    public var description: String { self.iso8601 }
}

extension Timestamp: Codable {
    /// Reads the number of milliseconds.
    ///
    /// - Parameter decoder: Holds one `Int64`.
    /// - Throws: `DecodingError` where the decoder holds anything else.
    public init(from decoder: any Decoder) throws {
        self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Writes the number of milliseconds.
    ///
    /// - Parameter encoder: Gets one `Int64`.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.milliseconds)
    }
}
