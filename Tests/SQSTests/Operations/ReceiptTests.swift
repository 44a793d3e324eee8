import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct ReceiptTests {
    @Test func `a deleted message is gone for good and deleting it again is no error`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.send("x")
        let message = try await runtime.receive().first
        try await runtime.delete(message)
        try await runtime.delete(message)
        runtime.advance(seconds: 60)
        #expect(try await runtime.receive().isEmpty)
        #expect(try await runtime.counts() == ["0", "0", "0"])
        await runtime.runUntilQuiet()
        #expect(runtime.elapsedSeconds == 60, "Nothing is left that time would move for.")
    }

    @Test func `an old handle deletes until the message is received again`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["VisibilityTimeout": "1"])
        try await runtime.send("x")
        let first = try await runtime.receive().first
        runtime.advance(seconds: 2)
        let second = try await runtime.receive().first
        try await runtime.delete(first)
        #expect(try await runtime.counts() == ["0", "1", "0"])
        runtime.advance(seconds: 2)
        try await runtime.delete(second)
        #expect(try await runtime.counts() == ["0", "0", "0"])
    }

    @Test func `a handle that is none, or of another queue, is refused`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.createQueue("other")
        try await runtime.send("x")
        let handle = try #require(try await runtime.receive().first?["ReceiptHandle"])
        let garbage = await runtime.refusal("DeleteMessage", ["QueueUrl": "q", "ReceiptHandle": "garbage"])
        #expect(garbage?.code == "ReceiptHandleIsInvalid")
        #expect(garbage?.message == #"The input receipt handle "garbage" is not a valid receipt handle."#)
        let foreign = await runtime.refusal("DeleteMessage", ["QueueUrl": "other", "ReceiptHandle": handle])
        #expect(foreign?.code == "ReceiptHandleIsInvalid")
        let none = await runtime.refusal("DeleteMessage", ["QueueUrl": "q"])
        #expect(none?.message == "The request must contain the parameter ReceiptHandle.")
    }

    @Test func `a batch deletes what it can`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        for body in ["a", "b"] { try await runtime.send(body) }
        let handles = try await runtime.receive().map { $0["ReceiptHandle"] ?? .null }
        let answer = try await runtime.call(
            "DeleteMessageBatch",
            [
                "QueueUrl": "q",
                "Entries": [
                    ["Id": "a", "ReceiptHandle": handles[0]], ["Id": "x", "ReceiptHandle": "garbage"],
                    ["Id": "b", "ReceiptHandle": handles[1]],
                ],
            ]
        )
        #expect(answer["Successful"] == [["Id": "a"], ["Id": "b"]])
        #expect(answer["Failed"]?[0]?["Code"] == "ReceiptHandleIsInvalid")
        #expect(try await runtime.counts() == ["0", "0", "0"])
    }

    @Test func `a visibility timeout can be extended and ended`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["VisibilityTimeout": "10"])
        try await runtime.send("x")
        let handle = try #require(try await runtime.receive().first?["ReceiptHandle"])
        func change(_ seconds: JSONValue) -> JSONObject {
            ["QueueUrl": "q", "ReceiptHandle": handle, "VisibilityTimeout": seconds]
        }
        runtime.advance(seconds: 5)
        try await runtime.call("ChangeMessageVisibility", change(20))
        runtime.advance(seconds: 19)
        #expect(try await runtime.receive().isEmpty)
        try await runtime.call("ChangeMessageVisibility", change(0))
        let again = try #require(try await runtime.receive().first)
        #expect(again["Attributes"]?["ApproximateReceiveCount"] == "2")
        let stale = await runtime.refusal("ChangeMessageVisibility", change(5))
        #expect(
            stale?.message.hasSuffix(
                "Reason: Message does not exist or is not available for visibility timeout change."
            ) == true
        )
        runtime.advance(seconds: 10)
        try await runtime.call("ChangeMessageVisibility", change(5))
        #expect(try await runtime.bodies() == ["x"], "The change of a visible message did nothing.")
    }

    @Test func `a visibility timeout beyond the bounds is refused`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.send("x")
        let handle = try #require(try await runtime.receive().first?["ReceiptHandle"])
        func refusal(_ seconds: JSONValue) async -> String? {
            await runtime.refusal(
                "ChangeMessageVisibility",
                ["QueueUrl": "q", "ReceiptHandle": handle, "VisibilityTimeout": seconds]
            )?.message
        }
        #expect(
            await refusal(43201)
                == "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided."
        )
        #expect(await refusal(.null) == "The request must contain the parameter VisibilityTimeout.")
        runtime.advance(seconds: 1)
        #expect(
            await refusal(43200)
                == "Value 43200 for parameter VisibilityTimeout is invalid. Reason: "
                + "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"
        )
    }

    @Test func `a batch changes what it can`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.send("x")
        let handle = try #require(try await runtime.receive().first?["ReceiptHandle"])
        let answer = try await runtime.call(
            "ChangeMessageVisibilityBatch",
            [
                "QueueUrl": "q",
                "Entries": [
                    ["Id": "1", "ReceiptHandle": handle, "VisibilityTimeout": 0],
                    ["Id": "2", "ReceiptHandle": "garbage", "VisibilityTimeout": 0],
                ],
            ]
        )
        #expect(answer["Successful"] == [["Id": "1"]])
        #expect(answer["Failed"]?.arrayValue?.count == 1)
        #expect(try await runtime.bodies() == ["x"])
    }

    @Test func `a purge drops visible, delayed and received messages`() async throws {
        let store = InMemoryStore()
        let runtime = try await QueueRuntime(store: store)
        try await runtime.createQueue()
        for number in 1...5 { try await runtime.send("\(number)") }
        try await runtime.send("delayed", ["DelaySeconds": 60])
        let received = try await runtime.receive("q", ["MaxNumberOfMessages": 2])
        try await runtime.call("PurgeQueue", ["QueueUrl": "q"])
        #expect(try await runtime.counts() == ["0", "0", "0"])
        try await runtime.delete(received.first)
        try await runtime.send("after")
        runtime.advance(seconds: 100)
        #expect(try await runtime.bodies() == ["after"])
        try await runtime.call("PurgeQueue", ["QueueUrl": "q"])
        await runtime.runUntilQuiet()
        let rows = store.range(StoreKey(bytes: [Owner.Kind.queue.rawValue]).prefixRange, limit: .max, reversed: false)
        #expect(rows.count == 3, "Directory, queue and ledger are left.")
    }

    @Test func `a sweep of many messages takes several turns and leaves nothing`() async throws {
        let store = InMemoryStore()
        let runtime = try await QueueRuntime(store: store)
        try await runtime.createQueue()
        for _ in 1...((SQSLimits.sweptMax + 200) / 10) {
            let entries = (0..<10).map { number -> JSONValue in ["Id": .string("\(number)"), "MessageBody": "x"] }
            try await runtime.call("SendMessageBatch", ["QueueUrl": "q", "Entries": .array(entries)])
        }
        #expect(try await runtime.counts() == ["1200", "0", "0"])
        try await runtime.call("PurgeQueue", ["QueueUrl": "q"])
        await runtime.runUntilQuiet()
        let rows = store.range(StoreKey(bytes: [Owner.Kind.queue.rawValue]).prefixRange, limit: .max, reversed: false)
        #expect(rows.count == 3)
    }

    @Test func `peeking shows everything and changes nothing`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        for body in ["taken", "a", "b"] { try await runtime.send(body) }
        try await runtime.send("later", ["DelaySeconds": 60])
        _ = try await runtime.receive("q", ["MaxNumberOfMessages": 1])
        for _ in 1...2 {
            let view = try await runtime.call("Peek", ["QueueUrl": "q"])
            #expect(view["Visible"]?.arrayValue?.map { $0["Body"] } == ["a", "b"])
            #expect(view["InFlight"]?.arrayValue?.map { $0["Body"] } == ["taken"])
            #expect(view["Delayed"]?.arrayValue?.map { $0["Body"] } == ["later"])
            #expect(view["Counts"] == ["Visible": 2, "InFlight": 1, "Delayed": 1])
            #expect(view["Delayed"]?[0]?["VisibleAt"] == "2025-01-01T00:01:00.000Z")
            #expect(view["Visible"]?[0]?["Attributes"]?["ApproximateReceiveCount"] == "0")
        }
        #expect(
            try await runtime.call("Peek", ["QueueUrl": "q", "MaxNumberOfMessages": 1])["Visible"]?.arrayValue?.count
                == 1
        )
    }
}
