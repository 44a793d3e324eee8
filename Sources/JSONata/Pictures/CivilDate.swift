/// Days and years of the Gregorian calendar, by the arithmetic of ECMA-262 (21.4.1).
enum CivilDate {
    static let millisecondsOfDay = 86_400_000.0

    /// The day, from 1970-01-01 on, of a date; months beyond the year and days beyond the month are carried over.
    static func day(year: Int, month: Int, day: Int) -> Int {
        let monthIndex = month - 1
        let wholeYear = year + Self.floorDivision(monthIndex, 12)
        let inYear = monthIndex - Self.floorDivision(monthIndex, 12) * 12
        // Years that begin in March have the odd day at their end.
        let shifted = inYear >= 2 ? wholeYear : wholeYear - 1
        let era = Self.floorDivision(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((inYear + 10) % 12) + 2) / 5
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468 + day - 1
    }

    /// The date of a day.
    static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = Self.floorDivision(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
        return (year, civilMonth, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// The day of the week, Monday 1 to Sunday 7.
    static func weekday(ofDay day: Int) -> Int {
        let remainder = (day + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    static func floorDivision(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}

/// An instant taken apart.
struct DateFields {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let millisecond: Int

    /// The days since 1970.
    let epochDay: Int

    init(milliseconds: Double) {
        let whole = milliseconds.rounded(.down)
        let days = (whole / CivilDate.millisecondsOfDay).rounded(.down)
        let inDay = Int(whole - days * CivilDate.millisecondsOfDay)
        self.epochDay = Int(days)
        (self.year, self.month, self.day) = CivilDate.date(ofDay: self.epochDay)
        self.hour = inDay / 3_600_000
        self.minute = inDay / 60_000 % 60
        self.second = inDay / 1_000 % 60
        self.millisecond = inDay % 1_000
    }

    /// One of the numbers that pictures have letters for, nil for letters that mean no number.
    func number(_ component: Unicode.Scalar) -> Int? {
        switch component {
        case "Y": return self.year
        case "M": return self.month
        case "D": return self.day
        case "d": return self.epochDay - CivilDate.day(year: self.year, month: 1, day: 1) + 1
        case "F": return CivilDate.weekday(ofDay: self.epochDay)
        case "H": return self.hour
        case "h": return self.hour % 12 == 0 ? 12 : self.hour % 12
        case "m": return self.minute
        case "s": return self.second
        case "f": return self.millisecond
        case "P": return self.hour >= 12 ? 1 : 0
        case "W": return self.week(from: self.year, 1, to: (self.year + 1, 1), before: (self.year - 1, 1))
        case "w":
            return self.week(
                from: self.year,
                self.month,
                to: (self.year, self.month + 1),
                before: (self.year, self.month - 1)
            )
        case "X":
            if self.epochDay < Self.firstWeek(self.year, 1) { return self.year - 1 }
            return self.epochDay >= Self.firstWeek(self.year + 1, 1) ? self.year + 1 : self.year
        case "x":
            if self.epochDay < Self.firstWeek(self.year, self.month) { return self.month == 1 ? 12 : self.month - 1 }
            guard self.epochDay >= Self.firstWeek(self.year, self.month + 1) else { return self.month }
            return self.month == 12 ? 1 : self.month + 1
        default: return nil
        }
    }

    /// The week within a year or month, which begins with the week of its first Thursday.
    private func week(from year: Int, _ month: Int, to next: (Int, Int), before: (Int, Int)) -> Int {
        let start = Self.firstWeek(year, month)
        if self.epochDay < start { return (self.epochDay - Self.firstWeek(before.0, before.1)) / 7 + 1 }
        if self.epochDay >= Self.firstWeek(next.0, next.1) { return 1 }
        return (self.epochDay - start) / 7 + 1
    }

    /// The Monday of the first week.
    private static func firstWeek(_ year: Int, _ month: Int) -> Int {
        let first = CivilDate.day(year: year, month: month, day: 1)
        let weekday = CivilDate.weekday(ofDay: first)
        return weekday > 4 ? first + 8 - weekday : first - weekday + 1
    }
}
