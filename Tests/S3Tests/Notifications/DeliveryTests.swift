import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepS3

struct DeliveryTests {
    private static let targets: JSONObject = [
        "LambdaFunctionConfigurations": [
            [
                "Id": "f", "LambdaFunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:f",
                "Events": ["s3:ObjectCreated:*"], "Filter": filter("f/"),
            ]
        ],
        "QueueConfigurations": [
            [
                "Id": "q", "QueueArn": "arn:aws:sqs:eu-west-1:000000000000:jobs", "Events": ["s3:ObjectCreated:*"],
                "Filter": filter("q/"),
            ]
        ],
        "TopicConfigurations": [
            [
                "Id": "t", "TopicArn": "arn:aws:sns:us-east-1:000000000000:news", "Events": ["s3:ObjectCreated:*"],
                "Filter": filter("t/"),
            ]
        ],
    ]

    private static func filter(_ prefix: JSONValue) -> JSONValue {
        ["Key": ["FilterRules": [["Name": "prefix", "Value": prefix]]]]
    }

    @Test func `each kind of target is called in its own way`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.configure(Self.targets)
        for key in ["f/1", "q/1", "t/1", "elsewhere"] { try await runtime.put(key) }
        let calls = try await runtime.recorded()
        #expect(calls.map { $0["service"] } == ["lambda", "sqs", "sns"])
        #expect(calls.map { $0["operation"] } == ["Invoke", "SendMessage", "Publish"])
        #expect(calls.map { $0["region"] } == ["us-east-1", "eu-west-1", "us-east-1"])

        let function = try #require(calls[0]["parameters"])
        #expect(function["FunctionName"] == "arn:aws:lambda:us-east-1:000000000000:function:f")
        #expect(function["InvocationType"] == "Event")
        #expect(function["Payload"]?["Records"]?[0]?["s3"]?["object"]?["key"] == "f/1")
        let queue = try #require(calls[1]["parameters"])
        #expect(queue["QueueUrl"] == "arn:aws:sqs:eu-west-1:000000000000:jobs")
        let body = try JSONValue.parse(try #require(queue["MessageBody"]?.stringValue))
        #expect(body["Records"]?[0]?["s3"]?["configurationId"] == "q")
        let topic = try #require(calls[2]["parameters"])
        #expect(topic["TopicArn"] == "arn:aws:sns:us-east-1:000000000000:news")
        #expect(topic["Subject"] == "Amazon S3 Notification")
        #expect(topic["Message"]?.stringValue?.hasPrefix(#"{"Records":[{"eventVersion":"2.1""#) == true)
    }

    @Test func `a notification that cannot be made now takes the upload with it, to be repeated`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.notifyQueue()
        let error = await #expect(throws: ServiceError.self) { try await runtime.put("busy") }
        #expect(error == .throttled())
        #expect(try await runtime.list()["KeyCount"] == 0)
        #expect(try await runtime.recorded().isEmpty)
    }

    @Test func `a notification names the object's effect as its cause`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.notifyQueue()
        let notices = try await runtime.notices {
            try await runtime.put("in/a b", "hello")
            try await runtime.delete("in/a b")
        }
        #expect(notices.map(\.event) == ["ObjectCreated", "ObjectDeleted"])
        #expect(notices.map(\.subject) == ["photos/in/a b", "photos/in/a b"])
        #expect(notices[0].detail == ["size": 5, "etag": "5d41402abc4b2a76b9719d911017c592"])
        #expect(notices.allSatisfy { $0.phase == .succeeded && $0.service == "s3" })
        let causes = try await runtime.recorded().map { $0["cause"] }
        #expect(causes == notices.map { .string($0.effect.description) })
    }

    @Test func `the same key twice is two events, each later than the one before`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.notifyQueue()
        try await runtime.put("a +é", "one")
        try await runtime.put("a +é", "three")
        try await runtime.delete("a +é")
        try await runtime.delete("a +é")
        let records = try await runtime.records()
        #expect(
            records.map { $0["eventName"] } == [
                "ObjectCreated:Put", "ObjectCreated:Put", "ObjectRemoved:Delete", "ObjectRemoved:Delete",
            ],
            "The removal of what is not there is told too."
        )
        let objects = records.map { $0["s3"]?["object"] }
        #expect(objects.map { $0?["key"] } == Array(repeating: "a+%2B%C3%A9", count: 4))
        #expect(objects.map { $0?["size"] } == [3, 5, nil, nil])
        let sequencers = objects.compactMap { $0?["sequencer"]?.stringValue }
        #expect(sequencers.count == 4)
        #expect(sequencers == sequencers.sorted() && Set(sequencers).count == 4)
        #expect(Set(records.map { $0["responseElements"]?["x-amz-request-id"] }).count == 4)
    }

    @Test func `a target that refuses does not fail the put, and is told`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.notifyQueue(["QueueArn": "arn:aws:sqs:us-east-1:000000000000:missing"])
        let notices = try await runtime.notices { try await runtime.put("a", "kept") }
        #expect(try await runtime.get("a").text == "kept")
        #expect(notices.map(\.event) == ["ObjectCreated", "NotificationFailed"])
        let failure = try #require(notices.last)
        #expect(failure.phase == .failed)
        #expect(failure.cause == notices.first?.effect)
        #expect(
            failure.detail == [
                "configurationId": "cfg-1", "target": "arn:aws:sqs:us-east-1:000000000000:missing",
                "error": "NotFound", "cause": "There is no such thing.",
            ]
        )
        #expect(try await runtime.recorded() == [], "What the target had begun is taken back.")
    }

    @Test func `filters compare keys as they are, not as they are encoded`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.notifyQueue([
            "Filter": [
                "Key": [
                    "FilterRules": [["Name": "prefix", "Value": "in box/"], ["Name": "suffix", "Value": "é.jpg"]]
                ]
            ]
        ])
        for key in ["in box/é.jpg", "in+box/é.jpg", "in box/é.JPG", "in box/e\u{301}.jpg"] {
            try await runtime.put(key)
        }
        #expect(try await runtime.records().map { $0["s3"]?["object"]?["key"] } == ["in+box/%C3%A9.jpg"])
    }

    @Test func `targets are tried out when they are configured`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        try await runtime.configure(Self.targets, skipsValidation: false)
        let calls = try await runtime.recorded()
        #expect(calls[0]["parameters"]?["InvocationType"] == "DryRun")
        let test = try JSONValue.parse(try #require(calls[1]["parameters"]?["MessageBody"]?.stringValue))
        #expect(test["Service"] == "Amazon S3")
        #expect(test["Event"] == "s3:TestEvent")
        #expect(test["Time"] == "2025-01-01T00:00:00.123Z")
        #expect(test["Bucket"] == "photos")
        #expect(test["Records"] == nil)
        #expect(calls[2]["parameters"]?["Subject"] == "Amazon S3 Notification")
        #expect(calls.count == 3)
    }

    @Test func `a configuration with a target that refuses the test is refused as a whole`() async throws {
        let runtime = try await ObjectRuntime()
        try await runtime.createBucket()
        let error = await runtime.refusal(
            "PutBucketNotificationConfiguration",
            [
                "Bucket": "photos",
                "NotificationConfiguration": [
                    "QueueConfigurations": [
                        [
                            "QueueArn": "arn:aws:sqs:us-east-1:000000000000:missing",
                            "Events": ["s3:ObjectCreated:*"],
                        ]
                    ],
                    "TopicConfigurations": [
                        ["TopicArn": "arn:aws:sns:us-east-1:000000000000:news", "Events": ["s3:ObjectRemoved:*"]]
                    ],
                ],
            ]
        )
        #expect(error?.code == "InvalidArgument")
        #expect(
            error?.message
                == "Unable to validate the following destination configurations: "
                + "arn:aws:sqs:us-east-1:000000000000:missing: The destination queue does not exist"
        )
        #expect(try await runtime.recorded() == [], "No test message stays.")
        #expect(try await runtime.call("GetBucketNotificationConfiguration", ["Bucket": "photos"]) == [:])
    }
}
