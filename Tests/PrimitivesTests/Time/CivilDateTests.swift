import Testing

@testable import QuickstepPrimitives

@Suite struct `Dates of the calendar` {
    @Test(arguments: knownDates)
    func `a known date has its day number`(date: CivilDate, days: Int64) {
        #expect(date.daysSinceEpoch == days)
        #expect(CivilDate(daysSinceEpoch: days) == date)
    }

    @Test func `counting day by day through eight centuries agrees with the calendar`() {
        var date = CivilDate(year: 1600, month: 1, day: 1)
        var days = date.daysSinceEpoch
        while date.year < 2400 {
            guard CivilDate(daysSinceEpoch: days) == date, date.daysSinceEpoch == days else {
                Issue.record("\(date) is not day \(days)")
                return
            }
            date.day += 1
            if date.day > CivilDate.dayCount(ofMonth: date.month, year: date.year) {
                date.day = 1
                date.month += 1
            }
            if date.month > 12 {
                date.month = 1
                date.year += 1
            }
            days += 1
        }
        #expect(days == CivilDate(year: 2400, month: 1, day: 1).daysSinceEpoch)
    }

    @Test func `centuries are leap years only when four hundred divides them`() {
        #expect(CivilDate.dayCount(ofMonth: 2, year: 1900) == 28)
        #expect(CivilDate.dayCount(ofMonth: 2, year: 2000) == 29)
        #expect(CivilDate.dayCount(ofMonth: 2, year: 2024) == 29)
        #expect(CivilDate.dayCount(ofMonth: 2, year: 2025) == 28)
        #expect(CivilDate.dayCount(ofMonth: 2, year: 0) == 29)
        #expect(CivilDate.dayCount(ofMonth: 13, year: 2025) == 0)
    }

    static let knownDates: [(CivilDate, Int64)] = [
        (CivilDate(year: 1970, month: 1, day: 1), 0),
        (CivilDate(year: 1969, month: 12, day: 31), -1),
        (CivilDate(year: 2000, month: 2, day: 29), 11_016),
        (CivilDate(year: 2000, month: 3, day: 1), 11_017),
        (CivilDate(year: 0, month: 1, day: 1), -719_528),
        (CivilDate(year: 1, month: 1, day: 1), -719_162),
        (CivilDate(year: 9999, month: 12, day: 31), 2_932_896),
        (CivilDate(year: -1, month: 12, day: 31), -719_529),
    ]
}
