import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

struct PublishTests {
    private static let attributes: JSONValue = [
        "attr1": ["DataType": "Number", "StringValue": "99.12"],
        "bin": ["DataType": "Binary", "BinaryValue": "AgME"],
    ]

    @Test func `a queue gets the envelope, byte for byte`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let arn = try await runtime.subscribeQueue("q").stringValue ?? ""
        let answer = try await runtime.publish("body", ["Subject": "s", "MessageAttributes": Self.attributes])
        let id = try #require(answer["MessageId"]?.stringValue)
        let message = try #require(try await runtime.received("q").first)
        let expected =
            #"{"Type":"Notification","MessageId":"\#(id)","TopicArn":"arn:aws:sns:us-east-1:000000000000:t","#
            + #""Subject":"s","Message":"body","Timestamp":"2025-01-01T00:00:00.123Z","SignatureVersion":"1","#
            + #""Signature":"cXVpY2tzdGVwOiBub3Qgc2lnbmVk","#
            + #""SigningCertURL":"http://localhost:4566/_sns/SimpleNotificationService-0.pem","#
            + #""UnsubscribeURL":"http://localhost:4566/?Action=Unsubscribe&SubscriptionArn=\#(arn)","#
            + #""MessageAttributes":{"attr1":{"Type":"Number","Value":"99.12"},"bin":{"Type":"Binary","Value":"AgME"}}}"#
        #expect(message["Body"]?.stringValue == expected)
        #expect(message["MessageId"]?.stringValue != id)
        #expect(message["MessageAttributes"] == nil)
    }

    @Test func `subject and attributes are left out of the envelope where there are none`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribeQueue("q")
        try await runtime.publish("body")
        let body = try #require(try await runtime.received("q").first?["Body"]?.stringValue)
        let envelope = try JSONValue.parse(body)
        #expect(envelope["Subject"] == nil)
        #expect(envelope["MessageAttributes"] == nil)
    }

    @Test func `a delivery that cannot be made now takes the publish with it, to be repeated`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribeQueue("q")
        try await runtime.subscribe("lambda", "arn:aws:lambda:us-east-1:000000000000:function:busy")
        let parameters: JSONObject = ["TopicArn": .string(TopicRuntime.topic), "Message": "x"]
        #expect(await runtime.refusal("Publish", parameters) == .throttled())
        #expect(try await runtime.received("q").isEmpty)
    }

    @Test func `raw delivery sends the bare message with the attributes of the queue`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribeQueue("q", ["RawMessageDelivery": "true"])
        try await runtime.publish(
            "body",
            ["Subject": "s", "MessageAttributes": Self.attributes, "MessageGroupId": "g"]
        )
        let message = try #require(try await runtime.received("q").first)
        #expect(message["Body"] == "body")
        #expect(
            message["MessageAttributes"] == [
                "attr1": ["StringValue": "99.12", "DataType": "Number"],
                "bin": ["BinaryValue": "AgME", "DataType": "Binary"],
            ]
        )
        #expect(message["Attributes"]?["MessageGroupId"] == "g")
    }

    @Test func `a function is invoked with the event that AWS sends`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let function = "arn:aws:lambda:us-east-1:000000000000:function:f"
        let arn = try await runtime.subscribe("lambda", function)
        let id = try #require(try await runtime.publish("hello", ["MessageAttributes": Self.attributes])["MessageId"])
        let request = try #require(runtime.functions.requests.first)
        #expect(request.operation == "Invoke")
        #expect(request.parameters["FunctionName"] == .string(function))
        #expect(request.parameters["InvocationType"] == "Event")
        #expect(
            request.parameters["Payload"] == [
                "Records": [
                    [
                        "EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": arn,
                        "Sns": [
                            "Type": "Notification", "MessageId": id, "TopicArn": .string(TopicRuntime.topic),
                            "Subject": nil, "Message": "hello", "Timestamp": "2025-01-01T00:00:00.123Z",
                            "SignatureVersion": "1", "Signature": "cXVpY2tzdGVwOiBub3Qgc2lnbmVk",
                            "SigningCertUrl": "http://localhost:4566/_sns/SimpleNotificationService-0.pem",
                            "UnsubscribeUrl": .string(
                                "http://localhost:4566/?Action=Unsubscribe&SubscriptionArn=\(arn.stringValue ?? "")"
                            ),
                            "MessageAttributes": [
                                "attr1": ["Type": "String", "Value": "99.12"],
                                "bin": ["Type": "Binary", "Value": "AgME"],
                            ],
                        ],
                    ]
                ]
            ]
        )
    }

    @Test func `each protocol may get a text of its own`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribeQueue("q")
        try await runtime.subscribe("lambda", "arn:aws:lambda:us-east-1:000000000000:function:f")
        try await runtime.publish(
            #"{"default":"for all","sqs":"for queues","lambda":17}"#,
            ["MessageStructure": "json"]
        )
        #expect(try await runtime.messages("q") == ["for queues"])
        let event = runtime.functions.requests.first?.parameters["Payload"]
        #expect(event?["Records"]?[0]?["Sns"]?["Message"] == "for all")
    }

    @Test func `filters decide for each subscription`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribeQueue("all")
        try await runtime.subscribeQueue("numbers", ["FilterPolicy": #"{"n":[{"numeric":[">",0,"<=",100]}]}"#])
        try await runtime.subscribeQueue(
            "bodies",
            ["FilterPolicy": #"{"kind":{"name":["image"]}}"#, "FilterPolicyScope": "MessageBody"]
        )
        for number in ["99.12", "101"] {
            try await runtime.publish(
                "m\(number)",
                ["MessageAttributes": ["n": ["DataType": "Number", "StringValue": .string(number)]]]
            )
        }
        try await runtime.publish(#"{"kind":{"name":"image"}}"#)
        #expect(try await runtime.messages("all").count == 3)
        #expect(try await runtime.messages("numbers") == ["m99.12"])
        #expect(try await runtime.messages("bodies") == [#"{"kind":{"name":"image"}}"#])
    }

    @Test func `a subscriber that is gone does not fail the publish`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:gone")
        try await runtime.subscribe("lambda", "arn:aws:lambda:us-east-1:000000000000:function:gone")
        try await runtime.subscribeQueue("q")
        try await runtime.subscribeQueue("filtered", ["FilterPolicy": #"{"a":["x"]}"#])
        let notices = try await runtime.notices { () async throws in
            try await runtime.publish("body")
        }
        #expect(try await runtime.messages("q") == ["body"])
        let published = try #require(notices.first { $0.event == "Published" })
        #expect(published.subject == "t")
        #expect(published.phase == .succeeded)
        let fannedOut = try #require(notices.first { $0.event == "FannedOut" })
        #expect(fannedOut.effect == published.effect)
        #expect(fannedOut.detail["matched"] == 1)
        #expect(fannedOut.detail["filtered"] == 1)
        #expect(fannedOut.detail["failed"] == 2)
        // Who follows effects knows each cause when its effect comes.
        #expect(notices.map(\.event).filter { $0 != "FannedOut" } == ["Published", "MessageSent"])
        #expect(notices.filter { $0.event == "MessageSent" }.map(\.cause) == [published.effect])
    }

    @Test func `raw delivery of more attributes than a queue takes fails for that queue alone`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribeQueue("raw", ["RawMessageDelivery": "true"])
        try await runtime.subscribeQueue("q")
        let attributes = JSONObject(
            (0..<11).map { ("a\($0)", ["DataType": "String", "StringValue": "x"] as JSONValue) }
        )
        try await runtime.publish("body", ["MessageAttributes": .object(attributes)])
        #expect(try await runtime.messages("q") == ["body"])
        #expect(try await runtime.received("raw").isEmpty)
    }

    @Test func `all deliveries of a publish become durable together`() async throws {
        let store = InMemoryStore()
        // 1 the topic, 2 and 4 the queues, 3 and 5 the subscriptions, 6 the publish.
        let start = try await TopicRuntime.commitsAtStart()
        let failing = FaultInjectingStore(store, faults: [start + 6: .failure(StoreError(.full, "The disk is full."))])
        let runtime = try await TopicRuntime(store: failing)
        try await runtime.createTopic()
        for name in ["a", "b"] { try await runtime.subscribeQueue(name) }
        let error = await runtime.refusal("Publish", ["TopicArn": .string(TopicRuntime.topic), "Message": "lost"])
        #expect(error?.isRetryable == true)
        for name in ["a", "b"] { #expect(try await runtime.received(name).isEmpty) }
        let commits = failing.commits
        try await runtime.publish("kept")
        #expect(failing.commits == commits + 1)
        let restarted = try await TopicRuntime(store: store.copy())
        for name in ["a", "b"] { #expect(try await restarted.messages(name) == ["kept"]) }
    }
}
