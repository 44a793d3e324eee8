import QuickstepJSON
import QuickstepServiceKit
import Testing

struct TargetInputTests {
    private static let detail =
        #"{"n":"z","i":7,"q":"a\"b","none":null,"o":{"acc_id":"0a787","sf_id":"baz"},"l":["A","B"],"b":true}"#

    struct Case: Sendable, CustomStringConvertible {
        let input: JSONObject
        let expected: String

        init(_ input: JSONObject, _ expected: String) {
            self.input = input
            self.expected = expected
        }

        init(template: String, _ expected: String) {
            let paths: JSONObject = [
                "n": "$.detail.n", "i": "$.detail.i", "q": "$.detail.q", "none": "$.detail.none",
                "missing": "$.detail.x.y", "o": "$.detail.o", "l": "$.detail.l", "b": "$.detail.b",
                "second": "$.detail.l[1]",
            ]
            self.init(
                ["InputTransformer": ["InputPathsMap": .object(paths), "InputTemplate": .string(template)]],
                expected
            )
        }

        var description: String { "\(input)" }
    }

    static let cases: [Case] = [
        Case(["Input": #"{"always": "this"}"#], #"{"always": "this"}"#),
        Case(["InputPath": "$.detail.n"], #""z""#),
        Case(["InputPath": "$.detail.o"], #"{"acc_id":"0a787","sf_id":"baz"}"#),
        Case(["InputPath": "$.detail.nothing"], "null"),
        Case(["InputPath": "$['detail-type']"], #""t""#),
        Case(template: #"{"got": <n>, "t": "v-<n>"}"#, #"{"got":"z","t":"v-z"}"#),
        Case(
            template: #"{"a": <i>, "b": <o>, "c": <l>, "d": <b>}"#,
            #"{"a":7,"b":{"acc_id":"0a787","sf_id":"baz"},"c":["A","B"],"d":true}"#
        ),
        Case(template: #""<o> <l> <b> <i>""#, #""{acc_id:0a787,sf_id:baz} [A,B] true 7""#),
        Case(template: #"{"a": <missing>, "b": "<missing>", "c": <none>}"#, #"{"a":"","b":"","c":""}"#),
        Case(template: #""text <n>""#, #""text z""#),
        Case(template: "\"one <n>\"\n\"two <i>\"", "\"one z\"\n\"two 7\""),
        Case(template: #"{"a": "<q>"}"#, #"{"a":"a\"b"}"#),
        Case(template: "<l>", #"["A","B"]"#),
        Case(template: "<second>", #""B""#),
        Case(template: #"{"a": "1 < 2 and <n> > y"}"#, #"{"a":"1 < 2 and z > y"}"#),
        Case(
            template:
                #"{"r": <aws.events.rule-arn>, "n": "<aws.events.rule-name>", "t": <aws.events.event.ingestion-time>}"#,
            #"{"r":"arn:aws:events:us-east-1:000000000000:rule/r","n":"r","t":"2025-01-01T00:00:00.123Z"}"#
        ),
    ]

    @Test(arguments: cases)
    func `a target gets what its input says`(example: Case) async throws {
        let runtime = try await EventRuntime()
        try await runtime.createQueue("q")
        try await runtime.putRule(targets: [EventRuntime.queue("q", example.input)])
        try await runtime.put(EventRuntime.entry(Self.detail))
        #expect(try await runtime.bodies("q") == [example.expected])
    }

    @Test func `a template may hold the whole event, or all of it but its detail`() async throws {
        let runtime = try await EventRuntime()
        try await runtime.createQueue("q")
        let template = #"{"all": <aws.events.event.json>, "head": <aws.events.event>}"#
        try await runtime.putRule(
            targets: [EventRuntime.queue("q", ["InputTransformer": ["InputTemplate": .string(template)]])]
        )
        try await runtime.put(EventRuntime.entry(#"{"n":1}"#))
        let body = try JSONValue.parse(try #require(try await runtime.bodies("q").first))
        var event = try #require(body["all"]?.objectValue)
        #expect(event["detail"] == ["n": 1])
        event.removeValue(forKey: "detail")
        #expect(body["head"] == .object(event))
    }

    @Test func `a value nested as deep as can be fits into a text`() async throws {
        let runtime = try await EventRuntime()
        try await runtime.createQueue("q")
        let transformer: JSONValue = ["InputPathsMap": ["d": "$.detail"], "InputTemplate": #""<d>""#]
        try await runtime.putRule(targets: [EventRuntime.queue("q", ["InputTransformer": transformer])])
        let detail = String(repeating: #"{"a":"#, count: 900) + "1" + String(repeating: "}", count: 900)
        try await runtime.put(EventRuntime.entry(detail))
        #expect(try await runtime.bodies("q").first?.hasPrefix(#""{a:{a:"#) == true)
    }

    struct Refused: Sendable {
        let input: JSONObject
        let message: String

        init(_ input: JSONObject, _ message: String) {
            self.input = input
            self.message = message
        }
    }

    static let refused: [Refused] = [
        Refused(
            ["Input": "{}", "InputPath": "$"],
            "Only one of Input, InputPath, or InputTransformer must be provided for target 1."
        ),
        Refused(["Input": "nonsense"], "JSON syntax error in input for target 1."),
        Refused(["InputPath": "detail"], "Invalid InputPath 'detail' for target 1: "),
        Refused(["InputPath": "$$.Execution"], "Invalid InputPath '$$.Execution' for target 1: "),
        Refused(
            ["InputTransformer": ["InputTemplate": "<x>"]],
            "InputTemplate for target 1 contains invalid placeholder x."
        ),
        Refused(
            ["InputTransformer": ["InputTemplate": "plain text"]],
            "The InputTemplate for target 1 is neither JSON nor quoted text around its placeholders."
        ),
        Refused(
            ["InputTransformer": ["InputPathsMap": ["aws.x": "$.a"], "InputTemplate": "1"]],
            "The name 'aws.x' in the InputPathsMap for target 1 is reserved."
        ),
        Refused(
            ["InputTransformer": ["InputPathsMap": ["x": "$.a"]]],
            "1 validation error detected: Value null at 'inputTemplate'"
        ),
    ]

    @Test(arguments: refused)
    func `an input that cannot be is refused when the target is put`(example: Refused) async throws {
        let runtime = try await EventRuntime()
        try await runtime.putRule(targets: [EventRuntime.queue("q")])
        let targets: JSONValue = [.object(EventRuntime.queue("q", example.input))]
        let error = await runtime.refusal("PutTargets", ["Rule": "r", "Targets": targets])
        #expect(error?.code == "ValidationException")
        #expect(error?.message.hasPrefix(example.message) == true, "\(error?.message ?? "no error")")
    }
}
