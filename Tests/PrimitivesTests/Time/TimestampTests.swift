import QuickstepPrimitives
import Testing

@Suite struct `Machine time` {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (1_735_689_600_000, "2025-01-01T00:00:00.000Z"),
        (951_825_599_999, "2000-02-29T11:59:59.999Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `a time prints in universal time and comes back`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
        #expect(Timestamp(iso8601: text) == Timestamp(milliseconds: milliseconds))
        #expect("\(Timestamp(milliseconds: milliseconds))" == text)
    }

    @Test func `times outside four digits of year print as the nearest one inside`() {
        #expect(Timestamp(milliseconds: .min).iso8601 == "0000-01-01T00:00:00.000Z")
        #expect(Timestamp(milliseconds: -62_167_219_200_001).iso8601 == "0000-01-01T00:00:00.000Z")
        #expect(Timestamp(milliseconds: 253_402_300_800_000).iso8601 == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp(milliseconds: .max).iso8601 == "9999-12-31T23:59:59.999Z")
    }

    @Test func `random times come back from their text`() {
        let seed: UInt64 = 20_250_101
        var random = KeyedRandom(seed: seed, event: 0)
        for _ in 0..<2_000 {
            let milliseconds = Int64(random.integer(below: 315_569_520_000_000)) - 62_167_219_200_000
            let timestamp = Timestamp(milliseconds: milliseconds)
            #expect(Timestamp(iso8601: timestamp.iso8601) == timestamp, "seed \(seed), \(milliseconds)")
        }
    }

    @Test func `fractions are cut off and offsets taken away`() {
        #expect(Timestamp(iso8601: "1970-01-01T01:00:00.0019999+01:00") == Timestamp(milliseconds: 1))
        #expect(Timestamp(iso8601: "1969-12-31T23:59:59.9999Z") == Timestamp(milliseconds: -1))
    }

    @Test func `sums and differences saturate`() {
        let first = Timestamp(milliseconds: .max - 1)
        #expect(first.adding(milliseconds: 1).milliseconds == .max)
        #expect(first.adding(milliseconds: 2).milliseconds == .max)
        #expect(Timestamp(milliseconds: .min).adding(milliseconds: -1).milliseconds == .min)
        #expect(first.adding(.seconds(Int64.max)).milliseconds == .max)
        #expect(first.adding(.seconds(Int64.min)).milliseconds == .min)
        #expect(Timestamp(milliseconds: 5).milliseconds(since: Timestamp(milliseconds: 7)) == -2)
        #expect(Timestamp(milliseconds: .max).milliseconds(since: Timestamp(milliseconds: -1)) == .max)
        #expect(Timestamp(milliseconds: .min).milliseconds(since: Timestamp(milliseconds: 1)) == .min)
    }

    @Test(arguments: [
        (Duration.milliseconds(5), Int64(5)),
        (.microseconds(5_001), 6),
        (.nanoseconds(1), 1),
        (.nanoseconds(-1), 0),
        (.microseconds(-1_500), -1),
        (.seconds(-2), -2_000),
        (.zero, 0),
    ])
    func `a duration is rounded up to a millisecond`(duration: Duration, milliseconds: Int64) {
        #expect(Timestamp(milliseconds: 0).adding(duration).milliseconds == milliseconds)
    }

    @Test func `earlier times are less`() {
        #expect(Timestamp(milliseconds: -1) < Timestamp(milliseconds: 0))
        #expect(!(Timestamp(milliseconds: 0) < Timestamp(milliseconds: 0)))
    }
}
