import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct ReceiveMessageTests {
    @Test func `a received message is hidden and reappears when its timeout ends`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["VisibilityTimeout": "5"])
        try await runtime.send("x")
        let first = try #require(try await runtime.receive().first)
        #expect(try await runtime.counts() == ["0", "1", "0"])
        runtime.advance(seconds: 4)
        #expect(try await runtime.receive().isEmpty)
        runtime.advance(seconds: 1)
        let second = try #require(try await runtime.receive().first)
        #expect(second["MessageId"] == first["MessageId"])
        #expect(second["ReceiptHandle"] != first["ReceiptHandle"])
        #expect(second["Attributes"]?["ApproximateReceiveCount"] == "2")
        #expect(second["Attributes"]?["ApproximateFirstReceiveTimestamp"] == "1735689600000")
    }

    @Test func `messages come in the order in which they were sent, as many as were asked for`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        for number in 1...25 { try await runtime.send("\(number)") }
        #expect(try await runtime.bodies("q", ["MaxNumberOfMessages": 1]) == ["1"])
        #expect(try await runtime.bodies() == (2...11).map(String.init))
        #expect(try await runtime.bodies() == (12...21).map(String.init))
        #expect(try await runtime.bodies() == (22...25).map(String.init))
        #expect(try await runtime.call("ReceiveMessage", ["QueueUrl": "q"]).isEmpty)
    }

    @Test func `a timeout of 0 leaves messages visible and counts`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        for body in ["a", "b"] { try await runtime.send(body) }
        #expect(try await runtime.bodies("q", ["VisibilityTimeout": 0]) == ["a", "b"])
        let again = try await runtime.receive("q", ["VisibilityTimeout": 0])
        #expect(again.map { $0["Attributes"]?["ApproximateReceiveCount"] } == ["2", "2"])
        try await runtime.delete(again.first)
        #expect(try await runtime.counts() == ["1", "0", "0"])
    }

    private static let outOfBounds: [Refusal] = [
        Refusal(
            ["MaxNumberOfMessages": 11],
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
        ),
        Refusal(
            ["WaitTimeSeconds": 21],
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."
        ),
        Refusal(
            ["WaitTimeSeconds": -1],
            "Value -1 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."
        ),
        Refusal(
            ["VisibilityTimeout": 43201],
            "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided."
        ),
        Refusal(
            ["ReceiveRequestAttemptId": "a"],
            "Value a for parameter ReceiveRequestAttemptId is invalid. Reason: The request includes a parameter that is not valid for this queue type."
        ),
    ]

    @Test(arguments: outOfBounds)
    func `a request out of bounds is refused`(refusal: Refusal) async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        var parameters = refusal.parameters
        parameters["QueueUrl"] = "q"
        let error = await runtime.refusal("ReceiveMessage", parameters)
        #expect(error?.code == refusal.code)
        #expect(error?.message == refusal.text)
    }

    @Test func `a message is delivered as often as the policy says and then moved`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":2}"#
        try await runtime.createQueue("q", ["VisibilityTimeout": "1", "RedrivePolicy": .string(policy)])
        let id = try await runtime.send(
            "poison",
            ["MessageAttributes": ["a": ["DataType": "String", "StringValue": "b"]]]
        )
        try await runtime.send("fine", ["DelaySeconds": 2])
        #expect(try await runtime.bodies() == ["poison"])
        runtime.advance(seconds: 1)
        #expect(try await runtime.bodies() == ["poison"])
        runtime.advance(seconds: 1)
        #expect(try await runtime.bodies() == ["fine"], "The moved message does not take the place of another.")
        let moved = try #require(try await runtime.receive("dead").first)
        #expect(moved["MessageId"]?.stringValue == id)
        #expect(moved["Body"] == "poison")
        #expect(moved["MessageAttributes"] == ["a": ["StringValue": "b", "DataType": "String"]])
        #expect(moved["Attributes"]?["DeadLetterQueueSourceArn"] == "arn:aws:sqs:us-east-1:000000000000:q")
        #expect(moved["Attributes"]?["ApproximateReceiveCount"] == "3")
        #expect(moved["Attributes"]?["SentTimestamp"] == "1735689600000")
        #expect(moved["Attributes"]?["ApproximateFirstReceiveTimestamp"] == "1735689600000")
        #expect(try await runtime.counts("q") == ["0", "1", "0"])
    }

    @Test func `a message stays where it is when its dead-letter queue is gone`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}"#
        try await runtime.createQueue("q", ["VisibilityTimeout": "0", "RedrivePolicy": .string(policy)])
        try await runtime.call("DeleteQueue", ["QueueUrl": "dead"])
        try await runtime.send("x")
        for _ in 1...3 { #expect(try await runtime.bodies() == ["x"]) }
    }

    @Test func `messages are dropped when the queue has kept them long enough`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["MessageRetentionPeriod": "60", "VisibilityTimeout": "0"])
        try await runtime.send("old")
        runtime.advance(seconds: 30)
        try await runtime.send("newer")
        runtime.advance(seconds: 30)
        #expect(try await runtime.bodies() == ["newer"], "Without a timer: the receive itself drops what is too old.")
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts() == ["1", "0", "0"])
        runtime.advance(seconds: 60)
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts() == ["0", "0", "0"])
        #expect(runtime.kernel.timers.count == 0)
    }

    @Test func `a shorter retention period holds for the messages that are there`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.send("x")
        runtime.advance(seconds: 100)
        try await runtime.call("SetQueueAttributes", ["QueueUrl": "q", "Attributes": ["MessageRetentionPeriod": "60"]])
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts() == ["0", "0", "0"])
    }

    @Test func `what every message goes through is told on the bus with one effect`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}"#
        try await runtime.createQueue("q", ["RedrivePolicy": .string(policy)])
        let notices = try await runtime.notices {
            _ = try await runtime.kernel.call(
                ServiceRequest(
                    service: "sqs",
                    operation: "SendMessage",
                    parameters: ["QueueUrl": "q", "MessageBody": "x"],
                    cause: EffectID("origin")
                )
            )
            _ = try await runtime.receive()
            await runtime.runUntilQuiet()
            _ = try await runtime.receive()
            try await runtime.delete(try await runtime.receive("dead").first, from: "dead")
        }
        #expect(
            notices.map(\.event) == [
                "MessageSent", "MessageReceived", "MessageVisible", "MessageDeadLettered",
                "MessageSent", "MessageReceived", "MessageDeleted",
            ]
        )
        #expect(notices.map(\.subject) == ["q", "q", "q", "q", "dead", "dead", "dead"])
        #expect(
            notices.map(\.phase) == [.began, .progressed, .progressed, .failed, .began, .progressed, .succeeded]
        )
        let effects = notices.map(\.effect)
        #expect(Set(effects[..<4]).count == 1)
        #expect(Set(effects[4...]).count == 1)
        #expect(notices[..<4].allSatisfy { $0.cause == EffectID("origin") })
        #expect(notices[4...].allSatisfy { $0.cause == effects[0] })
        #expect(notices[2].time == QueueRuntime.start.adding(milliseconds: 30_000))
        #expect(notices[0].detail["queueArn"] == "arn:aws:sqs:us-east-1:000000000000:q")
    }

    @Test func `a pipe may ask for the effect of a message`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let notices = try await runtime.notices { try await runtime.send("x") }
        let message = try #require(try await runtime.receive("q", ["QuickstepIncludeEffect": true]).first)
        #expect(message["QuickstepEffect"]?.stringValue == notices.first?.effect.description)
    }
}
