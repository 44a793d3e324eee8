import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepDynamoDB

struct ScanTests {
    @Test(arguments: [1, 2, 7, 600])
    func `pages of any size find every item once`(limit: Int) async throws {
        let runtime = try await TableRuntime()
        try await runtime.createTable(hash: "N")
        try await runtime.createTable("other", hash: "N")
        try await runtime.put(["pk": ["N": "1"]], to: "other")
        let count = limit == 600 ? 1300 : 20
        for number in 0..<count { try await runtime.put(["pk": ["N": .string("\(number)")]]) }
        var found: [JSONValue] = []
        var start: JSONValue?
        repeat {
            var parameters: JSONObject = ["TableName": "users", "Limit": .number(JSONNumber(limit))]
            parameters["ExclusiveStartKey"] = start
            let output = try await runtime.call("Scan", parameters)
            let items = output["Items"]?.arrayValue ?? []
            #expect(output["Count"]?.intValue == items.count)
            #expect(items.count <= limit)
            found += items.compactMap { $0["pk"]?["N"] }
            start = output["LastEvaluatedKey"]
        } while start != nil
        #expect(found == (0..<count).map { .string("\($0)") })
    }

    @Test func `a scan takes a consistent read and a count`() async throws {
        let runtime = try await TableRuntime()
        try await runtime.createTable()
        try await runtime.put(["pk": ["S": "a"]])
        let output = try await runtime.call(
            "Scan",
            ["TableName": "users", "ConsistentRead": true, "Select": "COUNT"]
        )
        #expect(output == ["Count": 1, "ScannedCount": 1])
        #expect(await runtime.refusal("Scan", ["TableName": "nowhere"])?.code == "ResourceNotFoundException")
    }
}
