import QuickstepJSON
import QuickstepJSONPath
import QuickstepPrimitives
import Testing

@testable import QuickstepStatesLanguage

@Suite struct ChoiceDecodingTests {
    private func choice(_ rule: String) -> String {
        #"{"Type":"Choice","Choices":[\#(rule)],"Default":"T"}"#
    }

    private func condition(_ rule: String) throws -> Condition? {
        guard case .choice(let choice)? = try decodeState(choice(rule))?.kind else { return nil }
        return choice.rules.first?.condition
    }

    @Test(arguments: ["String", "Numeric", "Timestamp"], Condition.Relation.allCases)
    func `each comparison has a form with a constant and one with a path`(
        family: String,
        relation: Condition.Relation
    ) throws {
        let constant = ["String": #""x""#, "Numeric": "1.5", "Timestamp": #""2026-01-01T00:00:00Z""#][family] ?? ""
        let name = family + relation.suffix
        let withConstant = try condition(#"{"Variable":"$.a","\#(name)":\#(constant),"Next":"T"}"#)
        let withPath = try condition(#"{"Variable":"$.a","\#(name)Path":"$.b","Next":"T"}"#)
        let variable = try JSONPath("$.a")
        let path = try JSONPath("$.b")
        switch family {
        case "String":
            #expect(withConstant == .test(variable: variable, .string(relation, .constant("x"))))
            #expect(withPath == .test(variable: variable, .string(relation, .path(path))))
        case "Numeric":
            let number = try #require(JSONNumber(1.5))
            #expect(withConstant == .test(variable: variable, .numeric(relation, .constant(number))))
            #expect(withPath == .test(variable: variable, .numeric(relation, .path(path))))
        default:
            let instant = try #require(Instant(iso8601: "2026-01-01T00:00:00Z"))
            #expect(withConstant == .test(variable: variable, .timestamp(relation, .constant(instant))))
            #expect(withPath == .test(variable: variable, .timestamp(relation, .path(path))))
        }
    }

    @Test(arguments: [
        ("IsNull", Condition.Test.isNull(false)), ("IsPresent", .isPresent(false)), ("IsNumeric", .isNumeric(false)),
        ("IsString", .isString(false)), ("IsBoolean", .isBoolean(false)), ("IsTimestamp", .isTimestamp(false)),
        ("BooleanEquals", .boolean(.constant(false))),
    ])
    func `the operators with a boolean decode`(name: String, test: Condition.Test) throws {
        let condition = try condition(#"{"Variable":"$.a","\#(name)":false,"Next":"T"}"#)
        #expect(try condition == .test(variable: JSONPath("$.a"), test))
        #expect(problems(ofState: choice(#"{"Variable":"$.a","\#(name)":"x","Next":"T"}"#)).count == 1)
    }

    @Test func `there are 39 operators`() {
        #expect(ComparisonOperator.allNames.subtracting(ComparisonOperator.combinators).count == 39)
    }

    @Test func `combinators nest`() throws {
        let found = try condition(
            #"""
            {"And":[{"Variable":"$.a","IsNull":true},{"Not":{"Or":[{"Variable":"$.b","IsNull":true}]}}],"Next":"T"}
            """#
        )
        let isNull = { (path: String) throws in try Condition.test(variable: JSONPath(path), .isNull(true)) }
        #expect(try found == .and([isNull("$.a"), .not(.or([isNull("$.b")]))]))
    }

    @Test(arguments: [
        (#"{"Variable":"$.a","IsNull":true}"#, "These fields are required: [Next]", "/States/S/Choices[0]"),
        (#"{"IsNull":true,"Next":"T"}"#, "These fields are required: [Variable]", "/States/S/Choices[0]"),
        (#"{"And":[],"Next":"T"}"#, "Value cannot be empty", "/States/S/Choices[0]/And"),
        (
            #"{"Not":{"Variable":"$.a","IsNull":true,"Next":"T"},"Next":"T"}"#, "Field 'Next' is not supported",
            "/States/S/Choices[0]/Not"
        ),
        (
            #"{"Variable":"$.a","StringEqual":"x","Next":"T"}"#, "Field 'StringEqual' is not supported",
            "/States/S/Choices[0]"
        ),
        (
            #"{"Variable":"$.a","NumericEquals":"1","Next":"T"}"#,
            "The field 'NumericEquals' must be a number, but it is a string", "/States/S/Choices[0]/NumericEquals"
        ),
        (
            #"{"Variable":"$.a","TimestampEquals":"soon","Next":"T"}"#, "String does not match RFC3339 timestamp",
            "/States/S/Choices[0]/TimestampEquals"
        ),
        (
            #"{"Variable":"$.a","IsNull":true,"IsString":true,"Next":"T"}"#,
            "There should only be one of the following fields: [IsNull, IsString]", "/States/S/Choices[0]"
        ),
        (
            #"{"Condition":"{% true %}","Next":"T"}"#,
            "The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' "
                + "QueryLanguage", "/States/S/Choices[0]"
        ),
        (
            #"{"Variable":"$.a","StringMatches":"a\\b","Next":"T"}"#,
            #"The pattern of 'StringMatches' has a backslash that escapes neither '*' nor '\'"#,
            "/States/S/Choices[0]/StringMatches"
        ),
    ])
    func `a rule that is wrong is refused at its place`(rule: String, message: String, location: String) {
        let found = errors(in: machineText(state: choice(rule)))
        #expect(found.contains { $0.message == message && $0.location == location })
    }

    @Test func `a Choice without rules is refused`() {
        #expect(
            problems(ofState: #"{"Type":"Choice","Choices":[],"Default":"T"}"#) == [
                "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/S/Choices"
            ]
        )
    }

    @Test(arguments: [
        #"{"Variable":"$.a","IsPresent":true,"Next":"T"},{"Variable":"$.a","IsPresent":false,"Next":"T"}"#,
        #"{"Variable":"$.a","IsString":false,"Next":"T"},{"Variable":"$.a","IsString":true,"Next":"T"}"#,
        #"{"Variable":"$.a","NumericLessThan":1,"Next":"T"},{"Not":{"Variable":"$.a","NumericLessThan":1},"Next":"T"}"#,
    ])
    func `rules that cover everything need no Default`(rules: String) {
        #expect(warnings(in: machineText(state: #"{"Type":"Choice","Choices":[\#(rules)]}"#)).isEmpty)
    }

    @Test(arguments: [
        #"{"Variable":"$.a","IsPresent":true,"Next":"T"},{"Variable":"$.b","IsPresent":false,"Next":"T"}"#,
        #"{"Variable":"$.a","BooleanEquals":true,"Next":"T"},{"Variable":"$.a","BooleanEquals":false,"Next":"T"}"#,
        #"{"Variable":"$.a","NumericLessThan":1,"Next":"T"},{"Variable":"$.a","NumericGreaterThanEquals":1,"Next":"T"}"#,
    ])
    func `rules that a value of another type escapes need a Default`(rules: String) {
        let found = warnings(in: machineText(state: #"{"Type":"Choice","Choices":[\#(rules)]}"#))
        #expect(found.map(\.code) == [DiagnosticCode.choiceWithoutDefault])
    }

    @Test func `a constant that looks like a path is warned of`() {
        let rule = #"{"Variable":"$.a","StringEquals":"$.b","Next":"T"}"#
        let found = warnings(in: machineText(state: #"{"Type":"Choice","Choices":[\#(rule)],"Default":"T"}"#))
        #expect(found.map(\.code) == [DiagnosticCode.noPath])
        #expect(found.map(\.location) == ["/States/S/Choices[0]/StringEquals"])
    }

    @Test func `a Choice without Default is warned of`() {
        let found = warnings(
            in: machineText(state: #"{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"T"}]}"#)
        )
        #expect(found.map(\.code) == [DiagnosticCode.choiceWithoutDefault])
    }

    @Test func `conditions are nested only so deep`() {
        let rule =
            String(repeating: #"{"Not":"#, count: 150) + #"{"Variable":"$.a","IsNull":true}"#
            + String(repeating: "}", count: 150)
        let found = errors(in: machineText(state: choice(rule)))
        #expect(found.map(\.code).contains(DiagnosticCode.tooDeeplyNested))
    }
}
