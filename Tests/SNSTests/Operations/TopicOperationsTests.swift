import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

struct TopicOperationsTests {
    @Test func `creating a topic twice gives the same topic`() async throws {
        let runtime = try await TopicRuntime()
        let first = try await runtime.call("CreateTopic", ["Name": "t", "Attributes": ["DisplayName": "T"]])
        #expect(first == ["TopicArn": .string(TopicRuntime.topic)])
        #expect(try await runtime.call("CreateTopic", ["Name": "t"]) == first)
        let error = await runtime.refusal("CreateTopic", ["Name": "t", "Attributes": ["DisplayName": "U"]])
        #expect(error?.code == "InvalidParameter")
        #expect(
            error?.message == "Invalid parameter: Attributes Reason: Topic already exists with different attributes"
        )
        let attributes = try await runtime.call("GetTopicAttributes", ["TopicArn": .string(TopicRuntime.topic)])
        #expect(attributes["Attributes"]?["DisplayName"] == "T")
        #expect(attributes["Attributes"]?["SubscriptionsConfirmed"] == "0")
    }

    struct Refused: Sendable {
        let operation: String
        let parameters: JSONObject
        let code: String
        let text: String

        init(_ operation: String, _ parameters: JSONObject, _ code: String, _ text: String) {
            self.operation = operation
            self.parameters = parameters
            self.code = code
            self.text = text
        }
    }

    private static let topic = JSONValue.string(TopicRuntime.topic)
    private static let queue: JSONValue = "arn:aws:sqs:us-east-1:000000000000:q"

    static let refused: [Refused] = [
        Refused("CreateTopic", ["Name": "a b"], "InvalidParameter", "Invalid parameter: Topic Name"),
        Refused("CreateTopic", ["Name": ""], "InvalidParameter", "Invalid parameter: Topic Name"),
        Refused("CreateTopic", [:], "ValidationError", "Value null at 'name'"),
        Refused("CreateTopic", ["Name": "t.fifo"], "InvalidParameter", "FIFO topics are not supported yet"),
        Refused(
            "CreateTopic",
            ["Name": "t", "Attributes": ["FifoTopic": "true"]],
            "InvalidParameter",
            "FIFO topics are not supported yet"
        ),
        Refused(
            "CreateTopic",
            ["Name": "u", "Attributes": ["KmsMasterKeyId": "k"]],
            "InvalidParameter",
            "Quickstep does not support the topic attribute KmsMasterKeyId"
        ),
        Refused(
            "CreateTopic",
            ["Name": "u", "Tags": [["Key": "a", "Value": "b"]]],
            "InvalidParameter",
            "Quickstep does not support tags of topics"
        ),
        Refused(
            "GetTopicAttributes",
            ["TopicArn": "nope"],
            "InvalidParameter",
            "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1"
        ),
        Refused(
            "GetTopicAttributes",
            ["TopicArn": "arn:aws:sns:us-east-1:000000000000:nope"],
            "NotFound",
            "Topic does not exist"
        ),
        Refused(
            "Publish",
            ["TopicArn": "arn:aws:sns:eu-west-1:000000000000:t", "Message": "x"],
            "InvalidParameter",
            "Invalid parameter: TopicArn"
        ),
        Refused(
            "Publish",
            ["TopicArn": "arn:aws:sns:us-east-1:000000000000:nope", "Message": "x"],
            "NotFound",
            "Topic does not exist"
        ),
        Refused("Publish", ["Message": "x"], "InvalidParameter", "TopicArn or TargetArn"),
        Refused("Publish", ["PhoneNumber": "+4912345", "Message": "x"], "InvalidParameter", "PhoneNumber"),
        Refused("Publish", ["TopicArn": topic, "Message": ""], "InvalidParameter", "Invalid parameter: Empty message"),
        Refused("Publish", ["TopicArn": topic], "ValidationError", "Value null at 'message'"),
        Refused(
            "Publish",
            ["TopicArn": topic, "Message": "x", "Subject": ""],
            "InvalidParameter",
            "Invalid parameter: Subject"
        ),
        Refused(
            "Publish",
            ["TopicArn": topic, "Message": "x", "Subject": "a\nb"],
            "InvalidParameter",
            "Invalid parameter: Subject"
        ),
        Refused(
            "Publish",
            ["TopicArn": topic, "Message": .string(String(repeating: "x", count: 262_145))],
            "InvalidParameter",
            "Invalid parameter: Message too long"
        ),
        Refused(
            "Publish",
            ["TopicArn": topic, "Message": "x", "MessageStructure": "json"],
            "InvalidParameter",
            "Message Structure - JSON message body failed to parse"
        ),
        Refused(
            "Publish",
            ["TopicArn": topic, "Message": #"{"sqs":"x"}"#, "MessageStructure": "json"],
            "InvalidParameter",
            "Message Structure - No default entry in JSON message body"
        ),
        Refused(
            "Publish",
            ["TopicArn": topic, "Message": "x", "MessageDeduplicationId": "d"],
            "InvalidParameter",
            "not valid for this topic type"
        ),
        Refused(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "pigeon", "Endpoint": "x"],
            "InvalidParameter",
            "Amazon SNS does not support this protocol string: pigeon"
        ),
        Refused(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "http", "Endpoint": "http://x"],
            "InvalidParameter",
            "Quickstep does not support the protocol http"
        ),
        Refused(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "sqs", "Endpoint": "http://localhost/000000000000/q"],
            "InvalidParameter",
            "Invalid parameter: SQS endpoint ARN"
        ),
        Refused(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "sqs", "Endpoint": "arn:aws:sqs:us-east-1:000000000000:q.fifo"],
            "InvalidParameter",
            "FIFO SQS Queues can not be subscribed to standard SNS topics"
        ),
        Refused(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "lambda", "Endpoint": "f"],
            "InvalidParameter",
            "Lambda endpoint ARN"
        ),
        Refused(
            "Subscribe",
            ["TopicArn": "arn:aws:sns:us-east-1:000000000000:nope", "Protocol": "sqs", "Endpoint": queue],
            "NotFound",
            "Topic does not exist"
        ),
        Refused(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "sqs", "Endpoint": queue, "Attributes": ["RawMessageDelivery": "x"]],
            "InvalidParameter",
            "Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [x]. Must be true or false."
        ),
        Refused(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "sqs", "Endpoint": queue, "Attributes": ["RedrivePolicy": "{}"]],
            "InvalidParameter",
            "Invalid parameter: Attributes Reason: Quickstep does not support the subscription attribute RedrivePolicy"
        ),
        Refused(
            "Subscribe",
            ["TopicArn": topic, "Protocol": "sqs", "Endpoint": queue, "Attributes": ["Nope": "x"]],
            "InvalidParameter",
            "Invalid parameter: Attributes Reason: AttributeName"
        ),
        Refused(
            "Unsubscribe",
            ["SubscriptionArn": "x"],
            "InvalidParameter",
            "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1"
        ),
        Refused("Unsubscribe", ["SubscriptionArn": topic], "InvalidParameter", "Invalid parameter: SubscriptionId"),
        Refused(
            "GetSubscriptionAttributes",
            ["SubscriptionArn": "arn:aws:sns:us-east-1:000000000000:t:nope"],
            "NotFound",
            "Subscription does not exist"
        ),
        Refused("PublishBatch", [:], "UnknownOperationException", "sns:PublishBatch"),
    ]

    @Test(arguments: refused)
    func `what SNS would refuse, or is not built, is refused by name`(example: Refused) async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let error = await runtime.refusal(example.operation, example.parameters)
        #expect(error?.code == example.code)
        #expect(error?.message.contains(example.text) == true, "\(error?.message ?? "no error")")
        #expect(error?.httpStatus == (example.code == "NotFound" ? 404 : 400))
    }

    @Test func `topics are listed by name and in pages`() async throws {
        let runtime = try await TopicRuntime()
        for number in 0..<101 { try await runtime.createTopic("t\(1000 + number)") }
        let first = try await runtime.call("ListTopics", [:])
        #expect(first["Topics"]?.arrayValue?.count == 100)
        #expect(first["Topics"]?[0] == ["TopicArn": "arn:aws:sns:us-east-1:000000000000:t1000"])
        let token = try #require(first["NextToken"])
        let second = try await runtime.call("ListTopics", ["NextToken": token])
        #expect(second == ["Topics": [["TopicArn": "arn:aws:sns:us-east-1:000000000000:t1100"]]])
    }

    @Test func `a deleted topic leaves nothing and deleting it again is no error`() async throws {
        let store = InMemoryStore()
        let runtime = try await TopicRuntime(store: store)
        try await runtime.createTopic()
        try await runtime.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:q")
        for _ in 1...2 { try await runtime.call("DeleteTopic", ["TopicArn": Self.topic]) }
        let rows = store.range(StoreKey(bytes: [Owner.Kind.topic.rawValue]).prefixRange, limit: .max, reversed: false)
        #expect(rows.isEmpty)
        #expect(try await runtime.call("ListTopics", [:]) == ["Topics": []])
    }

    @Test func `subscribing twice gives the same subscription unless attributes differ`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let attributes: JSONObject = ["RawMessageDelivery": "true", "FilterPolicy": #"{"a":["x"]}"#]
        let first = try await runtime.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:q", attributes)
        for again in [[:], attributes, ["RawMessageDelivery": "true"]] as [JSONObject] {
            #expect(try await runtime.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:q", again) == first)
        }
        let error = await runtime.refusal(
            "Subscribe",
            [
                "TopicArn": Self.topic, "Protocol": "sqs", "Endpoint": Self.queue,
                "Attributes": ["RawMessageDelivery": "false"],
            ]
        )
        #expect(
            error?.message
                == "Invalid parameter: Attributes Reason: Subscription already exists with different attributes"
        )
        #expect(try await runtime.subscribe("lambda", "arn:aws:lambda:us-east-1:000000000000:function:f") != first)
    }

    @Test func `a subscription's attributes can be read and changed`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let arn = try await runtime.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:q")
        func attributes() async throws -> JSONValue? {
            try await runtime.call("GetSubscriptionAttributes", ["SubscriptionArn": arn])["Attributes"]
        }
        #expect(
            try await attributes() == [
                "SubscriptionArn": arn, "TopicArn": Self.topic, "Protocol": "sqs", "Endpoint": Self.queue,
                "Owner": "000000000000", "ConfirmationWasAuthenticated": "true", "PendingConfirmation": "false",
                "SubscriptionPrincipal": "arn:aws:iam::000000000000:root", "RawMessageDelivery": "false",
            ]
        )
        func set(_ name: JSONValue, _ value: JSONValue) async throws {
            try await runtime.call(
                "SetSubscriptionAttributes",
                ["SubscriptionArn": arn, "AttributeName": name, "AttributeValue": value]
            )
        }
        try await set("FilterPolicy", #"{"a":["x"]}"#)
        #expect(try await attributes()?["FilterPolicyScope"] == "MessageAttributes")
        try await set("FilterPolicyScope", "MessageBody")
        try await set("FilterPolicy", #"{"a":{"b":["x"]}}"#)
        #expect(try await attributes()?["FilterPolicy"] == #"{"a":{"b":["x"]}}"#)
        let error = await runtime.refusal(
            "SetSubscriptionAttributes",
            ["SubscriptionArn": arn, "AttributeName": "FilterPolicyScope", "AttributeValue": "MessageAttributes"]
        )
        #expect(
            error?.message
                == "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy"
        )
        try await set("FilterPolicy", "")
        #expect(try await attributes()?["FilterPolicy"] == nil)
        #expect(try await attributes()?["FilterPolicyScope"] == nil)
    }

    @Test func `subscriptions are listed and unsubscribing twice is no error`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let arn = try await runtime.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:q")
        #expect(
            try await runtime.call("ListSubscriptionsByTopic", ["TopicArn": Self.topic]) == [
                "Subscriptions": [
                    [
                        "SubscriptionArn": arn, "Owner": "000000000000", "Protocol": "sqs", "Endpoint": Self.queue,
                        "TopicArn": Self.topic,
                    ]
                ]
            ]
        )
        for _ in 1...2 { try await runtime.call("Unsubscribe", ["SubscriptionArn": arn]) }
        #expect(
            try await runtime.call("ListSubscriptionsByTopic", ["TopicArn": Self.topic]) == ["Subscriptions": []]
        )
        #expect(try await runtime.subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:q") != arn)
    }
}
