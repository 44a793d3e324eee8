import QuickstepJSON
import QuickstepJSONPath
import QuickstepPrimitives
import Testing

@testable import QuickstepStatesLanguage

@Suite struct WaitDeadlineTests {
    private let entered = Timestamp(milliseconds: 1_767_225_600_123)

    private func deadline(_ wait: WaitState, _ input: JSONValue = [:]) throws -> Int64 {
        try wait.deadline(in: scope(input), enteredAt: entered).milliseconds - entered.milliseconds
    }

    @Test func `seconds count from the entry`() throws {
        #expect(try deadline(.seconds(0)) == 0)
        #expect(try deadline(.seconds(90)) == 90_000)
        #expect(try deadline(.secondsPath(JSONPath("$.s")), ["s": 2]) == 2_000)
    }

    @Test func `a timestamp is a deadline, rounded up`() throws {
        let instant = try #require(Instant(iso8601: "2026-01-01T00:00:01.1230001Z"))
        #expect(try deadline(.timestamp(instant)) == 1_001)
        #expect(try deadline(.timestampPath(JSONPath("$.t")), ["t": "2026-01-01T01:00:01.123+01:00"]) == 1_000)
    }

    @Test func `a timestamp in the past passes at once`() throws {
        #expect(try deadline(.timestampPath(JSONPath("$.t")), ["t": "2020-01-01T00:00:00Z"]) < 0)
    }

    @Test(
        arguments: [
            ([:], "The SecondsPath parameter does not reference an input value: $.s"),
            (["s": -1], "The SecondsPath parameter references a negative value: $.s == -1"),
            (["s": 1.5], "The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5"),
            (["s": -1.5], "The SecondsPath parameter cannot be parsed as a long value: $.s == -1.5"),
            (["s": "1"], "The SecondsPath parameter cannot be parsed as a long value: $.s == 1"),
            (["s": 2_147_483_648], "Wait state delay is too long."),
            (["s": 9_223_372_036_854_775_807], "Wait state delay is too long."),
        ] as [(JSONValue, String)]
    )
    func `seconds that cannot be waited fail`(input: JSONValue, cause: String) throws {
        let wait = WaitState.secondsPath(try JSONPath("$.s"))
        #expect(throws: EvaluationError(name: "States.Runtime", cause: cause)) { try deadline(wait, input) }
    }

    @Test(arguments: [
        "05-12-2016T21:29:29Z", "2016-12-05 21:29:29Z", "2016-12-05T21:29:29", "2016-13-05T21:29:29Z",
        "2016-12-05T25:29:29Z", "",
    ])
    func `a timestamp that is none fails`(text: String) throws {
        let wait = WaitState.timestampPath(try JSONPath("$.t"))
        let cause =
            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: "
            + "$.t == \(text)"
        #expect(throws: EvaluationError(name: "States.Runtime", cause: cause)) {
            try deadline(wait, ["t": .string(text)])
        }
    }

    @Test func `a wait is shorter than 2 to the 31st seconds`() throws {
        let wait = WaitState.timestampPath(try JSONPath("$.t"))
        #expect(try deadline(wait, ["t": "2094-01-19T03:14:08.122Z"]) == 2_147_483_647_999)
        #expect(throws: EvaluationError(cause: "Wait state delay is too long.")) {
            try deadline(wait, ["t": "2094-01-19T03:14:08.123Z"])
        }
    }
}
