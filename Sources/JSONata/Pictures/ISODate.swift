/// Dates as ISO 8601 writes them, and offsets from UTC.
enum ISODate {
    /// The milliseconds of a date such as `2018-03-27T14:03:00.123Z`, nil where a text is none.
    static func milliseconds(of text: String) -> Double? {
        var rest = Array(text.utf8)[...]
        func digits(_ count: Int) -> Int? {
            guard rest.count >= count, rest.prefix(count).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count).reduce(0) { $0 * 10 + Int($1) - 0x30 }
        }
        func take(_ character: Character) -> Bool {
            guard rest.first == character.asciiValue else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = digits(4) else { return nil }
        var month = 1
        var day = 1
        if take("-") {
            guard let found = digits(2), (1...12).contains(found) else { return nil }
            month = found
            if take("-") {
                guard let found = digits(2), (1...31).contains(found) else { return nil }
                day = found
            }
        }
        var time = 0.0
        if take("T") {
            guard let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2) else {
                return nil
            }
            guard hour <= 24, minute < 60, second < 60 else { return nil }
            guard hour < 24 || minute + second == 0 else { return nil }
            time = Double(hour * 3_600 + minute * 60 + second) * 1_000
        }
        if take(".") {
            let fraction = rest.prefix { (0x30...0x39).contains($0) }
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(fraction.count)
            let three = (Array(fraction) + [0x30, 0x30]).prefix(3)
            time += Double(three.reduce(0) { $0 * 10 + Int($1) - 0x30 })
        }
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest = rest.dropFirst()
            guard let hours = digits(2) else { return nil }
            _ = take(":")
            guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
            let offset = Double(hours * 60 + minutes) * 60_000
            time += sign == UInt8(ascii: "-") ? offset : -offset
        } else {
            _ = take("Z")
        }
        guard rest.isEmpty else { return nil }
        return Double(CivilDate.day(year: year, month: month, day: day)) * CivilDate.millisecondsOfDay + time
    }

    /// The hours and minutes of an offset such as `-0500`, taken apart as the reference implementation does.
    static func offset(of timezone: String?) -> (hours: Int, minutes: Int) {
        guard let timezone, let number = IntegerPicture.leadingInteger(Array(timezone.unicodeScalars)) else {
            return (0, 0)
        }
        let offset = Value.integer(number, in: -1_000_000...1_000_000)
        return (CivilDate.floorDivision(offset, 100), offset % 100)
    }
}
