import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct FIFODeadLetterTests {
    private static let policy: JSONValue = .string(
        #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead.fifo","maxReceiveCount":"1"}"#
    )

    @Test func `a message that is given up frees its group and keeps what names it`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createFIFOQueue("dead.fifo")
        try await runtime.createFIFOQueue("q.fifo", ["VisibilityTimeout": "1", "RedrivePolicy": Self.policy])
        for body in ["poison", "fine"] { try await runtime.sendInGroup("g", body) }
        let poison = try #require(try await runtime.receive("q.fifo", ["MaxNumberOfMessages": 1]).first)
        runtime.advance(seconds: 1)
        #expect(try await runtime.bodies("q.fifo") == ["fine"])
        let moved = try #require(try await runtime.receive("dead.fifo").first)
        for name in ["MessageGroupId", "MessageDeduplicationId", "SentTimestamp"] {
            #expect(moved["Attributes"]?[name] == poison["Attributes"]?[name])
            #expect(moved["Attributes"]?[name] != nil)
        }
        #expect(moved["MessageId"] == poison["MessageId"])
        #expect(moved["Attributes"]?["ApproximateReceiveCount"] == "2")
        #expect(moved["Attributes"]?["DeadLetterQueueSourceArn"] == "arn:aws:sqs:us-east-1:000000000000:q.fifo")
        #expect(try await runtime.kernel.inspect().findings == [])
    }

    @Test func `the time that a message is kept begins anew in a dead-letter queue`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createFIFOQueue("dead.fifo", ["MessageRetentionPeriod": "60"])
        try await runtime.createFIFOQueue("q.fifo", ["VisibilityTimeout": "50", "RedrivePolicy": Self.policy])
        try await runtime.sendInGroup("g", "x")
        _ = try await runtime.receive("q.fifo")
        runtime.advance(seconds: 50)
        _ = try await runtime.receive("q.fifo")
        runtime.advance(seconds: 59)
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts("dead.fifo") == ["1", "0", "0"])
        runtime.advance(seconds: 1)
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts("dead.fifo") == ["0", "0", "0"])
    }

    @Test(arguments: ["q", "q.fifo"])
    func `a dead-letter queue is of its source's type`(name: String) async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("dead")
        try await runtime.createFIFOQueue("dead.fifo")
        let target = name == "q" ? "dead.fifo" : "dead"
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:\#(target)","maxReceiveCount":1}"#
        var attributes: JSONObject = ["RedrivePolicy": .string(policy)]
        if name != "q" { attributes["FifoQueue"] = "true" }
        let error = await runtime.refusal(
            "CreateQueue",
            ["QueueName": .string(name), "Attributes": .object(attributes)]
        )
        #expect(error?.code == "InvalidParameterValue")
        #expect(
            error?.message
                == "Value \(policy) for parameter RedrivePolicy is invalid. Reason: "
                + "Dead-letter queue must be same type of queue as the source."
        )
    }
}
