/// Reads the one date and time format that everything here accepts: `2025-01-31T23:59:59.123Z`.
struct DateTimeScanner {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) {
        self.bytes = Array(text.utf8)
    }

    /// Seconds since 1970-01-01T00:00:00Z and the nanoseconds after them, nil for any other text.
    static func scan(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
        var scanner = DateTimeScanner(text)
        return scanner.scan()
    }

    private mutating func scan() -> (seconds: Int64, nanoseconds: Int32)? {
        guard
            let year = self.number(digits: 4), self.take("-"),
            let month = self.number(digits: 2), self.take("-"),
            let day = self.number(digits: 2), self.take("T"),
            let hour = self.number(digits: 2), self.take(":"),
            let minute = self.number(digits: 2), self.take(":"),
            let second = self.number(digits: 2),
            let nanoseconds = self.fraction(),
            let offset = self.offset(),
            self.position == self.bytes.count
        else { return nil }
        guard
            (1...12).contains(month),
            day >= 1, day <= CivilDate.dayCount(ofMonth: month, year: year),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
        return (days * 86_400 + hour * 3_600 + minute * 60 + second - offset, nanoseconds)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: character) else {
            return false
        }
        self.position += 1
        return true
    }

    private mutating func digit() -> Int64? {
        guard self.position < self.bytes.count else { return nil }
        let byte = self.bytes[self.position]
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        self.position += 1
        return Int64(byte - UInt8(ascii: "0"))
    }

    private mutating func number(digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = self.digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Zero where there is no fraction, nil where a point has no digit after it; digits past the ninth are dropped.
    private mutating func fraction() -> Int32? {
        guard self.take(".") else { return 0 }
        var nanoseconds: Int32 = 0
        var weight: Int32 = 100_000_000
        guard var digit = self.digit() else { return nil }
        while true {
            nanoseconds += Int32(digit) * weight
            weight /= 10
            guard let next = self.digit() else { return nanoseconds }
            digit = next
        }
    }

    /// Seconds east of Greenwich.
    private mutating func offset() -> Int64? {
        if self.take("Z") { return 0 }
        let sign: Int64
        if self.take("+") {
            sign = 1
        } else if self.take("-") {
            sign = -1
        } else {
            return nil
        }
        guard
            let hours = self.number(digits: 2), self.take(":"),
            let minutes = self.number(digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
