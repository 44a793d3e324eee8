import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct ItemTests {
    private func runtime(hash: String = "S", range: String? = nil) async throws -> TableRuntime {
        let runtime = try await TableRuntime()
        try await runtime.createTable(hash: hash, range: range)
        return runtime
    }

    @Test func `an item is given back in canonical form`() async throws {
        let runtime = try await runtime()
        let answer = try await runtime.put([
            "pk": ["S": "a"], "n": ["N": "1.50"], "m": ["M": ["l": ["L": [["N": "1E2"], ["BOOL": true]]]]],
        ])
        #expect(answer == [:])
        #expect(
            try await runtime.get(["pk": ["S": "a"]]) == [
                "pk": ["S": "a"], "n": ["N": "1.5"], "m": ["M": ["l": ["L": [["N": "100"], ["BOOL": true]]]]],
            ]
        )
        #expect(try await runtime.get(["pk": ["S": "b"]]) == nil)
        let read = try await runtime.call(
            "GetItem",
            ["TableName": "users", "Key": ["pk": ["S": "b"]], "ConsistentRead": true, "ReturnConsumedCapacity": "NONE"]
        )
        #expect(read == [:])
    }

    @Test func `an item takes the place of another of the same key`() async throws {
        let runtime = try await runtime()
        try await runtime.put(["pk": ["S": "a"], "old": ["S": "1"]])
        let answer = try await runtime.put(["pk": ["S": "a"], "new": ["S": "2"]], ["ReturnValues": "ALL_OLD"])
        #expect(answer == ["Attributes": ["pk": ["S": "a"], "old": ["S": "1"]]])
        #expect(try await runtime.get(["pk": ["S": "a"]]) == ["pk": ["S": "a"], "new": ["S": "2"]])
        #expect(try await runtime.counts() == [1, 7])
        let first = try await runtime.put(["pk": ["S": "b"]], ["ReturnValues": "ALL_OLD"])
        #expect(first == [:])
        let error = await runtime.refusal(
            "PutItem",
            ["TableName": "users", "Item": ["pk": ["S": "a"]], "ReturnValues": "ALL_NEW"]
        )
        #expect(error?.message == "Return values set to invalid value")
    }

    @Test func `a deleted item is gone, and deleting nothing is fine`() async throws {
        let runtime = try await runtime()
        try await runtime.put(["pk": ["S": "a"], "n": ["N": "1"]])
        #expect(try await runtime.counts() == [1, 6])
        let answer = try await runtime.delete(["pk": ["S": "a"]], ["ReturnValues": "ALL_OLD"])
        #expect(answer == ["Attributes": ["pk": ["S": "a"], "n": ["N": "1"]]])
        #expect(try await runtime.get(["pk": ["S": "a"]]) == nil)
        #expect(try await runtime.delete(["pk": ["S": "a"]], ["ReturnValues": "ALL_OLD"]) == [:])
        #expect(try await runtime.counts() == [0, 0])
    }

    @Test func `a condition guards a write`() async throws {
        let runtime = try await runtime()
        let once: JSONObject = ["ConditionExpression": "attribute_not_exists(pk)"]
        try await runtime.put(["pk": ["S": "a"], "v": ["N": "1"]], once)
        let error = await #expect(throws: ServiceError.self) {
            try await runtime.put(["pk": ["S": "a"], "v": ["N": "2"]], once)
        }
        #expect(error?.code == "ConditionalCheckFailedException")
        #expect(error?.message == "The conditional request failed")
        #expect(try await runtime.get(["pk": ["S": "a"]])?["v"] == ["N": "1"])
        await #expect(throws: ServiceError.conditionFailed()) { try await runtime.delete(["pk": ["S": "a"]], once) }
        await #expect(throws: ServiceError.conditionFailed()) {
            try await runtime.delete(["pk": ["S": "b"]], ["ConditionExpression": "attribute_exists(pk)"])
        }
        try await runtime.delete(["pk": ["S": "a"]], ["ConditionExpression": "attribute_exists(pk)"])
        #expect(try await runtime.counts() == [0, 0])
    }

    @Test func `writes are told on the bus with their key`() async throws {
        let runtime = try await runtime(range: "N")
        let key: JSONObject = ["pk": ["S": "a"], "sk": ["N": "1"]]
        let notices = try await runtime.notices {
            try await runtime.put(TableRuntime.merge(key, ["v": ["S": "x"]]))
            try await runtime.delete(key)
            try await runtime.delete(key)
        }
        #expect(notices.map(\.event) == ["ItemPut", "ItemDeleted"])
        #expect(notices.allSatisfy { $0.subject == "users" && $0.service == "dynamodb" && $0.phase == .succeeded })
        #expect(notices.allSatisfy { $0.detail == ["key": .object(key)] })
    }

    // MARK: Keys

    @Test func `numbers that are equal are one key`() async throws {
        let runtime = try await runtime(hash: "N")
        try await runtime.put(["pk": ["N": "1.0"], "v": ["S": "first"]])
        try await runtime.put(["pk": ["N": "0.1E1"], "v": ["S": "second"]])
        #expect(try await runtime.get(["pk": ["N": "1"]]) == ["pk": ["N": "1"], "v": ["S": "second"]])
        #expect(try await runtime.counts().first == 1)
    }

    @Test func `keys that look alike are different items`() async throws {
        let runtime = try await runtime(range: "S")
        let keys: [(String, String)] = [
            ("a", "b"), ("a\0", "b"), ("a", "\0b"), ("a\0\u{1}", "b"), ("ab", "c"), ("a", "bc"),
            ("caf\u{E9}", "x"), ("cafe\u{301}", "x"),
        ]
        for (number, key) in keys.enumerated() {
            try await runtime.put([
                "pk": ["S": .string(key.0)], "sk": ["S": .string(key.1)], "v": ["N": .string("\(number)")],
            ])
        }
        for (number, key) in keys.enumerated() {
            let item = try await runtime.get(["pk": ["S": .string(key.0)], "sk": ["S": .string(key.1)]])
            #expect(item?["v"] == ["N": .string("\(number)")])
        }
    }

    @Test func `the key of an item is checked`() async throws {
        let runtime = try await runtime(range: "N")
        let refused: [(JSONObject, String)] = [
            (["sk": ["N": "1"]], "One or more parameter values were invalid: Missing the key pk in the item"),
            (["pk": ["S": "a"]], "One or more parameter values were invalid: Missing the key sk in the item"),
            (
                ["pk": ["N": "1"], "sk": ["N": "1"]],
                "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N"
            ),
            (
                ["pk": ["S": "a"], "sk": ["NULL": true]],
                "One or more parameter values were invalid: Type mismatch for key sk expected: N actual: NULL"
            ),
            (
                ["pk": ["S": ""], "sk": ["N": "1"]],
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                    + "empty string value. Key: pk"
            ),
            (
                ["pk": ["S": .string(String(repeating: "x", count: 2049))], "sk": ["N": "1"]],
                "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes"
            ),
        ]
        for (item, message) in refused {
            let error = await #expect(throws: ServiceError.self) { try await runtime.put(item) }
            #expect(error?.code == "ValidationException")
            #expect(error?.message == message)
        }
        try await runtime.put(["pk": ["S": .string(String(repeating: "x", count: 2048))], "sk": ["N": "1"]])
    }

    @Test func `a range key has bounds`() async throws {
        let runtime = try await runtime(range: "B")
        let bytes = String(repeating: "A", count: 1024 / 3 * 4) + "AA=="
        try await runtime.put(["pk": ["S": "a"], "sk": ["B": .string(bytes)]])
        let error = await #expect(throws: ServiceError.self) {
            try await runtime.put(["pk": ["S": "a"], "sk": ["B": .string("AAAA" + bytes)]])
        }
        #expect(
            error?.message
                == "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit "
                + "of 1024 bytes"
        )
        let empty = await #expect(throws: ServiceError.self) {
            try await runtime.put(["pk": ["S": "a"], "sk": ["B": ""]])
        }
        #expect(empty?.message.contains("empty binary value. Key: sk") == true)
    }

    @Test func `a key that is asked for has to be a key`() async throws {
        let runtime = try await runtime(range: "N")
        let keys: [JSONObject] = [
            [:], ["pk": ["S": "a"]], ["pk": ["S": "a"], "sk": ["S": "1"]], ["pk": ["S": "a"], "x": ["N": "1"]],
            ["pk": ["S": "a"], "sk": ["N": "1"], "x": ["N": "1"]],
        ]
        for key in keys {
            await #expect(throws: ServiceError.keyMismatch()) { try await runtime.get(key) }
            await #expect(throws: ServiceError.keyMismatch()) { try await runtime.delete(key) }
        }
        let error = await runtime.refusal("GetItem", ["TableName": "users"])
        #expect(
            error?.message
                == "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null"
        )
        #expect(await runtime.refusal("GetItem", ["TableName": 1])?.code == "SerializationException")
    }

    @Test func `an item is at most 400 KB`() async throws {
        let runtime = try await runtime()
        let room = DynamoDBLimits.itemBytesMax - "pk".utf8.count - "a".utf8.count - "v".utf8.count
        try await runtime.put(["pk": ["S": "a"], "v": ["S": .string(String(repeating: "x", count: room))]])
        let error = await #expect(throws: ServiceError.self) {
            try await runtime.put(["pk": ["S": "a"], "v": ["S": .string(String(repeating: "x", count: room + 1))]])
        }
        #expect(error?.message == "Item size has exceeded the maximum allowed size")
    }
}
