import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct QueryTests {
    private func runtime(range: String, _ keys: [JSONValue]) async throws -> TableRuntime {
        let runtime = try await TableRuntime()
        try await runtime.createTable(range: range)
        for neighbour in ["0", "a\0", "b"] {
            try await runtime.put(["pk": ["S": .string(neighbour)], "sk": .object([range: keys[0]])])
        }
        for key in keys { try await runtime.put(["pk": ["S": "a"], "sk": .object([range: key])]) }
        return runtime
    }

    private func keys(_ output: JSONObject, _ type: String) -> [JSONValue] {
        output["Items"]?.arrayValue?.compactMap { $0["sk"]?[type] } ?? []
    }

    @Test func `numbers come in numeric order, up and down`() async throws {
        let runtime = try await runtime(range: "N", ["10", "9", "-1", "0", "1E3", "0.5", "-10", "1.5"])
        let up = try await runtime.query("pk = :p", [":p": ["S": "a"]])
        #expect(keys(up, "N") == ["-10", "-1", "0", "0.5", "1.5", "9", "10", "1000"])
        #expect(up["Count"] == 8)
        #expect(up["ScannedCount"] == 8)
        #expect(up["LastEvaluatedKey"] == nil)
        let down = try await runtime.query("pk = :p", [":p": ["S": "a"]], ["ScanIndexForward": false])
        #expect(keys(down, "N") == keys(up, "N").reversed())
    }

    @Test func `texts come in the order of their bytes`() async throws {
        let runtime = try await runtime(range: "S", ["b", "B", "é", "a\0", "a", "aa", "\u{10000}", "\u{FFFD}"])
        let output = try await runtime.query("pk = :p", [":p": ["S": "a"]])
        #expect(keys(output, "S") == ["B", "a", "a\0", "aa", "b", "é", "\u{FFFD}", "\u{10000}"])
    }

    @Test func `bytes come in unsigned order`() async throws {
        let runtime = try await runtime(range: "B", ["/w==", "AA==", "AAA=", "fw==", "gA=="])
        let output = try await runtime.query("pk = :p", [":p": ["S": "a"]])
        #expect(keys(output, "B") == ["AA==", "AAA=", "fw==", "gA==", "/w=="])
    }

    @Test func `a prefix finds what begins with it`() async throws {
        let runtime = try await runtime(range: "S", ["a", "ab", "ab\0", "ab\u{10FFFF}", "abc", "ac", "b"])
        let output = try await runtime.query("pk = :p AND begins_with(sk, :s)", [":p": ["S": "a"], ":s": ["S": "ab"]])
        #expect(keys(output, "S") == ["ab", "ab\0", "abc", "ab\u{10FFFF}"])
    }

    @Test func `pages are bounded by the limit and go on where the last one ended`() async throws {
        let runtime = try await runtime(range: "N", ["1", "2", "3", "4"])
        for isForward in [true, false] {
            var more: JSONObject = ["Limit": 2, "ScanIndexForward": .bool(isForward)]
            let first = try await runtime.query("pk = :p", [":p": ["S": "a"]], more)
            #expect(keys(first, "N") == (isForward ? ["1", "2"] : ["4", "3"]))
            more["ExclusiveStartKey"] = first["LastEvaluatedKey"]
            let second = try await runtime.query("pk = :p", [":p": ["S": "a"]], more)
            #expect(keys(second, "N") == (isForward ? ["3", "4"] : ["2", "1"]))
            #expect(second["LastEvaluatedKey"] != nil, "A page that stops early says so even where nothing follows.")
            more["ExclusiveStartKey"] = second["LastEvaluatedKey"]
            let third = try await runtime.query("pk = :p", [":p": ["S": "a"]], more)
            #expect(third == ["Items": [], "Count": 0, "ScannedCount": 0])
        }
    }

    @Test func `counting leaves the items away`() async throws {
        let runtime = try await runtime(range: "N", ["1", "2"])
        let output = try await runtime.query(
            "pk = :p",
            [":p": ["S": "a"]],
            ["Select": "COUNT", "ConsistentRead": true]
        )
        #expect(output == ["Count": 2, "ScannedCount": 2])
    }

    @Test func `a page ends at 1 MB`() async throws {
        let runtime = try await TableRuntime()
        try await runtime.createTable(range: "N")
        let large = JSONValue.string(String(repeating: "x", count: 300_000))
        for number in 1...9 {
            try await runtime.put(["pk": ["S": "a"], "sk": ["N": .string("\(number)")], "v": ["S": large]])
        }
        var found: [JSONValue] = []
        var start: JSONValue?
        var pages = 0
        repeat {
            var more = JSONObject()
            more["ExclusiveStartKey"] = start
            let output = try await runtime.query("pk = :p", [":p": ["S": "a"]], more)
            found += keys(output, "N")
            start = output["LastEvaluatedKey"]
            pages += 1
        } while start != nil
        #expect(found == (1...9).map { .string("\($0)") })
        #expect(pages == 3)
    }

    @Test func `a starting key has to lie in what is asked for`() async throws {
        let runtime = try await runtime(range: "N", ["1", "2", "3"])
        let refused: [(JSONValue, String)] = [
            (
                ["pk": ["S": "a"]],
                "The provided starting key is invalid: The provided key element does not match the schema"
            ),
            (
                ["pk": ["S": "b"], "sk": ["N": "2"]],
                "The provided starting key is outside query boundaries based on provided conditions"
            ),
            (["pk": ["S": "a"], "sk": ["N": "9"]], "The provided starting key does not match the range key predicate"),
        ]
        for (start, message) in refused {
            let error = await #expect(throws: ServiceError.self) {
                try await runtime.query(
                    "pk = :p AND sk < :s",
                    [":p": ["S": "a"], ":s": ["N": "5"]],
                    ["ExclusiveStartKey": start]
                )
            }
            #expect(error?.message == message)
        }
        let output = try await runtime.query(
            "pk = :p",
            [":p": ["S": "a"]],
            ["ExclusiveStartKey": ["pk": ["S": "a"], "sk": ["N": "1.5"]]]
        )
        #expect(keys(output, "N") == ["2", "3"], "The item of a starting key need not exist.")
    }

    @Test func `parameters are checked`() async throws {
        let runtime = try await runtime(range: "N", ["1"])
        let refused: [(JSONObject, String)] = [
            (["Limit": 0], "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint"),
            (["Select": "ALL_PROJECTED_ATTRIBUTES"], "Quickstep does not support the value ALL_PROJECTED_ATTRIBUTES"),
            (["Select": "SOME"], "1 validation error detected: Value 'SOME' at 'select' failed to satisfy constraint"),
            (["IndexName": "i"], "Quickstep does not support the parameter 'IndexName'"),
            (["ReturnConsumedCapacity": "TOTAL"], "Quickstep does not support the value TOTAL"),
            (["ExpressionAttributeNames": ["#x": "x"]], "Value provided in ExpressionAttributeNames unused"),
        ]
        for (more, text) in refused {
            let error = await #expect(throws: ServiceError.self) {
                try await runtime.query("pk = :p", [":p": ["S": "a"]], more)
            }
            #expect(error?.message.hasPrefix(text) == true, "\(error?.message ?? "")")
        }
        let error = await runtime.refusal("Query", ["TableName": "users"])
        #expect(error?.message.hasPrefix("Either the KeyConditions or KeyConditionExpression") == true)
    }

    @Test(arguments: 1...20)
    func `each comparison finds what comparing one by one finds`(seed: Int) async throws {
        var random = KeyedRandom(seed: UInt64(seed), event: 0)
        let numbers = Set((0..<40).map { _ in Int.random(in: -60...60, using: &random) }).sorted()
        // Tenths, written in different ways.
        let runtime = try await runtime(range: "N", numbers.map { .string("\($0)E-1") })
        for _ in 0..<15 {
            let low = Int.random(in: -70...70, using: &random)
            let high = Int.random(in: low...71, using: &random)
            let forms: [(String, (Int) -> Bool)] = [
                ("sk = :l", { $0 == low }), ("sk < :l", { $0 < low }), ("sk <= :l", { $0 <= low }),
                ("sk > :l", { $0 > low }), ("sk >= :l", { $0 >= low }),
                ("sk BETWEEN :l AND :h", { $0 >= low && $0 <= high }),
            ]
            for (form, matches) in forms {
                var values: JSONObject = [":p": ["S": "a"], ":l": ["N": .string("\(low)0E-2")]]
                if form.contains(":h") { values[":h"] = ["N": .string("\(high)E-1")] }
                let isForward = Bool.random(using: &random)
                let output = try await runtime.query(
                    "pk = :p AND \(form)",
                    values,
                    ["ScanIndexForward": .bool(isForward)]
                )
                let expected = try numbers.filter(matches).map { JSONValue.string(try DecimalNumber("\($0)E-1").text) }
                #expect(
                    keys(output, "N") == (isForward ? expected : expected.reversed()),
                    "seed \(seed): \(form), low \(low), high \(high)"
                )
            }
        }
    }
}
