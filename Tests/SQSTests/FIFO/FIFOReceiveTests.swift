import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
struct FIFOReceiveTests {
    private func runtime(_ attributes: JSONObject = [:]) async throws -> QueueRuntime {
        let runtime = try await QueueRuntime()
        try await runtime.createFIFOQueue("q.fifo", attributes)
        return runtime
    }

    private func change(_ message: JSONValue, _ seconds: Int, _ runtime: QueueRuntime) async throws {
        try await runtime.call(
            "ChangeMessageVisibility",
            [
                "QueueUrl": "q.fifo", "ReceiptHandle": message["ReceiptHandle"] ?? .null,
                "VisibilityTimeout": .number(JSONNumber(seconds)),
            ]
        )
    }

    @Test func `a message in flight locks its group and no other`() async throws {
        let runtime = try await runtime()
        for (group, body) in [("g", "x"), ("g", "y"), ("h", "z")] {
            try await runtime.sendInGroup(group, body)
        }
        let first = try await runtime.receive("q.fifo", ["MaxNumberOfMessages": 1])
        #expect(first.map { $0["Body"] } == ["x"])
        #expect(try await runtime.bodies("q.fifo") == ["z"])
        #expect(try await runtime.bodies("q.fifo").isEmpty)
        try await runtime.delete(first[0], from: "q.fifo")
        #expect(try await runtime.bodies("q.fifo") == ["y"])
    }

    @Test func `one receive takes several of a group in order before it goes on to the next`() async throws {
        let runtime = try await runtime()
        for (group, body) in [("g", "g1"), ("h", "h1"), ("g", "g2"), ("h", "h2"), ("g", "g3")] {
            try await runtime.sendInGroup(group, body)
        }
        #expect(try await runtime.bodies("q.fifo", ["MaxNumberOfMessages": 4]) == ["g1", "g2", "g3", "h1"])
        #expect(try await runtime.bodies("q.fifo").isEmpty, "h1 is in flight.")
    }

    @Test func `deleting one of two in flight does not free the group`() async throws {
        for deleted in 0...1 {
            let runtime = try await runtime()
            for body in ["a", "b", "c"] { try await runtime.sendInGroup("g", body) }
            let received = try await runtime.receive("q.fifo", ["MaxNumberOfMessages": 2])
            try await runtime.delete(received[deleted], from: "q.fifo")
            #expect(try await runtime.bodies("q.fifo").isEmpty)
            try await runtime.delete(received[1 - deleted], from: "q.fifo")
            #expect(try await runtime.bodies("q.fifo") == ["c"])
        }
    }

    @Test(arguments: [(0, []), (1, ["a"]), (2, ["a", "b"])])
    func `an extended message holds back itself and what is behind it`(extended: Int, left: [String]) async throws {
        let runtime = try await runtime(["VisibilityTimeout": "5"])
        for body in ["a", "b", "c"] { try await runtime.sendInGroup("g", body) }
        let received = try await runtime.receive("q.fifo")
        #expect(received.count == 3)
        try await change(received[extended], 60, runtime)
        runtime.advance(seconds: 6)
        #expect(try await runtime.bodies("q.fifo") == left)
    }

    @Test func `a message that comes back keeps its place`() async throws {
        let runtime = try await runtime()
        for body in ["a", "b"] { try await runtime.sendInGroup("g", body) }
        let received = try await runtime.receive("q.fifo", ["MaxNumberOfMessages": 1])
        try await change(received[0], 0, runtime)
        #expect(try await runtime.bodies("q.fifo") == ["a", "b"])
    }

    @Test func `messages are redelivered in order when their timeout ends`() async throws {
        let runtime = try await runtime(["VisibilityTimeout": "5"])
        for body in ["a", "b", "c"] { try await runtime.sendInGroup("g", body) }
        #expect(try await runtime.bodies("q.fifo", ["MaxNumberOfMessages": 2]) == ["a", "b"])
        #expect(try await runtime.counts("q.fifo") == ["1", "2", "0"])
        await runtime.runUntilQuiet()
        #expect(runtime.elapsedSeconds == 5)
        #expect(try await runtime.counts("q.fifo") == ["3", "0", "0"])
        let again = try await runtime.receive("q.fifo")
        #expect(again.map { $0["Body"] } == ["a", "b", "c"])
        #expect(again.map { $0["Attributes"]?["ApproximateReceiveCount"] } == ["2", "2", "1"])
    }

    @Test func `groups take turns, however deep one of them is`() async throws {
        let runtime = try await runtime()
        for number in 1...5 { try await runtime.sendInGroup("deep", "d\(number)") }
        runtime.advance(seconds: 1)
        try await runtime.sendInGroup("late", "l1")
        runtime.advance(seconds: 1)
        var order: [String] = []
        for _ in 1...3 {
            let message = try #require(try await runtime.receive("q.fifo", ["MaxNumberOfMessages": 1]).first)
            order.append(message["Body"]?.stringValue ?? "")
            try await runtime.delete(message, from: "q.fifo")
        }
        #expect(order == ["d1", "l1", "d2"])
    }

    @Test func `a receipt handle is good as long as its message is hidden`() async throws {
        let runtime = try await runtime(["VisibilityTimeout": "5"])
        try await runtime.sendInGroup("g", "x")
        let message = try #require(try await runtime.receive("q.fifo").first)
        let handle = message["ReceiptHandle"] ?? .null
        runtime.advance(seconds: 5)
        let error = await runtime.refusal("DeleteMessage", ["QueueUrl": "q.fifo", "ReceiptHandle": handle])
        #expect(error?.code == "InvalidParameterValue")
        #expect(
            error?.message
                == "Value \(handle.stringValue ?? "") for parameter ReceiptHandle is invalid. Reason: "
                + "The receipt handle has expired."
        )
        let change = await runtime.refusal(
            "ChangeMessageVisibility",
            ["QueueUrl": "q.fifo", "ReceiptHandle": handle, "VisibilityTimeout": 5]
        )
        #expect(change?.message.contains("not available for visibility timeout change") == true)
        let again = try #require(try await runtime.receive("q.fifo").first)
        try await self.change(again, 20, runtime)
        runtime.advance(seconds: 10)
        try await runtime.delete(again, from: "q.fifo")
        try await runtime.delete(again, from: "q.fifo")
        #expect(try await runtime.counts("q.fifo") == ["0", "0", "0"])
    }

    @Test func `a repeated receive gives the same messages and hides them anew`() async throws {
        let runtime = try await runtime(["VisibilityTimeout": "10"])
        for body in ["a", "b"] { try await runtime.sendInGroup("g", body) }
        let attempt: JSONObject = ["ReceiveRequestAttemptId": "try-1"]
        let first = try await runtime.receive("q.fifo", attempt)
        runtime.advance(seconds: 8)
        let second = try await runtime.receive("q.fifo", attempt)
        #expect(second == first)
        runtime.advance(seconds: 8)
        #expect(try await runtime.bodies("q.fifo").isEmpty, "Hidden until ten seconds after the repetition.")
        try await runtime.delete(second[0], from: "q.fifo")
        #expect(try await runtime.receive("q.fifo", attempt).isEmpty, "One of them was deleted meanwhile.")
    }

    @Test func `a receive is repeated within five minutes only`() async throws {
        let runtime = try await runtime(["VisibilityTimeout": "1000"])
        try await runtime.sendInGroup("g", "a")
        let attempt: JSONObject = ["ReceiveRequestAttemptId": "try-1"]
        #expect(try await runtime.bodies("q.fifo", attempt) == ["a"])
        runtime.advance(seconds: 299)
        #expect(try await runtime.bodies("q.fifo", attempt) == ["a"])
        runtime.advance(seconds: 1)
        #expect(try await runtime.bodies("q.fifo", attempt).isEmpty)
    }

    @Test func `more messages in flight than the bound are not given`() async throws {
        let runtime = try await QueueRuntime(conduct: QueueConduct(inFlightMax: 3))
        try await runtime.createFIFOQueue()
        try await runtime.createQueue()
        for number in 1...5 {
            try await runtime.sendInGroup("g\(number)", "\(number)")
            try await runtime.send("\(number)")
        }
        #expect(try await runtime.bodies("q.fifo") == ["1", "2", "3"])
        #expect(try await runtime.bodies("q.fifo").isEmpty)
        #expect(try await runtime.bodies("q") == ["1", "2", "3"])
        let error = await runtime.refusal("ReceiveMessage", ["QueueUrl": "q"])
        #expect(error?.code == "OverLimit")
        #expect(error?.httpStatus == 403)
        runtime.advance(seconds: 30)
        #expect(try await runtime.bodies("q.fifo").count == 3, "Those that came back make room, announced or not.")
        #expect(try await runtime.bodies("q").count == 3)
    }

    @Test func `a delete wakes who waits for the next of the group`() async throws {
        let runtime = try await runtime()
        for body in ["a", "b"] { try await runtime.sendInGroup("g", body) }
        let first = try #require(try await runtime.receive("q.fifo", ["MaxNumberOfMessages": 1]).first)
        async let waiting = runtime.sqs.receive(
            waiting: ServiceRequest(
                service: "sqs",
                operation: "ReceiveMessage",
                parameters: ["QueueUrl": "q.fifo", "WaitTimeSeconds": 20]
            )
        )
        let address = QueueAddress(scope: .standard, name: "q.fifo")
        while runtime.sqs.waiters.count(address) == 0 { await Task.yield() }
        try await runtime.delete(first, from: "q.fifo")
        #expect(try await waiting.output["Messages"]?[0]?["Body"] == "b")
        #expect(runtime.elapsedSeconds == 0)
    }
}
