import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
struct FairQueueTests {
    @Test func `a group with many messages does not hold up the others`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        for number in 1...50 { try await runtime.sendInGroup("noisy", "n\(number)", to: "q") }
        for body in ["a", "b"] { try await runtime.sendInGroup("quiet", body, to: "q") }
        try await runtime.send("alone")
        #expect(try await runtime.bodies("q", ["MaxNumberOfMessages": 5]) == ["n1", "a", "alone", "n2", "b"])
        #expect(try await runtime.bodies("q", ["MaxNumberOfMessages": 2]) == ["n3", "n4"])
        runtime.advance(seconds: 1)
        try await runtime.sendInGroup("late", "l", to: "q")
        runtime.advance(seconds: 1)
        let next = try await runtime.bodies("q", ["MaxNumberOfMessages": 2])
        #expect(next.contains("l"))
        #expect(try await runtime.kernel.inspect().findings == [])
    }

    @Test func `groups of a standard queue lock nothing and have no numbers`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        for body in ["a", "b"] { try await runtime.sendInGroup("g", body, to: "q") }
        let first = try #require(try await runtime.receive("q", ["MaxNumberOfMessages": 1]).first)
        #expect(first["Attributes"]?["MessageGroupId"] == "g")
        #expect(first["Attributes"]?["SequenceNumber"] == nil)
        #expect(try await runtime.bodies() == ["b"])
    }

    @Test func `messages that come back wait in their group again`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["VisibilityTimeout": "5"])
        for number in 1...20 { try await runtime.sendInGroup("noisy", "n\(number)", to: "q") }
        for _ in 1...2 { #expect(try await runtime.bodies().count == 10) }
        runtime.advance(seconds: 5)
        await runtime.runUntilQuiet()
        try await runtime.sendInGroup("quiet", "q", to: "q")
        #expect(try await runtime.counts() == ["21", "0", "0"])
        #expect(try await runtime.bodies("q", ["MaxNumberOfMessages": 3]).contains("q"))
        #expect(try await runtime.kernel.inspect().findings == [])
    }

    @Test func `a receive that hides nothing shows each message once`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        for body in ["a", "b", "c"] { try await runtime.sendInGroup("g", body, to: "q") }
        try await runtime.sendInGroup("h", "d", to: "q")
        let peeked = try await runtime.receive("q", ["VisibilityTimeout": 0])
        #expect(peeked.compactMap { $0["Body"]?.stringValue }.sorted() == ["a", "b", "c", "d"])
        let view = try await runtime.call("Peek", ["QueueUrl": "q"])
        #expect(view["Visible"]?.arrayValue?.count == 4)
        for message in peeked { try await runtime.delete(message) }
        #expect(try await runtime.counts() == ["0", "0", "0"])
        #expect(try await runtime.kernel.inspect().findings == [])
    }

    @Test func `a group's messages are counted, delayed, given up and expired like others`() async throws {
        let store = InMemoryStore()
        let runtime = try await QueueRuntime(store: store)
        try await runtime.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}"#
        try await runtime.createQueue(
            "q",
            ["VisibilityTimeout": "1", "MessageRetentionPeriod": "60", "RedrivePolicy": .string(policy)]
        )
        for number in 1...3 { try await runtime.sendInGroup("g", "\(number)", to: "q") }
        try await runtime.send("later", ["MessageGroupId": "g", "DelaySeconds": 10])
        #expect(try await runtime.counts() == ["3", "0", "1"])
        #expect(try await runtime.bodies("q", ["MaxNumberOfMessages": 1]) == ["1"])
        runtime.advance(seconds: 1)
        #expect(try await runtime.bodies("q", ["MaxNumberOfMessages": 1, "VisibilityTimeout": 50]) == ["2"])
        #expect(try await runtime.counts("dead") == ["0", "0", "0"])
        await runtime.runUntilQuiet()
        #expect(try await runtime.bodies().sorted() == ["3", "later"])
        #expect(try await runtime.counts("dead") == ["2", "0", "0"])
        #expect(try await runtime.kernel.inspect().findings == [])
        runtime.advance(seconds: 120)
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts() == ["0", "0", "0"])
        #expect(try await runtime.kernel.inspect().findings == [])
    }
}
