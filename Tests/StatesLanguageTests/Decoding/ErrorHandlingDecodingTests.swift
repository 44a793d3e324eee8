import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct ErrorHandlingDecodingTests {
    private func task(_ fields: String) -> String {
        #"{"Type":"Task","Resource":"f","Next":"T",\#(fields)}"#
    }

    @Test func `a retrier has defaults`() throws {
        let state = try decodeState(task(#""Retry":[{"ErrorEquals":["E"]}]"#))
        #expect(
            state?.retriers == [
                Retrier(
                    errorEquals: ["E"],
                    intervalSeconds: 1,
                    maxAttempts: 3,
                    backoffRate: 2,
                    maxDelaySeconds: nil,
                    jitter: .none
                )
            ]
        )
    }

    @Test func `a retrier is read whole`() throws {
        let state = try decodeState(
            task(
                #"""
                "Retry":[{"ErrorEquals":["A","B"],"IntervalSeconds":3,"MaxAttempts":0,"BackoffRate":1,
                "MaxDelaySeconds":10,"JitterStrategy":"FULL","Comment":"c"}]
                """#
            )
        )
        #expect(
            state?.retriers == [
                Retrier(
                    errorEquals: ["A", "B"],
                    intervalSeconds: 3,
                    maxAttempts: 0,
                    backoffRate: 1,
                    maxDelaySeconds: 10,
                    jitter: .full
                )
            ]
        )
    }

    @Test(arguments: [
        (#"{}"#, "These fields are required: [ErrorEquals]"),
        (#"{"ErrorEquals":[]}"#, "Value cannot be empty"),
        (#"{"ErrorEquals":["E"],"IntervalSeconds":0}"#, "Minimum value is 1"),
        (#"{"ErrorEquals":["E"],"MaxAttempts":-1}"#, "Minimum value is 0"),
        (#"{"ErrorEquals":["E"],"MaxAttempts":100000000}"#, "Maximum value is 99999999"),
        (#"{"ErrorEquals":["E"],"BackoffRate":0.5}"#, "Minimum value is 1.0"),
        (#"{"ErrorEquals":["E"],"MaxDelaySeconds":31622400}"#, "Maximum value is 31622399"),
        (
            #"{"ErrorEquals":["E"],"IntervalSeconds":5,"MaxDelaySeconds":5}"#,
            "MaxDelaySeconds must be greater than IntervalSeconds"
        ),
        (
            #"{"ErrorEquals":["E"],"JitterStrategy":"HALF"}"#,
            "The field 'JitterStrategy' should have one of these values: [NONE, FULL]"
        ),
        (#"{"ErrorEquals":["E"],"Next":"T"}"#, "Field 'Next' is not supported"),
        (#"{"ErrorEquals":["States.ALL","E"]}"#, "States.ALL must appear alone"),
        (#"{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["E"]}"#, "States.ALL must be the last element in Retry"),
    ])
    func `a retrier that is wrong is refused`(retrier: String, message: String) {
        let found = errors(in: machineText(state: task(#""Retry":[\#(retrier)]"#)))
        #expect(found.map(\.message) == [message])
        #expect(found.first?.location?.hasPrefix("/States/S/Retry[0]") == true)
    }

    @Test func `a catcher is read whole`() throws {
        let state = try decodeState(
            task(
                #"""
                "Catch":[{"ErrorEquals":["E"],"Next":"T"},
                {"ErrorEquals":["States.ALL"],"Next":"T","ResultPath":"$.e","Assign":{"v.$":"$.Cause"},"Comment":"c"}]
                """#
            )
        )
        let catchers = try #require(state?.catchers)
        #expect(catchers.first == Catcher(errorEquals: ["E"], next: "T"))
        #expect(try catchers.last?.resultPath == .path(JSONPath("$.e")))
        #expect(catchers.last?.assign != nil)
    }

    @Test func `a result path of null drops the error`() throws {
        let state = try decodeState(task(#""Catch":[{"ErrorEquals":["E"],"Next":"T","ResultPath":null}]"#))
        #expect(state?.catchers.first?.resultPath == .discard)
    }

    @Test(arguments: [
        (#"{"ErrorEquals":["E"]}"#, "These fields are required: [Next]"),
        (#"{"Next":"T"}"#, "These fields are required: [ErrorEquals]"),
        (#"{"ErrorEquals":["E"],"Next":"T","MaxAttempts":1}"#, "Field 'MaxAttempts' is not supported"),
        (
            #"{"ErrorEquals":["States.ALL"],"Next":"T"},{"ErrorEquals":["E"],"Next":"T"}"#,
            "States.ALL must be the last element in Catch"
        ),
    ])
    func `a catcher that is wrong is refused`(catcher: String, message: String) {
        let found = errors(in: machineText(state: task(#""Catch":[\#(catcher)]"#)))
        #expect(found.map(\.message) == [message])
    }
}
