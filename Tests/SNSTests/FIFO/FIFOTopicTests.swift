import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

/// What a FIFO topic hands to queues, which here only take note of it.
struct FIFOTopicTests {
    private static let topic: JSONValue = "arn:aws:sns:us-east-1:000000000000:t.fifo"

    private func runtime(
        _ attributes: JSONObject = [:],
        store: any Store = InMemoryStore()
    ) async throws -> TopicRuntime {
        let runtime = try await TopicRuntime(store: store, recordsQueues: true)
        var all = attributes
        all["FifoTopic"] = "true"
        try await runtime.call("CreateTopic", ["Name": "t.fifo", "Attributes": .object(all)])
        return runtime
    }

    private func subscribe(_ runtime: TopicRuntime, _ queue: String, _ attributes: JSONObject = [:]) async throws {
        try await runtime.call(
            "Subscribe",
            [
                "TopicArn": Self.topic, "Protocol": "sqs",
                "Endpoint": .string("arn:aws:sqs:us-east-1:000000000000:\(queue)"), "Attributes": .object(attributes),
            ]
        )
    }

    @discardableResult
    private func publish(
        _ runtime: TopicRuntime,
        _ message: String,
        group: String = "g",
        id: String? = nil
    ) async throws -> JSONObject {
        var parameters: JSONObject = [
            "TopicArn": Self.topic, "Message": .string(message), "MessageGroupId": .string(group),
        ]
        if let id { parameters["MessageDeduplicationId"] = .string(id) }
        return try await runtime.call("Publish", parameters)
    }

    @Test func `the envelope has a sequence number of twenty digits and no signature`() async throws {
        let runtime = try await runtime()
        try await subscribe(runtime, "q.fifo")
        let answer = try await publish(runtime, "a", id: "1")
        let sent = try #require(try await runtime.recorded("q.fifo").first)
        #expect(sent["MessageGroupId"] == "g")
        #expect(sent["MessageDeduplicationId"] == "1")
        let envelope = try JSONValue.parse(sent["MessageBody"]?.stringValue ?? "")
        let keys = envelope.objectValue.map { Array($0.keys) }
        #expect(
            keys == ["Type", "MessageId", "SequenceNumber", "TopicArn", "Message", "Timestamp", "UnsubscribeURL"]
        )
        let number = try #require(answer["SequenceNumber"]?.stringValue)
        #expect(number.utf8.count == 20)
        #expect(envelope["SequenceNumber"]?.stringValue == number)
        let next = try await publish(runtime, "b", id: "2")["SequenceNumber"]?.stringValue ?? ""
        #expect(next > number)
    }

    @Test func `content that comes again within five minutes is acknowledged and not delivered`() async throws {
        let store = InMemoryStore()
        let first = try await runtime(["ContentBasedDeduplication": "true"], store: store)
        try await subscribe(first, "q.fifo")
        let answer = try await publish(first, "same")
        #expect(try await publish(first, "same") == answer)
        // It survives a restart.
        let restarted = try await TopicRuntime(store: store, recordsQueues: true)
        #expect(try await publish(restarted, "same") == answer)
        restarted.kernel.clock.advance(to: TopicRuntime.start.adding(milliseconds: 299_999))
        #expect(try await publish(restarted, "same") == answer)
        #expect(try await restarted.recorded("q.fifo").count == 1)
        restarted.kernel.clock.advance(to: TopicRuntime.start.adding(milliseconds: 300_000))
        #expect(try await publish(restarted, "same") != answer)
        let sent = try await restarted.recorded("q.fifo")
        #expect(sent.count == 2)
        let digest = Hex.encode(DigestAlgorithm.sha256.digest(Array("same".utf8)))
        #expect(sent.first?["MessageDeduplicationId"] == .string(digest))
    }

    @Test func `an id given by the publisher counts before the content's, and what is filtered out counts as well`()
        async throws
    {
        let runtime = try await runtime(["ContentBasedDeduplication": "true"])
        try await subscribe(runtime, "q.fifo", ["FilterPolicy": #"{"a":["x"]}"#])
        try await publish(runtime, "one", id: "1")
        let parameters: JSONObject = [
            "TopicArn": Self.topic, "Message": "two", "MessageGroupId": "g", "MessageDeduplicationId": "1",
            "MessageAttributes": ["a": ["DataType": "String", "StringValue": "x"]],
        ]
        try await runtime.call("Publish", parameters)
        #expect(try await runtime.recorded("q.fifo").isEmpty)
    }

    @Test(arguments: [("Topic", 1), ("MessageGroup", 2)])
    func `the scope says whether groups share their ids`(scope: String, delivered: Int) async throws {
        let runtime = try await runtime(["FifoThroughputScope": .string(scope)])
        try await subscribe(runtime, "q.fifo")
        try await publish(runtime, "a", group: "g", id: "1")
        try await publish(runtime, "b", group: "h", id: "1")
        #expect(try await runtime.recorded("q.fifo").count == delivered)
    }

    @Test func `a standard queue is told neither group nor id`() async throws {
        let runtime = try await runtime()
        try await subscribe(runtime, "q", ["RawMessageDelivery": "true"])
        try await publish(runtime, "a", id: "1")
        let sent = try #require(try await runtime.recorded("q").first)
        #expect(sent["MessageBody"] == "a")
        #expect(sent["MessageGroupId"] == nil)
        #expect(sent["MessageDeduplicationId"] == nil)
    }

    @Test func `the order of publishing is that of every queue`() async throws {
        let runtime = try await runtime()
        for queue in ["a.fifo", "b.fifo"] { try await subscribe(runtime, queue, ["RawMessageDelivery": "true"]) }
        for number in 0..<20 { try await publish(runtime, "\(number)", group: "g\(number % 3)", id: "\(number)") }
        for queue in ["a.fifo", "b.fifo"] {
            #expect(
                try await runtime.recorded(queue).compactMap { $0["MessageBody"]?.stringValue }
                    == (0..<20).map(String.init)
            )
        }
    }

    @Test func `a batch is published in order, with duplicates known within it`() async throws {
        let runtime = try await runtime()
        try await subscribe(runtime, "q.fifo", ["RawMessageDelivery": "true"])
        func entry(_ id: String, _ duplicate: String) -> JSONValue {
            [
                "Id": .string(id), "Message": .string(id), "MessageGroupId": "g",
                "MessageDeduplicationId": .string(duplicate),
            ]
        }
        let output = try await runtime.call(
            "PublishBatch",
            [
                "TopicArn": Self.topic,
                "PublishBatchRequestEntries": [entry("a", "1"), entry("b", "2"), entry("c", "1")],
            ]
        )
        let successful = try #require(output["Successful"]?.arrayValue)
        #expect(output["Failed"] == [])
        #expect(successful.map { $0["Id"] } == ["a", "b", "c"])
        #expect(successful[0]["MessageId"] == successful[2]["MessageId"])
        #expect(successful[0]["SequenceNumber"] == successful[2]["SequenceNumber"])
        #expect(try await runtime.recorded("q.fifo").compactMap { $0["MessageBody"] } == ["a", "b"])
    }

    @Test func `what a FIFO queue refuses goes to the dead-letter queue with its group and id`() async throws {
        let runtime = try await runtime()
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead.fifo"}"#
        try await subscribe(runtime, "gone.fifo", ["RedrivePolicy": .string(policy)])
        try await publish(runtime, "a", id: "1")
        let dead = try #require(try await runtime.recorded("dead.fifo").first)
        #expect(dead["MessageGroupId"] == "g")
        #expect(dead["MessageDeduplicationId"] == "1")
        #expect(try JSONValue.parse(dead["MessageBody"]?.stringValue ?? "")["Message"] == "a")
    }

    @Test func `what is remembered goes when its time is over`() async throws {
        let store = InMemoryStore()
        let runtime = try await runtime(store: store)
        for number in 0..<10 { try await publish(runtime, "a", id: "\(number)") }
        let rows = TopicRows(TopicAddress(scope: .standard, name: "t.fifo"))
        func remembered() async throws -> Int {
            try await runtime.kernel.sequencer.turn { (turn) throws(ServiceError) in
                try turn.range(rows.duplicates.prefixRange).count + turn.range(rows.expiries.prefixRange).count
            }
        }
        #expect(try await remembered() == 20)
        await runtime.travel(milliseconds: 400_000)
        #expect(try await remembered() == 0)
    }

    @Test func `a FIFO topic's row is none that a program without FIFO topics takes for a topic`() throws {
        let row = TopicRecord(isFIFO: true).json
        #expect(row["displayName"] == nil)
        #expect(try TopicRecord(json: row) == TopicRecord(isFIFO: true))
    }
}
