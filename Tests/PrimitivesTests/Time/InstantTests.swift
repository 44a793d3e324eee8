import QuickstepPrimitives
import Testing

@Suite struct `Instants` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0), Int32(0)),
        ("1970-01-01T00:00:00.000000001Z", 0, 1),
        ("1969-12-31T23:59:59.999999999Z", -1, 999_999_999),
        ("2016-03-14T01:59:00Z", 1_457_920_740, 0),
        ("2016-03-14T01:59:00.5+01:00", 1_457_917_140, 500_000_000),
        ("2016-03-14T01:59:00-23:59", 1_458_007_080, 0),
        ("2000-02-29T00:00:00+00:00", 951_782_400, 0),
        ("2025-01-01T00:00:00.1234567899999999Z", 1_735_689_600, 123_456_789),
        ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
        ("0000-01-01T00:00:00+01:00", -62_167_222_800, 0),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799, 999_000_000),
    ])
    func `a text of the profile is read exactly`(text: String, seconds: Int64, nanoseconds: Int32) throws {
        let instant = try #require(Instant(iso8601: text))
        #expect(instant.seconds == seconds)
        #expect(instant.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        "", "2025", "2025-01-01", "2025-01-01T00:00Z", "2025-01-01T00:00:00", "2025-01-01t00:00:00Z",
        "2025-01-01T00:00:00z", "2025-01-01 00:00:00Z", "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z",
        "2025-01-00T00:00:00Z", "2025-01-32T00:00:00Z", "2025-02-29T00:00:00Z", "2025-02-30T00:00:00Z",
        "1900-02-29T00:00:00Z", "2025-01-01T24:00:00Z", "2025-01-01T25:00:00Z", "2025-01-01T00:60:00Z",
        "2025-01-01T00:00:60Z", "2025-01-01T00:00:00.Z", "2025-01-01T00:00:00,5Z", "2025-01-01T00:00:00+0100",
        "2025-01-01T00:00:00+01", "2025-01-01T00:00:00+24:00", "2025-01-01T00:00:00+01:60", "2025-01-01T00:00:00ZZ",
        "2025-01-01T00:00:00Z ", " 2025-01-01T00:00:00Z", "02025-01-01T00:00:00Z", "25-01-01T00:00:00Z",
        "-025-01-01T00:00:00Z", "+2025-01-01T00:00:00Z", "2025-1-1T0:0:0Z", "2025-01-01T00:00:00\u{0}Z",
        "２025-01-01T00:00:00Z", "2025-01-01T00:00:00−01:00",
    ])
    func `any other text is refused`(text: String) {
        #expect(Instant(iso8601: text) == nil)
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func `the order is the order of time`() throws {
        let texts = [
            "1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000001Z",
            "2025-01-01T01:00:00+02:00", "2025-01-01T00:00:00Z", "2024-12-31T23:30:00-01:00",
        ]
        let instants = try texts.map { try #require(Instant(iso8601: $0)) }
        #expect(instants == instants.sorted())
        #expect(Instant(iso8601: "2025-01-01T02:00:00+02:00") == instants[4])
        #expect(Instant(iso8601: "2025-01-01T00:00:00.000Z") == instants[4])
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00.001Z", Int64(1)),
        ("1970-01-01T00:00:00.001000001Z", 2),
        ("1970-01-01T00:00:00.999999999Z", 1_000),
        ("1969-12-31T23:59:59.999000001Z", 0),
        ("1969-12-31T23:59:59.998Z", -2),
    ])
    func `a deadline is rounded up to a millisecond`(text: String, milliseconds: Int64) throws {
        #expect(try #require(Instant(iso8601: text)).timestamp == Timestamp(milliseconds: milliseconds))
    }

    @Test(arguments: [Int64.min, -1_001, -1_000, -999, -1, 0, 1, 999, 1_000, 1_735_689_600_123, .max])
    func `a machine time comes back from its instant`(milliseconds: Int64) {
        let timestamp = Timestamp(milliseconds: milliseconds)
        let instant = Instant(timestamp)
        #expect((0..<1_000_000_000).contains(instant.nanoseconds))
        // The first second of all does not fit into 64 bits of milliseconds; its rounding saturates.
        #expect(instant.timestamp == timestamp)
    }
}
