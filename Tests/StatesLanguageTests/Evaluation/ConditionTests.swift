import QuickstepJSON
import Testing

@testable import QuickstepStatesLanguage

@Suite struct ConditionTests {
    private func holds(_ rule: String, _ input: JSONValue, variables: [String: JSONValue] = [:]) throws -> Bool {
        let state = try decodeState(#"{"Type":"Choice","Choices":[{\#(rule),"Next":"T"}],"Default":"T"}"#)
        guard case .choice(let choice)? = state?.kind, let condition = choice.rules.first?.condition else {
            Issue.record("The rule did not decode.")
            return false
        }
        return try condition.holds(in: scope(input, variables: variables))
    }

    @Test(arguments: [
        ("Equals", [false, true, false]), ("LessThan", [true, false, false]), ("GreaterThan", [false, false, true]),
        ("LessThanEquals", [true, true, false]), ("GreaterThanEquals", [false, true, true]),
    ])
    func `the relations compare`(relation: String, expected: [Bool]) throws {
        let pairs: [(String, [JSONValue], JSONValue)] = [
            ("String", ["A", "B", "a"], "B"), ("Numeric", [1, 2.0, 3], 2),
            (
                "Timestamp", ["2026-01-01T00:00:00Z", "2026-01-01T02:00:00+01:00", "2026-01-01T01:00:00.001Z"],
                "2026-01-01T01:00:00Z"
            ),
        ]
        for (family, values, right) in pairs {
            for (value, isTrue) in zip(values, expected) {
                let input: JSONValue = ["l": value, "r": right]
                let name = family + relation
                #expect(try holds(#""Variable":"$.l","\#(name)":\#(right.compactText)"#, input) == isTrue)
                #expect(try holds(#""Variable":"$.l","\#(name)Path":"$.r""#, input) == isTrue)
            }
        }
    }

    @Test(
        arguments: [
            (#""StringEquals":"1""#, 1), (#""NumericEquals":1"#, "1"), (#""BooleanEquals":true"#, "true"),
            (#""TimestampEquals":"2026-01-01T00:00:00Z""#, "2026-01-01"), (#""StringMatches":"*""#, 1),
            (#""StringEquals":"a""#, nil), (#""NumericLessThan":1"#, nil),
        ] as [(String, JSONValue)]
    )
    func `a value of another type never matches`(test: String, value: JSONValue) throws {
        #expect(try !holds(#""Variable":"$.v",\#(test)"#, ["v": value]))
    }

    @Test func `a comparand of another type never matches`() throws {
        #expect(try !holds(#""Variable":"$.v","StringEqualsPath":"$.w""#, ["v": "a", "w": 1]))
        #expect(try !holds(#""Variable":"$.v","TimestampEqualsPath":"$.w""#, ["v": "2026-01-01T00:00:00Z", "w": "no"]))
    }

    @Test(arguments: [("é", "e\u{301}", false), ("\u{FFFD}", "\u{1F600}", true), ("A", "A ", true), ("a", "B", false)])
    func `texts are ordered by code point`(left: String, right: String, isLess: Bool) throws {
        #expect(
            try holds(#""Variable":"$.l","StringLessThanPath":"$.r""#, ["l": .string(left), "r": .string(right)])
                == isLess
        )
        #expect(
            try !holds(#""Variable":"$.l","StringEqualsPath":"$.r""#, ["l": .string(left), "r": .string(right)])
        )
    }

    @Test(
        arguments: [
            ("IsNull", nil), ("IsNumeric", 1.5), ("IsString", ""), ("IsBoolean", false),
            ("IsTimestamp", "2026-01-01T00:00:00Z"),
            ("IsPresent", nil),
        ] as [(String, JSONValue)]
    )
    func `types are told apart, and negated`(name: String, value: JSONValue) throws {
        #expect(try holds(#""Variable":"$.v","\#(name)":true"#, ["v": value]))
        #expect(try !holds(#""Variable":"$.v","\#(name)":false"#, ["v": value]))
        guard name != "IsPresent" else { return }
        #expect(try !holds(#""Variable":"$.v","\#(name)":true"#, ["v": []]))
        #expect(try holds(#""Variable":"$.v","\#(name)":false"#, ["v": []]))
    }

    @Test func `IsPresent alone forgives a miss`() throws {
        #expect(try !holds(#""Variable":"$.no","IsPresent":true"#, [:]))
        #expect(try holds(#""Variable":"$.no","IsPresent":false"#, [:]))
        #expect(try !holds(#""Variable":"$no","IsPresent":true"#, [:]))
        for test in [#""IsNull":true"#, #""StringEquals":"a""#, #""IsString":false"#] {
            #expect(
                throws: EvaluationError(
                    cause: "Invalid path '$.no': The choice state's condition path references an invalid value."
                )
            ) {
                try holds(#""Variable":"$.no",\#(test)"#, [:])
            }
        }
    }

    @Test func `a comparand that is missing fails`() {
        #expect(
            throws: EvaluationError(
                cause: "Invalid path '$.no': The choice state's condition path references an invalid value."
            )
        ) {
            try holds(#""Variable":"$.v","StringEqualsPath":"$.no""#, ["v": "a"])
        }
    }

    @Test func `combinators combine and stop early`() throws {
        let yes = #"{"Variable":"$.v","IsNull":true}"#
        let no = #"{"Variable":"$.v","IsNull":false}"#
        let fails = #"{"Variable":"$.no","IsNull":true}"#
        let input: JSONValue = ["v": nil]
        #expect(try holds(#""And":[\#(yes),\#(yes)]"#, input))
        #expect(try !holds(#""And":[\#(yes),\#(no),\#(fails)]"#, input))
        #expect(try holds(#""Or":[\#(no),\#(yes),\#(fails)]"#, input))
        #expect(try !holds(#""Or":[\#(no),\#(no)]"#, input))
        #expect(try holds(#""Not":\#(no)"#, input))
    }

    @Test func `a variable can be compared`() throws {
        #expect(
            try holds(#""Variable":"$count","NumericGreaterThanPath":"$.limit""#, ["limit": 1], variables: ["count": 2])
        )
    }
}
