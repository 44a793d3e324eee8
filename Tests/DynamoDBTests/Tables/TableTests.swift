import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct TableTests {
    @Test func `a table is described as it was made`() async throws {
        let runtime = try await TableRuntime()
        let answer = try await runtime.call("CreateTable", TableRuntime.definition(range: "N"))
        #expect(answer["TableDescription"]?["TableStatus"] == "CREATING")
        let table = try #require(try await runtime.call("DescribeTable", ["TableName": "users"])["Table"])
        #expect(table["TableStatus"] == "ACTIVE")
        #expect(table["TableArn"] == "arn:aws:dynamodb:us-east-1:000000000000:table/users")
        #expect(table["TableId"] == answer["TableDescription"]?["TableId"])
        #expect(table["CreationDateTime"]?.doubleValue == 1_735_689_600.123)
        #expect(
            table["KeySchema"] == [
                ["AttributeName": "pk", "KeyType": "HASH"], ["AttributeName": "sk", "KeyType": "RANGE"],
            ]
        )
        #expect(
            table["AttributeDefinitions"] == [
                ["AttributeName": "pk", "AttributeType": "S"], ["AttributeName": "sk", "AttributeType": "N"],
            ]
        )
        #expect(table["BillingModeSummary"]?["BillingMode"] == "PAY_PER_REQUEST")
        #expect(table["ItemCount"] == 0)
        #expect(table["DeletionProtectionEnabled"] == false)
    }

    @Test func `provisioned throughput is repeated`() async throws {
        let runtime = try await TableRuntime()
        var definition = TableRuntime.definition()
        definition["BillingMode"] = nil
        #expect(
            await runtime.refusal("CreateTable", definition)?.message
                == "No provisioned throughput specified for the table"
        )
        definition["ProvisionedThroughput"] = ["ReadCapacityUnits": 5, "WriteCapacityUnits": 6]
        let table = try await runtime.call("CreateTable", definition)["TableDescription"]
        #expect(
            table?["ProvisionedThroughput"] == [
                "NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5, "WriteCapacityUnits": 6,
            ]
        )
        #expect(table?["BillingModeSummary"] == nil)
        definition["BillingMode"] = "PAY_PER_REQUEST"
        definition["TableName"] = "other"
        #expect(await runtime.refusal("CreateTable", definition)?.message.contains("Neither ReadCapacityUnits") == true)
    }

    @Test func `tables are listed by pages`() async throws {
        let runtime = try await TableRuntime()
        for name in ["ccc", "aaa", "bbb"] { try await runtime.createTable(name) }
        let first = try await runtime.call("ListTables", ["Limit": 2])
        #expect(first == ["TableNames": ["aaa", "bbb"], "LastEvaluatedTableName": "bbb"])
        let second = try await runtime.call("ListTables", ["Limit": 2, "ExclusiveStartTableName": "bbb"])
        #expect(second == ["TableNames": ["ccc"]])
        #expect(try await runtime.call("ListTables", ["Limit": 3])["LastEvaluatedTableName"] == nil)
        for limit in [0, 101] {
            let error = await runtime.refusal("ListTables", ["Limit": .number(JSONNumber(limit))])
            #expect(error?.message.contains("failed to satisfy constraint") == true)
        }
        let other = Scope(account: "111111111111", region: "us-east-1")
        #expect(try await runtime.call("ListTables", [:], scope: other) == ["TableNames": []])
    }

    @Test func `a table is made once`() async throws {
        let runtime = try await TableRuntime()
        try await runtime.createTable()
        let error = await runtime.refusal("CreateTable", TableRuntime.definition())
        #expect(error?.code == "ResourceInUseException")
        #expect(error?.message == "Table already exists: users")
    }

    @Test func `a table that does not exist is not found`() async throws {
        let runtime = try await TableRuntime()
        for operation in ["DescribeTable", "DeleteTable"] {
            let error = await runtime.refusal(operation, ["TableName": "users"])
            #expect(error?.code == "ResourceNotFoundException")
            #expect(error?.message == "Requested resource not found: Table: users not found")
        }
        let error = await runtime.refusal("GetItem", ["TableName": "users", "Key": ["pk": ["S": "a"]]])
        #expect(error?.message == "Requested resource not found")
    }

    @Test func `a protected table is not deleted`() async throws {
        let runtime = try await TableRuntime()
        try await runtime.call(
            "CreateTable",
            TableRuntime.merge(TableRuntime.definition(), ["DeletionProtectionEnabled": true])
        )
        let error = await runtime.refusal("DeleteTable", ["TableName": "users"])
        #expect(
            error?.message
                == "1 validation error detected: Table 'users' can't be deleted while DeletionProtectionEnabled is set to True"
        )
    }

    @Test func `a table can be named by its ARN, from anywhere`() async throws {
        let runtime = try await TableRuntime()
        try await runtime.createTable()
        let elsewhere = Scope(account: "000000000000", region: "eu-west-1")
        let arn: JSONValue = "arn:aws:dynamodb:us-east-1:000000000000:table/users"
        #expect(try await runtime.call("DescribeTable", ["TableName": arn], scope: elsewhere)["Table"] != nil)
        for arn: JSONValue in ["arn:aws:sqs:us-east-1:000000000000:users", "arn:aws:dynamodb:us-east-1::table/users"] {
            let error = await runtime.refusal("DescribeTable", ["TableName": arn])
            #expect(error?.message.hasPrefix("Invalid TableArn") == true)
        }
    }

    @Test(arguments: ["ab", "", "a b", "täble", "a/b", String(repeating: "x", count: 256)])
    func `a bad name is refused`(name: String) async throws {
        let error = await (try TableRuntime()).refusal("CreateTable", TableRuntime.definition(name))
        #expect(error?.code == "ValidationException")
    }

    @Test func `a bad key schema is refused`() async throws {
        let runtime = try await TableRuntime()
        func element(_ name: JSONValue, _ role: JSONValue) -> JSONValue { ["AttributeName": name, "KeyType": role] }
        func attribute(_ name: JSONValue, _ type: JSONValue) -> JSONValue {
            ["AttributeName": name, "AttributeType": type]
        }
        let refused: [([JSONValue], [JSONValue], String)] = [
            (
                [element("a", "RANGE")], [attribute("a", "S")],
                "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"
            ),
            (
                [element("a", "HASH"), element("b", "HASH")], [attribute("a", "S"), attribute("b", "S")],
                "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"
            ),
            (
                [element("a", "HASH")], [attribute("b", "S")],
                "One or more parameter values were invalid: Some index key attributes are not defined in "
                    + "AttributeDefinitions. Keys: [a], AttributeDefinitions: [b]"
            ),
            (
                [element("a", "HASH")], [attribute("a", "S"), attribute("b", "S")],
                "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match "
                    + "number of attributes defined in AttributeDefinitions"
            ),
            (
                [element("a", "HASH")], [attribute("a", "BOOL")],
                "1 validation error detected: Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' failed to "
                    + "satisfy constraint: Member must satisfy enum value set: [B, N, S]"
            ),
            (
                [element("a", "HASH"), element("a", "RANGE")], [attribute("a", "S")],
                "Both the Hash Key and the Range Key element in the KeySchema have the same name"
            ),
            (
                [], [attribute("a", "S")],
                "1 validation error detected: Value '[]' at 'keySchema' failed to satisfy constraint: "
                    + "Member must have length greater than or equal to 1"
            ),
        ]
        for (schema, definitions, message) in refused {
            let error = await runtime.refusal(
                "CreateTable",
                [
                    "TableName": "users", "KeySchema": .array(schema), "AttributeDefinitions": .array(definitions),
                    "BillingMode": "PAY_PER_REQUEST",
                ]
            )
            #expect(error?.message == message)
        }
    }

    @Test func `what is not built is refused by name`() async throws {
        let runtime = try await TableRuntime()
        let refused: [(JSONObject, String)] = [
            (["GlobalSecondaryIndexes": [["IndexName": "i"]]], "secondary indexes (GlobalSecondaryIndexes)"),
            (["LocalSecondaryIndexes": [["IndexName": "i"]]], "secondary indexes (LocalSecondaryIndexes)"),
            (["StreamSpecification": ["StreamEnabled": true]], "streams (StreamSpecification)"),
            (["Tags": [["Key": "k", "Value": "v"]]], "the parameter 'Tags' of dynamodb:CreateTable"),
        ]
        for (more, text) in refused {
            let error = await runtime.refusal("CreateTable", TableRuntime.merge(TableRuntime.definition(), more))
            #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        }
        #expect(await runtime.refusal("BatchGetItem", [:])?.message.contains("dynamodb:BatchGetItem") == true)
        try await runtime.createTable()
        for (operation, name) in [
            ("GetItem", "ProjectionExpression"), ("Query", "FilterExpression"), ("Scan", "Segment"),
        ] {
            let error = await runtime.refusal(
                operation,
                ["TableName": "users", "Key": [:], "KeyConditionExpression": "a", .init(name): "x"]
            )
            #expect(error?.message.hasPrefix("Quickstep does not support the parameter") == true)
        }
    }
}
