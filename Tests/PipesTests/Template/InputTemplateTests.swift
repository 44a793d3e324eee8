import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepPipes

struct InputTemplateTests {
    private static let facts = PipeFacts(
        address: PipeAddress(scope: .standard, name: "p"),
        source: "arn:source",
        target: "arn:target",
        ingestedAt: "2025-01-01T00:00:00.000Z"
    )
    private static let record: JSONObject = [
        "messageId": "id", "body": #"{"order":17,"list":["a",{"b":null}],"say":"\"hi\""}"#,
        "attributes": ["SentTimestamp": "5"],
    ]

    struct Filled: Sendable {
        let template: String
        let value: JSONValue

        init(_ template: String, _ value: JSONValue) {
            self.template = template
            self.value = value
        }
    }

    static let filled: [Filled] = [
        Filled("<$.body.order>", 17),
        Filled(#"{"o":<$.body.order>,"id":"<$.messageId>"}"#, ["o": 17, "id": "id"]),
        Filled(#"{"text":"order <$.body.order> of <aws.pipes.pipe-name>"}"#, ["text": "order 17 of p"]),
        Filled("<$.body>", ["order": 17, "list": ["a", ["b": nil]], "say": "\"hi\""]),
        Filled(#"["<$.body.say>",<$.body.say>]"#, ["\"hi\"", "\"hi\""]),
        Filled("[<$.body.list[0]>,<$.body.list[1].b>,<$.body.list[7]>]", ["a", nil, nil]),
        Filled(#"{"none":"<$.nope>","null":<$.nope.at.all>}"#, ["none": "", "null": nil]),
        Filled("<$.attributes.SentTimestamp>", "5"),
        Filled(
            "[<aws.pipes.pipe-arn>,<aws.pipes.source-arn>,<aws.pipes.target-arn>,<aws.pipes.event.ingestion-time>]",
            [
                "arn:aws:pipes:us-east-1:000000000000:pipe/p", "arn:source", "arn:target", "2025-01-01T00:00:00.000Z",
            ]
        ),
        Filled("<aws.pipes.event.json>", .object(record)),
        Filled(#""a \" quote <$.messageId>""#, #"a " quote id"#),
    ]

    @Test(arguments: filled)
    func `a template is filled from the record`(example: Filled) throws {
        #expect(try InputTemplate(example.template).value(for: Self.record, of: Self.facts) == example.value)
    }

    @Test func `a body that is no JSON is a text`() throws {
        let record: JSONObject = ["body": "plain"]
        #expect(try InputTemplate("<$.body>").value(for: record, of: Self.facts) == "plain")
        #expect(try InputTemplate("<$.body.a>").value(for: record, of: Self.facts) == nil)
    }

    @Test(arguments: ["<$..a>", "<$.a[*]>", "<$>", "<aws.pipes.nope>", "{", "<$.a><$.b>", "hello <$.a>", "<$.a[-1]>"])
    func `a template that is not simple is refused`(template: String) {
        let error = #expect(throws: ServiceError.self) { try InputTemplate(template) }
        #expect(error?.code == "ValidationException")
    }
}
