import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

/// Deliveries over HTTP on the virtual clock, to a web that answers as it is told.
struct HTTPFlowTests {
    private static let topic = JSONValue.string(TopicRuntime.topic)
    private static let url = "http://localhost/hook"

    private func runtime(
        _ client: ScriptedClient,
        store: any Store = InMemoryStore()
    ) async throws -> TopicRuntime {
        let runtime = try await TopicRuntime(store: store, client: client)
        client.watch(runtime.kernel.clock)
        return runtime
    }

    /// Subscribes a URL and confirms it; time does not pass.
    @discardableResult
    private func subscribe(
        _ runtime: TopicRuntime,
        _ client: ScriptedClient,
        _ url: String = url,
        _ attributes: JSONObject = [:]
    ) async throws -> JSONValue {
        let count = client.requests.count
        #expect(try await runtime.subscribe("http", url, attributes) == "pending confirmation")
        await runtime.settle(count + 1)
        let question = try #require(client.requests.last)
        let token = try #require(question.json["Token"])
        return try await runtime.call("ConfirmSubscription", ["TopicArn": Self.topic, "Token": token])[
            "SubscriptionArn"
        ]
            ?? .null
    }

    @Test func `an endpoint is asked whether it wants the messages, and gets none before it says so`() async throws {
        let client = ScriptedClient()
        let runtime = try await runtime(client)
        try await runtime.createTopic()
        #expect(try await runtime.subscribe("http", Self.url, ["RawMessageDelivery": "true"]) == "pending confirmation")
        await runtime.settle(1)
        let listed = try await runtime.call("ListSubscriptionsByTopic", ["TopicArn": Self.topic])["Subscriptions"]
        #expect(listed?[0]?["SubscriptionArn"] == "PendingConfirmation")
        let counts = try await runtime.call("GetTopicAttributes", ["TopicArn": Self.topic])["Attributes"]
        #expect(counts?["SubscriptionsPending"] == "1")
        #expect(counts?["SubscriptionsConfirmed"] == "0")
        let question = client.requests[0]
        #expect(question.post.url == Self.url)
        #expect(question.post.timeout == .seconds(15))
        #expect(
            question.post.headers.map(\.name) == [
                "x-amz-sns-message-type", "x-amz-sns-message-id", "x-amz-sns-topic-arn", "Content-Type", "User-Agent",
            ]
        )
        #expect(question.header("x-amz-sns-message-type") == "SubscriptionConfirmation")
        let token = try #require(question.json["Token"]?.stringValue)
        #expect(token.utf8.count == 288)
        let url =
            "http://localhost:4566/?Action=ConfirmSubscription&TopicArn=\(TopicRuntime.topic)&Token=\(token)"
        let expected: JSONValue = [
            "Type": "SubscriptionConfirmation",
            "MessageId": .string(question.header("x-amz-sns-message-id") ?? ""),
            "Token": .string(token),
            "TopicArn": Self.topic,
            "Message": .string(
                "You have chosen to subscribe to the topic \(TopicRuntime.topic).\n"
                    + "To confirm the subscription, visit the SubscribeURL included in this message."
            ),
            "SubscribeURL": .string(url),
            "Timestamp": "2025-01-01T00:00:00.123Z",
            "SignatureVersion": "1",
            "Signature": "cXVpY2tzdGVwOiBub3Qgc2lnbmVk",
            "SigningCertURL": "http://localhost:4566/_sns/SimpleNotificationService-0.pem",
        ]
        #expect(question.json.compactText == expected.compactText)
        try await runtime.publish("too early")
        let confirm: JSONObject = ["TopicArn": Self.topic, "Token": .string(token)]
        let arn = try #require(try await runtime.call("ConfirmSubscription", confirm)["SubscriptionArn"])
        #expect(try await runtime.call("ConfirmSubscription", confirm)["SubscriptionArn"] == arn)
        let attributes = try await runtime.call("GetSubscriptionAttributes", ["SubscriptionArn": arn])["Attributes"]
        #expect(attributes?["PendingConfirmation"] == "false")
        #expect(attributes?["ConfirmationWasAuthenticated"] == "false")
        #expect(attributes?["EffectiveDeliveryPolicy"]?.stringValue?.contains(#""numRetries":3"#) == true)
        try await runtime.publish("bare")
        await client.waitFor(2)
        let notification = client.requests[1]
        #expect(notification.header("x-amz-sns-message-type") == "Notification")
        #expect(notification.header("x-amz-sns-subscription-arn") == arn.stringValue)
        #expect(notification.header("x-amz-sns-rawdelivery") == "true")
        #expect(String(decoding: notification.post.body, as: UTF8.self) == "bare")
    }

    @Test func `another topic's token confirms nothing, and a token of before neither`() async throws {
        let client = ScriptedClient()
        let runtime = try await runtime(client)
        for name in ["t", "u"] { try await runtime.createTopic(name) }
        for count in 1...2 {
            try await runtime.subscribe("http", Self.url)
            await client.waitFor(count)
        }
        func refusal(_ topic: String, _ token: JSONValue?) async -> String? {
            await runtime.refusal(
                "ConfirmSubscription",
                ["TopicArn": .string("arn:aws:sns:us-east-1:000000000000:\(topic)"), "Token": token ?? .null]
            )?.message
        }
        let tokens = client.requests.map { $0.json["Token"] }
        #expect(await refusal("u", tokens[1]) == "Invalid parameter: Topic")
        #expect(await refusal("t", tokens[0]) == "Invalid parameter: Token")
        #expect(await refusal("t", tokens[1]) == nil)
    }

    @Test func `a subscription that nobody confirms goes after two days`() async throws {
        let client = ScriptedClient()
        let runtime = try await runtime(client)
        try await runtime.createTopic()
        try await runtime.subscribe("http", Self.url)
        await client.waitFor(1)
        await runtime.travel(milliseconds: SNSLimits.tokenMilliseconds)
        let listed = try await runtime.call("ListSubscriptionsByTopic", ["TopicArn": Self.topic])
        #expect(listed == ["Subscriptions": []])
        let confirm: JSONObject = ["TopicArn": Self.topic, "Token": client.requests[0].json["Token"] ?? .null]
        #expect(await runtime.refusal("ConfirmSubscription", confirm)?.message == "Invalid parameter: Token")
    }

    @Test func `who leaves is told how to come back`() async throws {
        let client = ScriptedClient()
        let runtime = try await runtime(client)
        try await runtime.createTopic()
        let arn = try await subscribe(runtime, client)
        try await runtime.call("Unsubscribe", ["SubscriptionArn": arn])
        await client.waitFor(2)
        let end = client.requests[1]
        #expect(end.header("x-amz-sns-message-type") == "UnsubscribeConfirmation")
        #expect(
            end.json["Message"]?.stringValue
                == "You have chosen to deactivate subscription \(arn.stringValue ?? "").\n"
                + "To cancel this operation and restore the subscription, visit the SubscribeURL included in this message."
        )
        try await runtime.publish("nobody")
        let confirm: JSONObject = ["TopicArn": Self.topic, "Token": end.json["Token"] ?? .null]
        #expect(try await runtime.call("ConfirmSubscription", confirm)["SubscriptionArn"] == arn)
        try await runtime.publish("back")
        await client.waitFor(3)
        #expect(client.requests[2].json["Message"] == "back")
    }

    @Test func `a delivery that fails is tried again when its policy says, and then goes to the dead-letter queue`()
        async throws
    {
        let client = ScriptedClient([.status(200), .status(500), .failed("timeout"), .status(429), .status(503)])
        let runtime = try await runtime(client)
        try await runtime.createTopic()
        try await runtime.call("CreateQueue", ["QueueName": "dead"], service: "sqs")
        try await subscribe(
            runtime,
            client,
            Self.url,
            [
                "RedrivePolicy": #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}"#,
                "DeliveryPolicy":
                    #"{"healthyRetryPolicy":{"numRetries":3,"numNoDelayRetries":1,"minDelayTarget":10,"maxDelayTarget":30}}"#,
            ]
        )
        try await runtime.publish("lost", ["Subject": "s"])
        await runtime.runUntilQuiet()
        let times = client.requests.dropFirst().map { $0.time.milliseconds(since: TopicRuntime.start) }
        #expect(times == [0, 0, 10_000, 40_000])
        let dead = try #require(try await runtime.received("dead").first?["Body"]?.stringValue)
        #expect(dead == String(decoding: client.requests[1].post.body, as: UTF8.self))
        #expect(Set(client.requests.dropFirst().map(\.post)).count == 1)
    }

    @Test func `an endpoint that says no is not asked again`() async throws {
        let client = ScriptedClient([.status(200), .status(404)])
        let runtime = try await runtime(client)
        try await runtime.createTopic()
        try await runtime.call("CreateQueue", ["QueueName": "dead"], service: "sqs")
        try await subscribe(
            runtime,
            client,
            Self.url,
            [
                "RawMessageDelivery": "true",
                "RedrivePolicy": #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}"#,
            ]
        )
        try await runtime.publish("no", ["MessageAttributes": ["a": ["DataType": "String", "StringValue": "x"]]])
        await runtime.runUntilQuiet()
        #expect(client.requests.count == 2)
        let dead = try #require(try await runtime.received("dead").first)
        #expect(dead["Body"] == "no")
        #expect(dead["MessageAttributes"]?["a"]?["StringValue"] == "x")
    }

    @Test func `a subscriber gets no more messages a second than he takes`() async throws {
        let client = ScriptedClient()
        let runtime = try await runtime(client)
        try await runtime.createTopic()
        try await subscribe(
            runtime,
            client,
            Self.url,
            ["DeliveryPolicy": #"{"throttlePolicy":{"maxReceivesPerSecond":2}}"#]
        )
        for number in 0..<5 { try await runtime.publish("\(number)") }
        await runtime.runUntilQuiet()
        let times = client.requests.dropFirst().map { $0.time.milliseconds(since: TopicRuntime.start) }
        #expect(times == [0, 500, 1000, 1500, 2000])
    }

    @Test func `an endpoint that does not answer delays nobody else, and is not asked by all at once`() async throws {
        let client = ScriptedClient()
        let runtime = try await runtime(client)
        try await runtime.createTopic()
        try await subscribe(runtime, client, "http://slow/")
        try await subscribe(runtime, client, "http://fast/")
        try await runtime.subscribeQueue("q")
        client.hold("http://slow/")
        for number in 0..<30 { try await runtime.publish("\(number)") }
        // The questions, all messages to the one that answers, and as many to the other as it may have at once.
        await client.waitFor(2 + 30 + SNSLimits.deliveriesAtOnceMax)
        await runtime.settle(2 + 30)
        #expect(client.requests.filter { $0.post.url == "http://fast/" }.count == 31)
        #expect(client.requests.filter { $0.post.url == "http://slow/" }.count == 1 + SNSLimits.deliveriesAtOnceMax)
        #expect(try await runtime.received("q").count == 10)
        client.release()
        await client.waitFor(62)
        let slow = client.requests.filter { $0.post.url == "http://slow/" && $0.json["Type"] == "Notification" }
            .compactMap { $0.json["Message"] }
        #expect(Set(slow).count == 30)
    }

    @Test func `what was not delivered when the process ended is delivered by the next, with the same bytes`()
        async throws
    {
        let store = InMemoryStore()
        let client = ScriptedClient([.status(200), .status(500)])
        let runtime = try await runtime(client, store: store)
        try await runtime.createTopic()
        try await subscribe(runtime, client)
        try await runtime.publish("later")
        await runtime.settle(2)
        #expect(try await runtime.kernel.unfinished() == UnfinishedWork(deliveries: 1))
        let nextClient = ScriptedClient()
        let next = try await self.runtime(nextClient, store: store.copy())
        await next.runUntilQuiet()
        #expect(nextClient.requests.map(\.post) == [client.requests[1].post])
        #expect(nextClient.requests[0].time == TopicRuntime.start.adding(milliseconds: 20_000))
        let rows = TopicRows(TopicAddress(scope: .standard, name: "t"))
        let left = try await next.kernel.sequencer.turn { (turn) throws(ServiceError) in
            try turn.range(rows.deliveries.prefixRange).count
        }
        #expect(left == 0)
    }

    @Test func `a delivery of which the outcome could not be stored is settled when the store takes it again`()
        async throws
    {
        let counting = FaultInjectingStore(InMemoryStore(), faults: [:])
        let first = ScriptedClient()
        let rehearsal = try await self.runtime(first, store: counting)
        try await rehearsal.createTopic()
        try await subscribe(rehearsal, first)
        try await rehearsal.publish("x")
        let published = counting.commits
        await rehearsal.settle(2)

        let store = FaultInjectingStore(
            InMemoryStore(),
            faults: [published + 1: .failure(StoreError(.full, "The disk is full."))]
        )
        let client = ScriptedClient()
        let runtime = try await self.runtime(client, store: store)
        try await runtime.createTopic()
        try await subscribe(runtime, client)
        try await runtime.publish("x")
        await runtime.runUntilQuiet()
        #expect(client.requests.filter { $0.json["Message"] == "x" }.count == 1)
        let rows = TopicRows(TopicAddress(scope: .standard, name: "t"))
        let left = try await runtime.kernel.sequencer.turn { (turn) throws(ServiceError) in
            try turn.range(rows.deliveries.prefixRange).count
        }
        #expect(left == 0)
    }

    @Test func `a delivery to a subscription that ended is dropped`() async throws {
        let client = ScriptedClient([.status(200), .status(500)])
        let runtime = try await runtime(client)
        try await runtime.createTopic()
        let arn = try await subscribe(runtime, client)
        try await runtime.publish("x")
        await runtime.settle(2)
        try await runtime.call("Unsubscribe", ["SubscriptionArn": arn])
        await runtime.runUntilQuiet()
        #expect(client.requests.filter { $0.json["Type"] == "Notification" }.count == 1)
    }
}
