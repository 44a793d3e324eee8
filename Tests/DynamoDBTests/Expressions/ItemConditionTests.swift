import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct ItemConditionTests {
    private func holds(_ text: String, names: JSONObject? = nil, on members: JSONObject?) throws -> Bool {
        var given: JSONObject = ["ConditionExpression": .string(text)]
        if let names { given["ExpressionAttributeNames"] = .object(names) }
        var parameters = Parameters(given, operation: "PutItem")
        let condition = try ItemCondition(&parameters)
        try parameters.finish()
        do throws(ServiceError) {
            try condition.check(members.map { StoredItem(byteCount: 0, members: $0) })
            return true
        } catch {
            #expect(error == .conditionFailed())
            return false
        }
    }

    @Test func `existence is tested by name`() throws {
        let item: JSONObject = ["pk": ["S": "a"], "odd name": ["NULL": true]]
        #expect(try holds("attribute_exists(pk)", on: item))
        #expect(try !holds("attribute_exists(pk)", on: nil))
        #expect(try !holds("attribute_not_exists(pk)", on: item))
        #expect(try holds("attribute_not_exists ( pk )", on: nil))
        #expect(try holds("attribute_exists(#o)", names: ["#o": "odd name"], on: item), "A null exists.")
        #expect(try !holds("attribute_exists(Pk)", on: item))
    }

    @Test func `tests are joined by AND`() throws {
        let item: JSONObject = ["a": ["S": ""]]
        #expect(try holds("attribute_exists(a) AND attribute_not_exists(b)", on: item))
        #expect(try !holds("attribute_exists(a) and attribute_exists(b)", on: item))
        #expect(try holds("(attribute_exists(a) AND (attribute_not_exists(b)))", on: item))
    }

    @Test(arguments: [
        "a = :v", "NOT attribute_exists(a)", "attribute_exists(a) OR attribute_exists(b)", "size(a) > :v",
        "contains(a, :v)", ":v = a", "#a < :v", "a BETWEEN :v AND :w",
    ])
    func `other conditions are refused by name`(text: String) throws {
        var parameters = Parameters(
            [
                "ConditionExpression": .string(text), "ExpressionAttributeNames": ["#a": "a"],
                "ExpressionAttributeValues": [":v": ["N": "1"], ":w": ["N": "2"]],
            ],
            operation: "PutItem"
        )
        let error = #expect(throws: ServiceError.self) { try ItemCondition(&parameters) }
        #expect(error?.message.contains("it can hold attribute_exists(name)") == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ["", "Invalid ConditionExpression: The expression can not be empty;"],
        ["  ", "Invalid ConditionExpression: The expression can not be empty;"],
        ["attribute_exists(", "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"(\""],
        ["attribute_exists(a", "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"a\""],
        [
            "attribute_exists(a) b",
            "Invalid ConditionExpression: Syntax error; token: \"b\", near: \") b\"",
        ],
        ["attribute_exists(a) AND", "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"AND\""],
        ["attribute_exists(é)", "Invalid ConditionExpression: Syntax error; token: \"é\", near: \"(é)\""],
        ["exists(a)", "Invalid ConditionExpression: Invalid function name; function: exists"],
        ["Attribute_Exists(a)", "Invalid ConditionExpression: Invalid function name; function: Attribute_Exists"],
        [
            "attribute_exists(name)",
            "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name",
        ],
        [
            "attribute_exists(#n)",
            "Invalid ConditionExpression: An expression attribute name used in the document path is not defined; "
                + "attribute name: #n",
        ],
        [
            "attribute_exists(a.b)",
            "Quickstep does not support document paths in a ConditionExpression: name a top-level attribute.",
        ],
    ])
    func `a mistake is told in the service's words`(texts: [String]) throws {
        var parameters = Parameters(["ConditionExpression": .string(texts[0])], operation: "PutItem")
        let error = #expect(throws: ServiceError.self) { try ItemCondition(&parameters) }
        #expect(error?.code == "ValidationException")
        #expect(error?.message == texts[1])
    }

    @Test func `an expression that nests without end is refused`() throws {
        let text = String(repeating: "(", count: 4000)
        #expect(throws: ServiceError.self) { try holds(text, on: nil) }
        let long = String(repeating: "x", count: 5000)
        let error = #expect(throws: ServiceError.self) { try holds(long, on: nil) }
        #expect(error?.message.contains("expression size: 5000") == true)
    }

    @Test func `placeholders are checked`() throws {
        let refused: [(JSONObject, String)] = [
            (
                ["ExpressionAttributeNames": ["#a": "a"]],
                "ExpressionAttributeNames can only be specified when using expressions"
            ),
            (
                ["ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": [:]],
                "ExpressionAttributeNames must not be empty"
            ),
            (
                ["ConditionExpression": "attribute_exists(a)", "ExpressionAttributeValues": [:]],
                "ExpressionAttributeValues must not be empty"
            ),
            (
                ["ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": ["x": "a"]],
                "ExpressionAttributeNames contains invalid key: Syntax error; key: \"x\""
            ),
            (
                ["ConditionExpression": "attribute_exists(a)", "ExpressionAttributeNames": ["#a": "a"]],
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}"
            ),
            (
                [
                    "ConditionExpression": "attribute_exists(a)",
                    "ExpressionAttributeValues": [":a": ["S": "x"], ":b": ["S": "y"]],
                ],
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :b}"
            ),
            (
                ["ConditionExpression": "attribute_exists(a)", "ExpressionAttributeValues": [":a": ["N": "x"]]],
                "ExpressionAttributeValues contains invalid value: "
                    + "The parameter cannot be converted to a numeric value: x for key :a"
            ),
            (
                ["ReturnValuesOnConditionCheckFailure": "ALL_OLD"],
                "Quickstep does not support the value ALL_OLD of ReturnValuesOnConditionCheckFailure."
            ),
        ]
        for (given, message) in refused {
            var parameters = Parameters(given, operation: "PutItem")
            let error = #expect(throws: ServiceError.self) { try ItemCondition(&parameters) }
            #expect(error?.message == message)
        }
    }
}
