import QuickstepJSON
import Testing

struct ComparerTests {
    private let comparer = Comparer(masks: ["hidden", "queue_url"])

    private func paths(_ expected: JSONValue, _ actual: JSONValue, _ comparer: Comparer? = nil) -> [String] {
        (comparer ?? self.comparer).differences(expected, actual, at: "$").map(\.path)
    }

    @Test func `missing and additional members are both differences`() {
        #expect(paths(["a": 1, "b": 2], ["a": 1, "c": 3]) == ["$.b", "$.c"])
    }

    @Test func `what was dropped from recordings may be there`() {
        #expect(paths(["a": 1], ["a": 1, "timestamp": 17, "ResponseMetadata": [:]]).isEmpty)
    }

    @Test func `numbers are compared by value, texts and booleans are not numbers`() {
        #expect(paths(1.0, 1).isEmpty)
        #expect(paths(1, "1") == ["$"])
        #expect(paths(true, 1) == ["$"])
    }

    @Test func `arrays are compared in order`() {
        #expect(paths([1, 2], [2, 1]) == ["$[0]", "$[1]"])
        #expect(paths([1, 2], [1]) == ["$.length"])
    }

    @Test func `objects and arrays may be JSON text in the answer`() {
        #expect(paths(["a": [1]], #"{"a": [1]}"#).isEmpty)
        #expect(paths([1, ["b": 2]], #"[1,{"b":2}]"#).isEmpty)
        #expect(paths("[1, 2]", "[1,2]").isEmpty)
        #expect(paths("[1, 2]", "[1,3]") == ["$"])
    }

    @Test func `masks and known words stand for any value`() {
        #expect(paths(["a": "hidden", "b": "datetime"], ["a": [1], "b": 1_735_689_600]).isEmpty)
        #expect(paths("<uuid:1>", 5).isEmpty)
        #expect(paths("some hidden", 5) == ["$"])
        #expect(paths("queue_url/x", "https://example/x").isEmpty)
    }

    @Test func `what was billed that day is not compared`() {
        #expect(paths(["billingDetails": ["billedMemoryUsedInMB": 64]], ["billingDetails": [:]]).isEmpty)
        #expect(paths(["billingDetails": [:]], [:]) == ["$.billingDetails"])
    }

    @Test func `stack traces of our own functions are their own`() {
        let expected: JSONValue = ["cause": ["errorType": "E", "stackTrace": ["line 1"]]]
        let actual: JSONValue = ["cause": ["errorType": "E", "stackTrace": []]]
        #expect(paths(expected, actual, Comparer(masks: [], ranOwnFunctions: true)).isEmpty)
        #expect(paths(expected, actual) == ["$.cause.stackTrace.length"])
    }

    @Test func `causes of our own functions are compared as JSON`() {
        let expected: JSONValue = ["Cause": #"{"errorType": "E", "stackTrace": ["line 1"]}"#]
        let ours = Comparer(masks: [], ranOwnFunctions: true)
        #expect(paths(expected, ["Cause": #"{"errorType":"E","stackTrace":[]}"#], ours).isEmpty)
        #expect(paths(expected, ["Cause": #"{"errorType":"F","stackTrace":[]}"#], ours) == ["$.Cause"])
    }
}

struct NormaliserTests {
    private let normaliser = Normaliser(aliases: [("queue-17", "<first>"), ("queue", "<second>")], region: "us-east-1")

    @Test func `members that are objects in text become objects, once`() {
        let value: JSONValue = ["input": #"{"a": "{\"b\": 1}"}"#, "output": "[1]", "deep": [["x": "{}"], "{}"]]
        let expected: JSONValue = ["input": ["a": #"{"b": 1}"#], "output": "[1]", "deep": [["x": [:]], "{}"]]
        #expect(Normaliser.withObjects(value) == expected)
    }

    @Test func `names become placeholders, in the order given, in keys too`() {
        #expect(normaliser.normalised(["queue-17": "queue-17 and queue"]) == ["<first>": "<first> and <second>"])
    }

    @Test func `partition and Region become placeholders`() {
        #expect(normaliser.normalised("arn:aws:sqs:us-east-1:1:a") == "arn:<partition>:sqs:<region>:1:a")
    }
}
