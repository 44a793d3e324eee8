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

    private static let topic = JSONValue.string(TopicRuntime.topic)
    private static let queue: JSONValue = "arn:aws:sqs:us-east-1:000000000000:q"

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
