import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct FIFOSendTests {
    private func runtime(_ attributes: JSONObject = [:], store: any Store = InMemoryStore()) async throws
        -> QueueRuntime
    {
        let runtime = try await QueueRuntime(store: store)
        try await runtime.createFIFOQueue("q.fifo", attributes)
        return runtime
    }

    private func send(
        _ runtime: QueueRuntime,
        _ body: JSONValue,
        group: JSONValue = "g",
        _ more: JSONObject = [:]
    ) async throws -> JSONObject {
        var parameters: JSONObject = ["QueueUrl": "q.fifo", "MessageBody": body, "MessageGroupId": group]
        for (name, value) in more { parameters[name] = value }
        return try await runtime.call("SendMessage", parameters)
    }

    @Test func `a message has twenty digits that rise, and its identifiers`() async throws {
        let runtime = try await runtime()
        let first = try await send(runtime, "Test")
        let second = try await send(runtime, "y", group: "h", ["MessageDeduplicationId": "mine"])
        let numbers = [first, second].compactMap { $0["SequenceNumber"]?.stringValue }
        #expect(numbers.count == 2)
        #expect(numbers.allSatisfy { $0.utf8.count == 20 })
        #expect(numbers == numbers.sorted())
        let received = try await runtime.receive("q.fifo")
        #expect(received.map { $0["Attributes"]?["SequenceNumber"]?.stringValue } == numbers)
        #expect(received.map { $0["Attributes"]?["MessageGroupId"] } == ["g", "h"])
        #expect(
            received.map { $0["Attributes"]?["MessageDeduplicationId"] } == [
                "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25", "mine",
            ],
            "The digest of the body alone, unless the sender gives an identifier."
        )
    }

    @Test func `a duplicate is answered like the original for five minutes from the first`() async throws {
        let runtime = try await runtime()
        let first = try await send(runtime, "x")
        runtime.advance(seconds: 299)
        let attributes: JSONObject = ["MessageAttributes": ["a": ["DataType": "String", "StringValue": "b"]]]
        let second = try await send(runtime, "x", group: "another", attributes)
        #expect(second["MessageId"] == first["MessageId"])
        #expect(second["SequenceNumber"] == first["SequenceNumber"])
        #expect(try await runtime.counts("q.fifo") == ["1", "0", "0"])
        runtime.advance(seconds: 1)
        let third = try await send(runtime, "x")
        #expect(third["MessageId"] != first["MessageId"], "The repetition did not prolong the time.")
        #expect(try await runtime.counts("q.fifo") == ["2", "0", "0"])
    }

    @Test func `a message that was deleted still de-duplicates, and a purge forgets`() async throws {
        let runtime = try await runtime()
        let first = try await send(runtime, "x")
        try await runtime.delete(try await runtime.receive("q.fifo").first, from: "q.fifo")
        #expect(try await send(runtime, "x")["MessageId"] == first["MessageId"])
        #expect(try await runtime.bodies("q.fifo").isEmpty)
        try await runtime.call("PurgeQueue", ["QueueUrl": "q.fifo"])
        #expect(try await send(runtime, "x")["MessageId"] != first["MessageId"])
        #expect(try await runtime.bodies("q.fifo") == ["x"])
    }

    @Test func `identifiers outlive a restart`() async throws {
        let store = InMemoryStore()
        let before = try await runtime(store: store)
        let first = try await send(before, "x")
        before.advance(seconds: 100)
        let after = try await QueueRuntime(store: store.copy(), at: before.kernel.clock.now)
        #expect(try await send(after, "x")["MessageId"] == first["MessageId"])
        #expect(try await after.counts("q.fifo") == ["1", "0", "0"])
    }

    @Test func `identifiers are forgotten when their time is over`() async throws {
        let store = InMemoryStore()
        let runtime = try await runtime(store: store)
        for number in 1...20 {
            _ = try await send(runtime, .string("\(number)"))
            runtime.advance(seconds: 60)
            await runtime.runUntilQuiet()
        }
        func identifiers() -> Int {
            let rows = QueueRows(QueueAddress(scope: .standard, name: "q.fifo"))
            let all = StoreKey(bytes: rows.owner.key.bytes + [9])
            return store.range(all.prefixRange, limit: .max, reversed: false).count
        }
        #expect((5...10).contains(identifiers()))
        runtime.advance(seconds: 600)
        await runtime.runUntilQuiet()
        #expect(identifiers() == 0)
    }

    @Test func `in the scope of a group an identifier counts for that group`() async throws {
        let runtime = try await runtime([
            "DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId",
        ])
        let first = try await send(runtime, "x", group: "g")
        #expect(try await send(runtime, "x", group: "h")["MessageId"] != first["MessageId"])
        #expect(try await send(runtime, "x", group: "g")["MessageId"] == first["MessageId"])
        #expect(try await runtime.counts("q.fifo") == ["2", "0", "0"])
    }

    @Test func `identifiers of before a change of scope count for all groups`() async throws {
        let runtime = try await runtime()
        let first = try await send(runtime, "x", group: "g")
        try await runtime.call(
            "SetQueueAttributes",
            ["QueueUrl": "q.fifo", "Attributes": ["DeduplicationScope": "messageGroup"]]
        )
        #expect(try await send(runtime, "x", group: "h")["MessageId"] == first["MessageId"])
        runtime.advance(seconds: 300)
        #expect(try await send(runtime, "x", group: "h")["MessageId"] != first["MessageId"])
        #expect(try await send(runtime, "x", group: "i")["MessageId"] != first["MessageId"])
    }

    @Test func `the queue's delay holds for all messages, whatever they say`() async throws {
        let runtime = try await runtime(["DelaySeconds": "10"])
        _ = try await send(runtime, "x", ["DelaySeconds": 0])
        #expect(try await runtime.counts("q.fifo") == ["0", "0", "1"])
        #expect(try await runtime.bodies("q.fifo").isEmpty)
        let error = await runtime.refusal(
            "SendMessage",
            ["QueueUrl": "q.fifo", "MessageBody": "y", "MessageGroupId": "g", "DelaySeconds": 2]
        )
        #expect(
            error?.message
                == "Value 2 for parameter DelaySeconds is invalid. Reason: "
                + "The request include parameter that is not valid for this queue type."
        )
        runtime.advance(seconds: 10)
        #expect(try await runtime.bodies("q.fifo") == ["x"])
    }

    @Test func `a new delay holds for the messages that wait`() async throws {
        let runtime = try await runtime(["DelaySeconds": "100"])
        func delay(_ seconds: String) async throws {
            try await runtime.call(
                "SetQueueAttributes",
                ["QueueUrl": "q.fifo", "Attributes": ["DelaySeconds": .string(seconds)]]
            )
        }
        for number in 1...40 { _ = try await send(runtime, .string("\(number)"), group: .string("g\(number % 7)")) }
        runtime.advance(seconds: 5)
        #expect(try await runtime.counts("q.fifo") == ["0", "0", "40"])
        try await delay("20")
        runtime.advance(seconds: 14)
        #expect(try await runtime.counts("q.fifo") == ["0", "0", "40"])
        try await delay("10")
        #expect(try await runtime.counts("q.fifo") == ["40", "0", "0"])
        try await delay("60")
        #expect(try await runtime.counts("q.fifo") == ["0", "0", "40"])
        #expect(try await runtime.bodies("q.fifo").isEmpty)
        await runtime.runUntilQuiet()
        #expect(runtime.elapsedSeconds == 60)
        #expect(try await runtime.counts("q.fifo") == ["40", "0", "0"])
        #expect(try await runtime.bodies("q.fifo").count == 10)
        #expect(try await runtime.kernel.inspect().findings == [])
    }

    @Test func `a batch keeps its order, and lacks nothing or nothing is sent`() async throws {
        let runtime = try await runtime()
        func entry(_ id: String, _ more: JSONObject = [:]) -> JSONValue {
            var entry: JSONObject = ["Id": .string(id), "MessageBody": .string(id), "MessageGroupId": "g"]
            for (name, value) in more { entry[name] = value }
            return .object(entry)
        }
        let answer = try await runtime.call(
            "SendMessageBatch",
            ["QueueUrl": "q.fifo", "Entries": [entry("a"), entry("b", ["DelaySeconds": 1]), entry("c")]]
        )
        #expect(answer["Successful"]?.arrayValue?.map { $0["Id"] } == ["a", "c"])
        #expect(answer["Successful"]?[0]?["SequenceNumber"]?.stringValue?.utf8.count == 20)
        #expect(answer["Failed"]?[0]?["Code"] == "InvalidParameterValue")
        #expect(try await runtime.bodies("q.fifo") == ["a", "c"])
        let error = await runtime.refusal(
            "SendMessageBatch",
            ["QueueUrl": "q.fifo", "Entries": [entry("d"), entry("e", ["MessageGroupId": .null])]]
        )
        #expect(error?.code == "InvalidParameterValue")
        #expect(error?.message == "The request must contain the parameter MessageGroupId.")
        #expect(try await runtime.counts("q.fifo") == ["0", "2", "0"])
    }
}
