import QuickstepJSON
import QuickstepLambda
import Testing

struct MissingFeatureTests {
    @Test(arguments: [
        ("Quickstep does not support the operation states:TestState.", "operation states:TestState"),
        (
            "Quickstep does not support the distributed Map state yet at /States/M/Label, OTHER: x",
            "distributed Map state"
        ),
        ("Quickstep does not support the query language JSONata yet at /States/M'", "JSONata"),
        (
            "Quickstep does not support the parameter 'publish' of CreateStateMachine yet.",
            "parameter 'publish' of CreateStateMachine"
        ),
        ("Quickstep does not run EXPRESS state machines yet. Use STANDARD.", "EXPRESS state machines"),
        ("Invalid parameter: FIFO topics are not supported yet", "FIFO topics"),
    ])
    func `what is missing is told in the project's own words`(message: String, feature: String) {
        #expect(MissingFeature.told(by: message) == feature)
    }

    @Test func `a refusal in the service's words is no missing feature`() {
        #expect(MissingFeature.told(by: "Invalid State Machine Definition: 'x'") == nil)
    }

    @Test func `what is known to be missing is told before a case runs`() throws {
        func feature(_ json: JSONValue) throws -> String? {
            MissingFeature.known(of: try #require(ConformanceCase(json, directory: "x", isOwn: false)))
        }
        #expect(try feature(["id": "a", "kind": "execution_log"]) == nil)
        #expect(
            try feature(["id": "a", "kind": "execution_log", "needs": ["lambda"]]) == "execution logs"
        )
        #expect(try feature(["id": "a", "kind": "execution", "query_language": "mixed"]) == "JSONata")
        #expect(try feature(["id": "a", "kind": "execution", "needs": ["sqs", "imaginary"]]) == "service imaginary")
        #expect(try feature(["id": "a", "kind": "create_error", "needs": ["imaginary"]]) == nil)
    }
}

struct PlaceholderTests {
    @Test func `references to earlier answers are filled in, others stay`() {
        let answer: JSONValue = ["events": [["a": "x"], ["a": ["b": 2]]], "arn": "arn:1"]
        let value: JSONValue = ["p": "${3.arn}/${3.events[0].a}", "q": ["${3.events[1].a}", "${4.arn}", "${nothing}"]]
        let filled = Placeholder.filled(value) { $0.step == 3 ? $0.path.value(in: answer) : nil }
        #expect(filled == ["p": "arn:1/x", "q": [#"{"b":2}"#, "${4.arn}", "${nothing}"]])
    }
}

struct FunctionBehaviourTests {
    private func recorded(_ expected: JSONValue = [:]) throws -> ConformanceCase {
        try #require(
            ConformanceCase(["id": "a", "kind": "execution", "expected": expected], directory: "x", isOwn: false)
        )
    }

    @Test func `the words of a recording become a function`() throws {
        for words in [
            "returns its event", #"raises Exception("x")"#, "raises a CustomError without arguments",
            "sleeps 60 seconds, then returns its event", "returns 257 KiB of the letter a, more than the payload quota",
            #"returns Python bytes holding the JSON string "text""#, #"returns {"a": 1} whatever the event"#,
        ] {
            let function = try FunctionBehaviour.function(named: "f", behaving: words, in: recorded())
            #expect(function.name == "f")
        }
    }

    @Test func `unknown words are a missing feature`() throws {
        let recorded = try recorded()
        let error = #expect(throws: CaseEnd.self) {
            try FunctionBehaviour.function(named: "f", behaving: "dances", in: recorded)
        }
        guard case .notYet("function that dances") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
