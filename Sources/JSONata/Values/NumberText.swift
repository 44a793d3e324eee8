/// Numbers as JavaScript reads and prints them.
enum NumberText {
    // MARK: Reading

    /// How many units at the beginning are a number of JSON's grammar, nil when none are.
    static func length(of units: ArraySlice<UInt16>) -> Int? {
        var place = units.startIndex
        if place < units.endIndex, units[place] == 0x2D { place += 1 }
        guard Self.isDigit(units, place) else { return nil }
        if units[place] == 0x30 {
            place += 1
        } else {
            Self.skipDigits(units, &place)
        }
        if place < units.endIndex, units[place] == 0x2E, Self.isDigit(units, place + 1) {
            place += 1
            Self.skipDigits(units, &place)
        }
        if place < units.endIndex, units[place] | 0x20 == 0x65 {
            var end = place + 1
            if end < units.endIndex, units[end] == 0x2B || units[end] == 0x2D { end += 1 }
            if Self.isDigit(units, end) {
                Self.skipDigits(units, &end)
                place = end
            }
        }
        return place - units.startIndex
    }

    private static func isDigit(_ units: ArraySlice<UInt16>, _ place: Int) -> Bool {
        place < units.endIndex && (0x30...0x39).contains(units[place])
    }

    private static func skipDigits(_ units: ArraySlice<UInt16>, _ place: inout Int) {
        while Self.isDigit(units, place) { place += 1 }
    }

    // MARK: Printing

    /// The text of a number by `Number::toString` of ECMA-262 (6.1.6.1.20).
    static func text(of value: Double) -> String {
        if let integer = Self.smallInteger(value) { return integer.description }
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity" }
        return DecimalDigits(value).text
    }

    /// The number as an integer of which the digits are its text.
    static func smallInteger(_ value: Double) -> Int64? {
        guard abs(value) < 9_007_199_254_740_992 else { return nil }
        let integer = Int64(value)
        return Double(integer) == value ? integer : nil
    }

    /// The number whose text has at most 15 significant digits, `Number(value.toPrecision(15))`; integers keep all of theirs.
    static func cut(_ value: Double) -> Double {
        guard value.isFinite, value.rounded(.towardZero) != value else { return value }
        var digits = DecimalDigits(value)
        guard digits.digits.count > 15 else { return value }
        digits.round(to: 15, of: value)
        return digits.value
    }
}
