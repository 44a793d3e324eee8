import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct UpdateItemTests {
    private struct Example: Sendable, CustomTestStringConvertible {
        let expression: String
        let values: JSONObject
        let result: JSONObject

        init(_ expression: String, _ values: JSONObject = [:], _ result: JSONObject) {
            self.expression = expression
            self.values = values
            self.result = result
        }

        var testDescription: String { expression }
    }

    private static let item: JSONObject = [
        "pk": ["S": "a"], "n": ["N": "5"], "s": ["SS": ["x", "y"]], "l": ["L": [["N": "0"], ["N": "1"], ["N": "2"]]],
        "m": ["M": ["k": ["S": "v"], "deep": ["M": ["n": ["N": "1"]]]]],
    ]

    private func runtime(holding item: JSONObject = item) async throws -> TableRuntime {
        let runtime = try await TableRuntime()
        try await runtime.createTable()
        if !item.isEmpty { try await runtime.put(item) }
        return runtime
    }

    private func parameters(
        _ expression: String,
        _ values: JSONObject = [:],
        _ more: JSONObject = [:]
    ) -> JSONObject {
        var parameters: JSONObject = [
            "TableName": "users", "Key": ["pk": ["S": "a"]], "UpdateExpression": .string(expression),
        ]
        if !values.isEmpty { parameters["ExpressionAttributeValues"] = .object(values) }
        return TableRuntime.merge(parameters, more)
    }

    private static let examples: [Example] = [
        Example("set S=:r", [":r": ["S": "new"]], ["S": ["S": "new"]]),
        Example("SET n = n + :one", [":one": ["N": "1.5"]], ["n": ["N": "6.5"]]),
        Example("SET n = :ten - n", [":ten": ["N": "10"]], ["n": ["N": "5"]]),
        Example(
            "SET n = if_not_exists(n, :zero) + :one",
            [":zero": ["N": "0"], ":one": ["N": "1"]],
            ["n": ["N": "6"]]
        ),
        Example(
            "SET c = if_not_exists(c, :zero) + :one",
            [":zero": ["N": "0"], ":one": ["N": "1"]],
            ["c": ["N": "1"]]
        ),
        Example(
            "SET l = list_append(l, :more)",
            [":more": ["L": [["N": "3"]]]],
            ["l": ["L": [["N": "0"], ["N": "1"], ["N": "2"], ["N": "3"]]]]
        ),
        Example("SET l[9] = :v", [":v": ["N": "9"]], ["l": ["L": [["N": "0"], ["N": "1"], ["N": "2"], ["N": "9"]]]]),
        Example("REMOVE l[0], l[1]", [:], ["l": ["L": [["N": "2"]]]]),
        Example(
            "SET m.k = :v REMOVE m.deep.n",
            [":v": ["S": "w"]],
            ["m": ["M": ["k": ["S": "w"], "deep": ["M": [:]]]]]
        ),
        Example("ADD n :v", [":v": ["N": "-7"]], ["n": ["N": "-2"]]),
        Example("ADD c :v", [":v": ["N": "3"]], ["c": ["N": "3"]]),
        Example("ADD s :v", [":v": ["SS": ["y", "z"]]], ["s": ["SS": ["x", "y", "z"]]]),
        Example("DELETE s :v", [":v": ["SS": ["x"]]], ["s": ["SS": ["y"]]]),
        Example("SET a = n, n = :v", [":v": ["N": "1"]], ["a": ["N": "5"], "n": ["N": "1"]]),
    ]

    @Test(arguments: examples)
    private func `an expression changes what it names and nothing else`(_ example: Example) async throws {
        let runtime = try await runtime()
        let answer = try await runtime.call(
            "UpdateItem",
            parameters(example.expression, example.values, ["ReturnValues": "ALL_NEW"])
        )
        let expected = TableRuntime.merge(Self.item, example.result)
        #expect(answer["Attributes"]?.isEqual(to: .object(expected)) == true)
        #expect(try await runtime.get(["pk": ["S": "a"]])?.isEqual(to: .object(expected)) == true)
    }

    @Test func `a set without elements is gone, as is what is removed`() async throws {
        let runtime = try await runtime()
        let expression = "REMOVE n, nothing DELETE s :all"
        try await runtime.call("UpdateItem", parameters(expression, [":all": ["SS": ["x", "y"]]]))
        let item = try await runtime.get(["pk": ["S": "a"]])
        #expect(item?["n"] == nil)
        #expect(item?["s"] == nil)
    }

    @Test func `an item that is not there is made`() async throws {
        let runtime = try await runtime(holding: [:])
        let answer = try await runtime.call(
            "UpdateItem",
            parameters("SET v = :v", [":v": ["S": "1"]], ["ReturnValues": "UPDATED_NEW"])
        )
        #expect(answer == ["Attributes": ["v": ["S": "1"]]])
        #expect(try await runtime.get(["pk": ["S": "a"]]) == ["pk": ["S": "a"], "v": ["S": "1"]])
    }

    private static let returned: [(String, JSONObject)] = [
        ("NONE", [:]),
        ("UPDATED_OLD", ["Attributes": ["m": ["M": ["k": ["S": "v"]]]]]),
        ("UPDATED_NEW", ["Attributes": ["m": ["M": ["k": ["S": "w"]]]]]),
    ]

    @Test(arguments: returned)
    func `the answer holds the parts that were asked for`(returned: String, expected: JSONObject) async throws {
        let runtime = try await runtime()
        let more: JSONObject = ["ReturnValues": .string(returned)]
        let answer = try await runtime.call("UpdateItem", parameters("SET m.k = :v", [":v": ["S": "w"]], more))
        #expect(answer == expected)
    }

    @Test func `a condition that does not hold changes nothing`() async throws {
        let runtime = try await runtime()
        let more: JSONObject = ["ConditionExpression": "attribute_not_exists(n)"]
        let refusal = await runtime.refusal("UpdateItem", parameters("SET n = :v", [":v": ["N": "1"]], more))
        #expect(refusal?.code == "ConditionalCheckFailedException")
        #expect(try await runtime.get(["pk": ["S": "a"]])?["n"] == ["N": "5"])
    }

    private static let value: JSONObject = [":v": ["S": "1"]]

    private static let refusals: [(String, JSONObject, String)] = [
        ("SET", [:], #"Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET""#),
        (
            "SET a = :v SET b = :v", value,
            #"Invalid UpdateExpression: The "SET" section can only be used once in an update expression;"#
        ),
        (
            "SET pk = :v", value,
            "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key"
        ),
        ("SET a = nothing", [:], "The provided expression refers to an attribute that does not exist in the item"),
        ("SET n = n + :v", value, "An operand in the update expression has an incorrect data type"),
        ("SET nothing.b = :v", value, "The document path provided in the update expression is invalid for update"),
        (
            "SET m = :v, m.k = :v", value,
            "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; "
                + "path one: [m], path two: [m, k]"
        ),
        (
            "ADD n :v", value,
            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, "
                + "typeSet: ALLOWED_FOR_ADD_OPERAND"
        ),
        ("SET a = size(n)", [:], "Invalid UpdateExpression: Invalid function name; function: size"),
        (
            "SET a = :v", [":v": ["S": "1"], ":w": ["S": "2"]],
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}"
        ),
    ]

    @Test(arguments: refusals)
    func `an expression is refused in the service's words`(
        expression: String,
        values: JSONObject,
        message: String
    ) async throws {
        let runtime = try await runtime()
        let refusal = await runtime.refusal("UpdateItem", parameters(expression, values))
        #expect(refusal?.code == "ValidationException")
        #expect(refusal?.message == message)
        #expect(try await runtime.get(["pk": ["S": "a"]])?.isEqual(to: .object(Self.item)) == true)
    }

    @Test(arguments: [
        ("1", "2", "3"), ("0.1", "0.2", "0.3"), ("-1", "1", "0"),
        ("99999999999999999999999999999999999999", "1", "1E38"),
        ("100", "-0.5", "99.5"), ("-3", "-4", "-7"), ("1E-130", "0", "1E-130"), ("5", "-7", "-2"),
    ])
    func `numbers are added exactly`(first: String, second: String, sum: String) throws {
        #expect(try DecimalNumber(first).adding(DecimalNumber(second)) == DecimalNumber(sum))
        #expect(try DecimalNumber(second).adding(DecimalNumber(first)) == DecimalNumber(sum))
    }

    @Test func `a sum with more digits than a number has is refused`() throws {
        let large = try DecimalNumber("1E100")
        #expect(throws: ServiceError.self) { try large.adding(DecimalNumber("1")) }
    }
}
