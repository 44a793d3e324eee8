import QuickstepJSON
import QuickstepJSONPath
import Testing

@testable import QuickstepStatesLanguage

@Suite struct FieldEvaluationTests {
    private func integer(_ value: JSONValue, field: String = "MaxConcurrency", minimum: Int = 0) throws -> Int {
        try IntegerField.path(JSONPath("$.n")).evaluate(in: scope(["n": value]), field: field, minimum: minimum)
    }

    @Test func `an integer is a constant or found by a path`() throws {
        #expect(try IntegerField.constant(4).evaluate(in: scope(), field: "TimeoutSeconds") == 4)
        #expect(try integer(7) == 7)
        #expect(try integer(7.0) == 7)
    }

    @Test(arguments: [("NoNumber", "NoNumber"), ([:], "{}"), (1.5, "1.5"), (nil, "null")] as [(JSONValue, String)])
    func `what is no integer is cited`(value: JSONValue, echo: String) {
        let error = EvaluationError(
            cause: "The MaxConcurrencyPath field refers to value \"\(echo)\" which is not a valid integer: $.n"
        )
        #expect(throws: error) { try integer(value) }
        #expect(throws: error) { try integer(value, field: "MaxConcurrencyPath") }
    }

    @Test func `an integer has a least value`() {
        #expect(throws: EvaluationError(cause: "MaxConcurrency cannot be negative.")) { try integer(-1) }
        #expect(throws: EvaluationError(cause: "TimeoutSeconds must be positive.")) {
            try integer(0, field: "TimeoutSecondsPath", minimum: 1)
        }
    }

    private func percentage(_ value: JSONValue) throws -> Double {
        try PercentageField.path(JSONPath("$.p"))
            .evaluate(in: scope(["p": value]), field: "ToleratedFailurePercentage")
    }

    @Test func `a percentage is a constant or found by a path`() throws {
        #expect(try PercentageField.constant(12.5).evaluate(in: scope(), field: "ToleratedFailurePercentage") == 12.5)
        #expect(try percentage(0) == 0)
        #expect(try percentage(100) == 100)
    }

    @Test(arguments: [("NoNumber", "NoNumber"), ([:], "{}")] as [(JSONValue, String)])
    func `what is no percentage is cited`(value: JSONValue, echo: String) {
        let cause =
            "The ToleratedFailurePercentagePath field refers to value \"\(echo)\" which is not a valid float: $.p"
        #expect(throws: EvaluationError(cause: cause)) { try percentage(value) }
    }

    @Test(arguments: [-1, -1.1, 100.1] as [JSONValue])
    func `a percentage has its bounds`(value: JSONValue) {
        #expect(throws: EvaluationError(cause: "ToleratedFailurePercentage must be between 0 and 100.")) {
            try percentage(value)
        }
    }

    @Test func `a missing integer is a path that finds nothing`() throws {
        let field = IntegerField.path(try JSONPath("$.NoSuch"))
        #expect(throws: EvaluationError(cause: "Invalid path '$.NoSuch' : No results for path: $['NoSuch']")) {
            try field.evaluate(in: scope(), field: "TimeoutSeconds")
        }
    }

    private func text(_ field: TextField, _ input: JSONValue, name: String = "Error") throws -> String {
        var scope = scope(input)
        return try field.evaluate(in: &scope, field: name)
    }

    @Test func `a text is a constant, found by a path or computed`() throws {
        #expect(try text(.constant("E"), [:]) == "E")
        #expect(try text(.path(JSONPath("$.e")), ["e": "F"]) == "F")
        #expect(try text(.intrinsic(IntrinsicCall(parsing: "States.Format('{}!', $.e)")), ["e": "F"]) == "F!")
    }

    @Test(arguments: ["Error", "ErrorPath"])
    func `a missing text names its field`(name: String) throws {
        let field = TextField.path(try JSONPath("$.ErrorX"))
        let cause =
            #"The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the input '{"Error":1}'"#
        #expect(throws: EvaluationError(cause: cause)) { try text(field, ["Error": 1], name: name) }
    }

    @Test func `what is no text fails`() throws {
        let field = TextField.path(try JSONPath("$.e"))
        #expect(
            throws: EvaluationError(cause: "The CausePath field refers to value \"1\" which is not a valid string: $.e")
        ) {
            try text(field, ["e": 1], name: "Cause")
        }
    }
}
