import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct KeyConditionTests {
    private static let values: JSONObject = [
        ":p": ["S": "a"], ":q": ["N": "1"], ":r": ["N": "2"], ":b": ["BOOL": true], ":e": ["S": ""],
    ]
    private static let schema = KeySchema(
        hash: KeySchema.Element(name: "pk", type: .string),
        range: KeySchema.Element(name: "sk", type: .number)
    )

    private func condition(
        _ text: String,
        names: JSONObject = ["#k": "sk"],
        _ schema: KeySchema = schema
    ) throws(ServiceError) -> KeyCondition {
        var parameters = Parameters(
            ["ExpressionAttributeNames": .object(names), "ExpressionAttributeValues": .object(Self.values)],
            operation: "Query"
        )
        var attributes = try ExpressionAttributes(&parameters, hasExpression: true)
        return try KeyCondition(text, &attributes, schema)
    }

    @Test func `each form is read, in either order`() throws {
        let hash = KeyValue.string(Array("a".utf8))
        let one = KeyValue.number(try DecimalNumber("1"))
        let two = KeyValue.number(try DecimalNumber("2"))
        let expected: [(String, KeyCondition.Run)] = [
            ("pk = :p", .all),
            ("(pk=:p)", .all),
            ("pk = :p AND sk = :q", .equal(one)),
            ("sk<:q and pk = :p", .less(one)),
            ("(pk = :p) AND (sk <= :q)", .lessOrEqual(one)),
            ("(pk = :p AND #k > :q)", .greater(one)),
            ("#k >= :q AND pk = :p", .greaterOrEqual(one)),
            ("pk = :p AND sk BETWEEN :q AND :r", .between(one, two)),
            ("sk between :q and :r AND pk = :p", .between(one, two)),
        ]
        for (text, run) in expected {
            let condition = try condition(text)
            #expect(condition.hash == hash)
            #expect(condition.run == run, "\(text)")
        }
    }

    @Test(arguments: [
        ["", "Invalid KeyConditionExpression: The expression can not be empty;"],
        ["sk = :q", "Query condition missed key schema element: pk"],
        ["pk > :p", "Query key condition not supported"],
        ["pk = :p AND x = :q", "Query condition missed key schema element: sk"],
        ["pk = :p AND pk = :p", "KeyConditionExpressions must only contain one condition per key"],
        ["pk = :p AND sk > :q AND sk < :r", "Conditions can be of length 1 or 2 only"],
        ["pk = :p OR sk = :q", "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: OR"],
        ["NOT pk = :p", "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: NOT"],
        ["pk <> :p", "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: <>"],
        ["pk IN (:p)", "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: IN"],
        [
            "pk = :p AND contains(sk, :q)",
            "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: contains",
        ],
        ["pk = :p AND starts(sk, :q)", "Invalid KeyConditionExpression: Invalid function name; function: starts"],
        [
            "pk = :p AND sk = :p",
            "One or more parameter values were invalid: Condition parameter type does not match schema type",
        ],
        [
            "pk = :b",
            "One or more parameter values were invalid: Condition parameter type does not match schema type",
        ],
        [
            "pk = :e",
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                + "empty string value. Key: pk",
        ],
        [
            "pk = :p AND begins_with(sk, :q)",
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; "
                + "operator or function: begins_with, operand type: N",
        ],
        [
            "pk = :p AND sk BETWEEN :r AND :q",
            "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to "
                + "lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}",
        ],
        [
            "pk = :nope",
            "Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; "
                + "attribute value: :nope",
        ],
        ["pk = ", "Invalid KeyConditionExpression: Syntax error; token: \"<EOF>\", near: \"= \""],
        ["pk :p", "Invalid KeyConditionExpression: Syntax error; token: \":p\", near: \"pk :p\""],
        ["pk = 7", "Invalid KeyConditionExpression: Syntax error; token: \"7\", near: \"= 7\""],
        ["= :p", "Invalid KeyConditionExpression: Syntax error; token: \"=\", near: \"= :p\""],
        [
            "date = :p",
            "Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved keyword: date",
        ],
    ])
    func `a mistake is told in the service's words`(texts: [String]) {
        let error = #expect(throws: ServiceError.self) { try condition(texts[0]) }
        #expect(error?.code == "ValidationException")
        #expect(error?.message == texts[1])
    }

    @Test(arguments: 1...20)
    func `any text is read or refused`(seed: Int) {
        var random = KeyedRandom(seed: UInt64(seed), event: 0)
        let words = [
            "pk", "sk", "#k", ":p", ":q", "=", "<", "<=", "<>", "(", ")", ",", "AND", "BETWEEN", "begins_with", ".",
            "[",
            "0", "é", "#", ":", " ", "\0", "NOT", "OR",
        ]
        for _ in 0..<300 {
            let count = Int.random(in: 0...12, using: &random)
            let text = (0..<count).map { _ in words[Int.random(in: words.indices, using: &random)] }.joined(
                separator: " "
            )
            do throws(ServiceError) {
                let condition = try condition(text)
                #expect(condition.hash == .string(Array("a".utf8)), "seed \(seed): \(text)")
            } catch {
                #expect(error.code == "ValidationException", "seed \(seed): \(text)")
            }
        }
    }

    @Test func `a table without range key takes one condition`() {
        let schema = KeySchema(hash: Self.schema.hash, range: nil)
        let error = #expect(throws: ServiceError.self) { try condition("pk = :p AND sk = :q", schema) }
        #expect(error?.message == "Query key condition not supported")
    }

    @Test(arguments: ["ABORT", "name", "Status", "zone", "TTL"])
    func `reserved words are known in any case`(word: String) {
        #expect(ReservedWords.contains(word))
        #expect(!ReservedWords.contains(word + "x"))
    }
}

extension KeyConditionTests {
    private func condition(_ text: String, _ schema: KeySchema) throws(ServiceError) -> KeyCondition {
        try condition(text, names: ["#k": "sk"], schema)
    }
}
