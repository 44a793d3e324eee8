/// A point in time as exact as its text.
///
/// Choice rules compare instants, and the deadline of a Wait is one: two texts that differ by a nanosecond differ here,
/// while a ``Timestamp`` would call them equal. The order is the order of time, whatever offsets the texts used.
public struct Instant: Sendable, Hashable, Comparable {
    /// Whole seconds since 1970-01-01T00:00:00Z, negative before.
    public let seconds: Int64

    /// Nanoseconds after ``seconds``, from 0 to 999,999,999; they count forward for instants before 1970 as well.
    public let nanoseconds: Int32

    /// Reads a date and time in the profile of RFC 3339 that the Amazon States Language names.
    ///
    /// `T` and `Z` are upper case, the seconds are required, and the offset is `Z` or `±hh:mm`. A fraction has one digit
    /// or more; digits past the ninth are dropped. Fields out of range are refused: month 13, 30 February, hour 24 and
    /// leap seconds (`:60`) among them. Every other text gives nil.
    ///
    /// - Parameter iso8601: A text such as `2025-01-31T23:59:59.5+01:00`.
    public init?(iso8601: String) {
        guard let (seconds, nanoseconds) = DateTimeScanner.scan(iso8601) else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The instant of a machine time.
    public init(_ timestamp: Timestamp) {
        let (quotient, remainder) = timestamp.milliseconds.quotientAndRemainder(dividingBy: 1_000)
        self.seconds = remainder < 0 ? quotient - 1 : quotient
        self.nanoseconds = Int32(remainder < 0 ? remainder + 1_000 : remainder) * 1_000_000
    }

    /// The first millisecond that is not before this instant, so that a Wait never ends early.
    public var timestamp: Timestamp {
        let milliseconds = Int64((self.nanoseconds + 999_999) / 1_000_000)
        let (whole, overflow) = self.seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow else { return Timestamp(milliseconds: self.seconds < 0 ? .min : .max) }
        return Timestamp(milliseconds: whole).adding(milliseconds: milliseconds)
    }

    /// Whether the first instant lies before the second.
    public static func < (first: Instant, second: Instant) -> Bool {
        (first.seconds, first.nanoseconds) < (second.seconds, second.nanoseconds)
    }
}
