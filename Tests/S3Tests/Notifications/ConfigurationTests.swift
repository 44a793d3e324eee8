import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepS3

struct ConfigurationTests {
    private static let queue: JSONValue = "arn:aws:sqs:us-east-1:000000000000:jobs"
    private static let topic: JSONValue = "arn:aws:sns:us-east-1:000000000000:news"
    private static let function: JSONValue = "arn:aws:lambda:us-east-1:000000000000:function:f"

    private func configuration(_ json: JSONObject) throws(ServiceError) -> NotificationConfiguration {
        try NotificationConfiguration(json) { "made" }
    }

    private func entry(_ id: JSONValue, _ events: JSONValue, _ rules: [JSONValue] = []) -> JSONValue {
        [
            "Id": id, "QueueArn": Self.queue, "Events": events,
            "Filter": ["Key": ["FilterRules": .array(rules)]],
        ]
    }

    @Test func `a configuration is given back as it was put`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        let given: JSONObject = [
            "LambdaFunctionConfigurations": [
                [
                    "Id": "f", "LambdaFunctionArn": Self.function, "Events": ["s3:ObjectRemoved:Delete"],
                ]
            ],
            "QueueConfigurations": [
                [
                    "Id": "q", "QueueArn": Self.queue, "Events": ["s3:ObjectCreated:*"],
                    "Filter": [
                        "Key": [
                            "FilterRules": [
                                ["Name": "Prefix", "Value": "in/"], ["Name": "Suffix", "Value": ".jpg"],
                            ]
                        ]
                    ],
                ]
            ],
            "TopicConfigurations": [
                ["Id": "t", "TopicArn": Self.topic, "Events": ["s3:ObjectTagging:*"]]
            ],
        ]
        try await runtime.configure(given)
        #expect(try await runtime.call("GetBucketNotificationConfiguration", ["Bucket": "photos"]) == given)
        try await runtime.configure([:])
        #expect(try await runtime.call("GetBucketNotificationConfiguration", ["Bucket": "photos"]) == [:])
    }

    @Test func `a missing id is made, and rule names may be of any case`() throws {
        let configuration = try configuration([
            "QueueConfigurations": [entry("", ["s3:ObjectCreated:Put"], [["Name": "SUFFIX", "Value": ""]])]
        ])
        #expect(configuration.entries.first?.id == "made")
        #expect(configuration.entries.first?.filter == KeyFilter(suffix: ""))
    }

    @Test(arguments: [
        ("LambdaFunctionConfigurations", "LambdaFunctionArn", "arn:aws:sqs:us-east-1:000000000000:jobs"),
        ("LambdaFunctionConfigurations", "LambdaFunctionArn", "arn:aws:lambda:us-east-1:000000000000:layer:f"),
        ("QueueConfigurations", "QueueArn", "http://localhost:4566/000000000000/jobs"),
        ("QueueConfigurations", "QueueArn", "arn:aws:sqs:us-east-1::jobs"),
        ("TopicConfigurations", "TopicArn", "news"),
        ("TopicConfigurations", "TopicArn", ""),
    ])
    func `an ARN of something else cannot be parsed`(list: String, member: String, arn: String) {
        let error = #expect(throws: ServiceError.self) {
            try configuration([
                list: [["Id": "a", member: .string(arn), "Events": ["s3:ObjectCreated:*"]]]
            ])
        }
        #expect(error?.code == "InvalidArgument")
        #expect(error?.message == "The ARN could not be parsed")
    }

    @Test func `a configuration that makes no sense is refused`() {
        let put: JSONValue = ["s3:ObjectCreated:Put"]
        let refused: [(JSONObject, String)] = [
            (["QueueConfigurations": [entry("a", ["s3:ObjectCreated:Sung"])]], "The event is not supported for"),
            (["QueueConfigurations": [entry("a", [])]], "The XML you provided was not well-formed"),
            (
                ["QueueConfigurations": [entry("a", put, [["Name": "middle", "Value": "x"]])]],
                "filter rule name must be"
            ),
            (
                ["QueueConfigurations": [entry("a", put, [["Name": "prefix", "Value": "x"], ["Name": "Prefix"]])]],
                "Cannot specify more than one prefix rule"
            ),
            (
                ["QueueConfigurations": [entry("a", ["s3:ObjectCreated:*", "s3:ObjectCreated:Put"])]],
                "must not overlap"
            ),
            (["QueueConfigurations": "x"], "must be a list"),
            (["QueueConfigurations": ["x"]], "must be a list of objects"),
            (["EventBridgeConfiguration": [:]], "EventBridge"),
            (["Webhooks": []], "'Webhooks'"),
            (
                ["QueueConfigurations": [["QueueArn": "arn:aws:sqs:us-east-1:000000000000:jobs.fifo", "Events": put]]],
                "FIFO"
            ),
            (
                [
                    "QueueConfigurations": [
                        entry("a", put, [["Name": "prefix", "Value": "x"]]),
                        entry("a", put, [["Name": "prefix", "Value": "y"]]),
                    ]
                ], "IDs must be unique"
            ),
        ]
        for (json, text) in refused {
            let error = #expect(throws: ServiceError.self) { try configuration(json) }
            #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        }
    }

    struct Pair: Sendable {
        let left: KeyFilter
        let right: KeyFilter
        let overlaps: Bool
    }

    @Test(arguments: [
        Pair(left: KeyFilter(), right: KeyFilter(prefix: "a"), overlaps: true),
        Pair(left: KeyFilter(prefix: "in/"), right: KeyFilter(prefix: "out/"), overlaps: false),
        Pair(left: KeyFilter(prefix: "in/"), right: KeyFilter(prefix: "in/deep"), overlaps: true),
        Pair(left: KeyFilter(suffix: ".jpg"), right: KeyFilter(suffix: ".png"), overlaps: false),
        Pair(left: KeyFilter(suffix: "g"), right: KeyFilter(suffix: ".jpg"), overlaps: true),
        Pair(left: KeyFilter(prefix: "a", suffix: "x"), right: KeyFilter(prefix: "b", suffix: "x"), overlaps: false),
        Pair(left: KeyFilter(prefix: "a", suffix: "x"), right: KeyFilter(prefix: "ab", suffix: "y"), overlaps: false),
        Pair(left: KeyFilter(prefix: "a"), right: KeyFilter(suffix: "x"), overlaps: true),
        Pair(left: KeyFilter(prefix: "e"), right: KeyFilter(prefix: "e\u{301}"), overlaps: true),
    ])
    func `filters overlap where one key can match both`(pair: Pair) throws {
        #expect(pair.left.overlaps(pair.right) == pair.overlaps)
        #expect(pair.right.overlaps(pair.left) == pair.overlaps)
    }

    @Test func `configurations that share an event and keys are refused, whatever their targets`() throws {
        let created: JSONObject = ["Id": "a", "QueueArn": Self.queue, "Events": ["s3:ObjectCreated:*"]]
        let put: JSONObject = ["Id": "b", "TopicArn": Self.topic, "Events": ["s3:ObjectCreated:Put"]]
        let removed: JSONObject = ["Id": "b", "TopicArn": Self.topic, "Events": ["s3:ObjectRemoved:*"]]
        let error = #expect(throws: ServiceError.self) {
            try configuration([
                "QueueConfigurations": [.object(created)], "TopicConfigurations": [.object(put)],
            ])
        }
        #expect(
            error?.message
                == "Configurations overlap. Configurations on the same bucket cannot share a common event type."
        )
        let both = try configuration([
            "QueueConfigurations": [.object(created)], "TopicConfigurations": [.object(removed)],
        ])
        #expect(both.entries(for: .copied, key: "k").map(\.id) == ["a"])
        #expect(both.entries(for: .deleted, key: "k").map(\.id) == ["b"])
    }
}
