import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

@Suite struct `Hostile queries` {
    /// An array of arrays of … to a depth, each with a few numbers.
    private func nested(depth: Int, width: Int = 1) -> JSONValue {
        var value: JSONValue = 0
        for _ in 0..<depth { value = .array([JSONValue](repeating: 1, count: width) + [value]) }
        return value
    }

    @Test(arguments: ["$..*..*..*..*", "$..*..*", "$..[*]..[?(@..*)]", "$..[?(@..[?(@..[0])])]"])
    func `a search that visits too many values is given up`(path: String) throws {
        let document = self.nested(depth: 300, width: 20)
        guard case .failure(let miss) = try JSONPath(path).query(document) else {
            Issue.record("\(path) succeeded")
            return
        }
        #expect(miss.reason == .limit)
        #expect(miss.detail == "The path visits more than 2000000 values")
    }

    @Test func `copies of long texts count against the limit`() throws {
        let text = String(repeating: "x", count: 200_000)
        let path = "$[" + [String](repeating: "0", count: 5_000).joined(separator: ",") + "]"
        guard case .failure(let miss) = try JSONPath(path).query([.string(text)]) else {
            Issue.record("5,000 copies were made")
            return
        }
        #expect(miss.reason == .limit)
    }

    @Test func `comparing large values counts against the limit`() throws {
        let row = JSONValue.array([JSONValue](repeating: 1, count: 1_000))
        let document: JSONValue = ["rows": .array([JSONValue](repeating: row, count: 1_000)), "none": [["x"]]]
        let path = try JSONPath("$.rows[?($.rows noneof [[2]] && @ nin $.none && $.rows subsetof $.rows)]")
        guard case .failure(let miss) = path.query(document) else {
            Issue.record("all rows were compared")
            return
        }
        #expect(miss.reason == .limit)
    }

    @Test func `a deep document is searched without recursion`() throws {
        let document = self.nested(depth: 1_000)
        #expect(try JSONPath("$..[5]").query(document) == .success([]))
        guard case .success(.array(let matches)) = try JSONPath("$..[0]").query(document) else {
            Issue.record("no matches")
            return
        }
        #expect(matches.count == 1_000)
    }

    @Test func `a large flat document is within the limit`() throws {
        let document: JSONValue = .array([JSONValue](repeating: ["id": 1, "name": "n"], count: 10_000))
        guard case .success(.array(let matches)) = try JSONPath("$..*").query(document) else {
            Issue.record("no matches")
            return
        }
        #expect(matches.count == 30_000)
    }
}
