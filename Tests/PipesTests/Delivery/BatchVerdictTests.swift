import QuickstepJSON
import Testing

@testable import QuickstepPipes

struct BatchVerdictTests {
    @Test(arguments: [nil, [:], "done", ["batchItemFailures": []], ["batchItemFailures": nil], [1, 2]] as [JSONValue])
    func `an answer without failures lets the whole batch go`(answer: JSONValue) {
        #expect(BatchVerdict.succeeded(answer, of: ["a", "b"]) == ["a", "b"])
    }

    @Test func `messages that are named stay`() {
        let answer: JSONValue = ["batchItemFailures": [["itemIdentifier": "b"]]]
        #expect(BatchVerdict.succeeded(answer, of: ["a", "b", "c"]) == ["a", "c"])
    }

    @Test(arguments: ["", "x", nil, 1] as [JSONValue])
    func `an identifier that names no message of the batch keeps all`(id: JSONValue) {
        let answer: JSONValue = ["batchItemFailures": [["itemIdentifier": "a"], ["itemIdentifier": id]]]
        #expect(BatchVerdict.succeeded(answer, of: ["a", "b"]).isEmpty)
    }

    @Test(
        arguments: [["batchItemFailures": "a"], ["batchItemFailures": [["id": "a"]]], ["batchItemFailures": ["a"]]]
            as [JSONValue]
    )
    func `an answer of another shape keeps all`(answer: JSONValue) {
        #expect(BatchVerdict.succeeded(answer, of: ["a", "b"]).isEmpty)
    }
}
