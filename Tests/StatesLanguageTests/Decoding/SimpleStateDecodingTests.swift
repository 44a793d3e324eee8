import QuickstepJSONPath
import QuickstepPrimitives
import Testing

@testable import QuickstepStatesLanguage

@Suite struct SimpleStateDecodingTests {
    private func kind(_ state: String) throws -> State.Kind? {
        try decodeState(state)?.kind
    }

    @Test func `a Wait state waits in one of four ways`() throws {
        let instant = try #require(Instant(iso8601: "2026-01-31T12:00:00.5+01:00"))
        #expect(try kind(#"{"Type":"Wait","Seconds":0,"Next":"T"}"#) == .wait(.seconds(0)))
        #expect(try kind(#"{"Type":"Wait","SecondsPath":"$.s","Next":"T"}"#) == .wait(.secondsPath(JSONPath("$.s"))))
        #expect(
            try kind(#"{"Type":"Wait","Timestamp":"2026-01-31T12:00:00.5+01:00","Next":"T"}"#)
                == .wait(.timestamp(instant))
        )
        #expect(
            try kind(#"{"Type":"Wait","TimestampPath":"$.s","Next":"T"}"#) == .wait(.timestampPath(JSONPath("$.s")))
        )
    }

    @Test func `a Wait state waits in exactly one way`() {
        let fields = "[Seconds, SecondsPath, Timestamp, TimestampPath]"
        #expect(
            problems(ofState: #"{"Type":"Wait","Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: There should be one of the following fields: \(fields) at /States/S"
            ]
        )
        #expect(
            problems(ofState: #"{"Type":"Wait","Seconds":1,"TimestampPath":"$.a","Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: \(fields) at /States/S"
            ]
        )
    }

    @Test(arguments: [
        "05-12-2016T21:29:29Z", "2016-12-05 21:29:29Z", "2016-12-05T21:29:29", "2016-12-05T25:29:29Z",
        "2016-13-05T21:29:29Z", "2016-12-05t21:29:29z", "",
    ])
    func `a timestamp is checked at once`(text: String) {
        #expect(
            problems(ofState: #"{"Type":"Wait","Timestamp":"\#(text)","Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/S/Timestamp"
            ]
        )
    }

    @Test(arguments: ["-1", "100000000"])
    func `seconds have a range`(seconds: String) {
        #expect(problems(ofState: #"{"Type":"Wait","Seconds":\#(seconds),"Next":"T"}"#).count == 1)
    }

    @Test func `a Fail state needs nothing`() throws {
        #expect(try kind(#"{"Type":"Fail"}"#) == .fail(FailState(error: nil, cause: nil)))
    }

    @Test func `a Fail state takes constants, paths and calls`() throws {
        #expect(
            try kind(#"{"Type":"Fail","Error":"E","CausePath":"$.c"}"#)
                == .fail(FailState(error: .constant("E"), cause: .path(JSONPath("$.c"))))
        )
        let call = try IntrinsicCall(parsing: "States.Format('{}', $.a)")
        #expect(
            try kind(#"{"Type":"Fail","ErrorPath":"States.Format('{}', $.a)"}"#)
                == .fail(FailState(error: .intrinsic(call), cause: nil))
        )
    }

    @Test func `a Fail state calls functions that return text only`() {
        let found = errors(in: machineText(state: #"{"Type":"Fail","CausePath":"States.ArrayLength($.a)"}"#))
        #expect(found.map(\.location) == ["/States/S/CausePath"])
        #expect(found.first?.hint?.contains("States.Format") == true)
    }

    @Test func `a Fail state leads nowhere`() {
        #expect(
            problems(ofState: #"{"Type":"Fail","Next":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported at /States/S"
            ]
        )
    }

    @Test func `a constant and its path exclude each other`() {
        #expect(
            problems(ofState: #"{"Type":"Fail","Error":"E","ErrorPath":"$.e"}"#) == [
                "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Error, ErrorPath] "
                    + "at /States/S"
            ]
        )
    }
}
