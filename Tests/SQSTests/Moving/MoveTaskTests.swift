import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct MoveTaskTests {
    private static let dead = "arn:aws:sqs:us-east-1:000000000000:dead"

    /// A queue `q` whose messages go to `dead` after one receive, and so many of them there.
    private func runtime(_ count: Int, store: any Store = InMemoryStore()) async throws -> QueueRuntime {
        let runtime = try await QueueRuntime(store: store)
        try await runtime.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"\#(Self.dead)","maxReceiveCount":1}"#
        try await runtime.createQueue("q", ["VisibilityTimeout": "0", "RedrivePolicy": .string(policy)])
        for number in 0..<count { try await runtime.send("\(number)") }
        for _ in 0...(2 * count / 10 + 2) { _ = try await runtime.receive() }
        #expect(try await runtime.counts("dead") == ["\(count)", "0", "0"])
        return runtime
    }

    private func start(_ runtime: QueueRuntime, _ more: JSONObject = [:]) async throws -> JSONValue {
        var parameters: JSONObject = ["SourceArn": .string(Self.dead)]
        for (name, value) in more { parameters[name] = value }
        return try await runtime.call("StartMessageMoveTask", parameters)["TaskHandle"] ?? .null
    }

    private func tasks(_ runtime: QueueRuntime, _ limit: Int = 10) async throws -> [JSONValue] {
        try await runtime.call(
            "ListMessageMoveTasks",
            ["SourceArn": .string(Self.dead), "MaxResults": .number(JSONNumber(limit))]
        )["Results"]?.arrayValue ?? []
    }

    @Test func `messages go back to where they came from, as new ones`() async throws {
        let runtime = try await runtime(0)
        let id = try await runtime.send("x", ["MessageAttributes": ["a": ["DataType": "String", "StringValue": "b"]]])
        for _ in 1...2 { _ = try await runtime.receive() }
        runtime.advance(seconds: 5)
        let handle = try await start(runtime)
        #expect(
            try await tasks(runtime) == [
                [
                    "Status": "RUNNING", "SourceArn": .string(Self.dead), "ApproximateNumberOfMessagesMoved": 0,
                    "ApproximateNumberOfMessagesToMove": 1, "StartedTimestamp": 1_735_689_605_000,
                    "TaskHandle": handle,
                ]
            ]
        )
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts("dead") == ["0", "0", "0"])
        let message = try #require(try await runtime.receive("q", ["VisibilityTimeout": 30]).first)
        #expect(message["Body"] == "x")
        #expect(message["MessageId"]?.stringValue != id)
        #expect(message["MessageAttributes"]?["a"]?["StringValue"] == "b")
        #expect(message["Attributes"]?["ApproximateReceiveCount"] == "1")
        #expect(message["Attributes"]?["SentTimestamp"] == "1735689605000")
        #expect(message["Attributes"]?["DeadLetterQueueSourceArn"] == nil)
        let task = try #require(try await tasks(runtime).first)
        #expect(task["Status"] == "COMPLETED")
        #expect(task["ApproximateNumberOfMessagesMoved"] == 1)
        #expect(task["TaskHandle"] == nil)
        #expect(try await runtime.kernel.inspect().findings == [])
    }

    @Test func `a task moves no more a second than it may`() async throws {
        let runtime = try await runtime(50)
        _ = try await start(runtime, ["MaxNumberOfMessagesPerSecond": 10])
        let began = runtime.kernel.clock.now
        await runtime.runUntilQuiet()
        #expect(runtime.kernel.clock.now.milliseconds(since: began) == 5000)
        #expect(try await runtime.counts("q") == ["50", "0", "0"])
        #expect(try await tasks(runtime).first?["MaxNumberOfMessagesPerSecond"] == 10)
    }

    @Test func `messages in flight and messages that come later stay`() async throws {
        let runtime = try await runtime(3)
        let held = try await runtime.receive("dead", ["MaxNumberOfMessages": 1, "VisibilityTimeout": 100])
        #expect(held.count == 1)
        try await runtime.createQueue("other")
        _ = try await start(runtime, ["DestinationArn": "arn:aws:sqs:us-east-1:000000000000:other"])
        try await runtime.send("later", to: "dead")
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts("other") == ["2", "0", "0"])
        #expect(try await tasks(runtime).first?["DestinationArn"] == "arn:aws:sqs:us-east-1:000000000000:other")
        #expect(try await runtime.bodies("dead").sorted() == ["0", "later"])
    }

    @Test func `a task is cancelled where it is`() async throws {
        let runtime = try await runtime(20)
        let handle = try await start(runtime, ["MaxNumberOfMessagesPerSecond": 1])
        let running = await runtime.refusal("StartMessageMoveTask", ["SourceArn": .string(Self.dead)])
        #expect(
            running?.message
                == "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
        )
        let answer = try await runtime.call("CancelMessageMoveTask", ["TaskHandle": handle])
        let moved = answer["ApproximateNumberOfMessagesMoved"]?.intValue ?? -1
        await runtime.runUntilQuiet()
        // The first message may have gone at once.
        #expect((0...1).contains(moved))
        #expect(try await runtime.counts("dead") == ["\(20 - moved)", "0", "0"])
        #expect(try await tasks(runtime).first?["Status"] == "CANCELLED")
        let again = await runtime.refusal("CancelMessageMoveTask", ["TaskHandle": handle])
        #expect(again?.message == "Only active tasks can be cancelled.")
        _ = try await start(runtime)
        await runtime.runUntilQuiet()
        #expect(try await tasks(runtime).map { $0["Status"] } == ["COMPLETED", "CANCELLED"], "Newest first.")
        #expect(try await tasks(runtime, 1).count == 1)
    }

    @Test func `a task whose target is gone has failed`() async throws {
        let runtime = try await runtime(3)
        _ = try await start(runtime)
        try await runtime.call("DeleteQueue", ["QueueUrl": "q"])
        await runtime.runUntilQuiet()
        let task = try #require(try await tasks(runtime).first)
        #expect(task["Status"] == "FAILED")
        #expect(task["FailureReason"] == "AWS.SimpleQueueService.NonExistentQueue")
        #expect(try await runtime.counts("dead") == ["3", "0", "0"])
    }

    @Test func `a message that was sent to the dead-letter queue itself has no source to go back to`() async throws {
        let runtime = try await runtime(0)
        try await runtime.send("direct", to: "dead")
        _ = try await start(runtime)
        await runtime.runUntilQuiet()
        #expect(try await tasks(runtime).first?["FailureReason"] == "CouldNotDetermineMessageSource")
        #expect(try await runtime.counts("dead") == ["1", "0", "0"])
    }

    @Test func `the order of groups is kept on the way back`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createFIFOQueue("dead.fifo")
        let policy =
            #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead.fifo","maxReceiveCount":1}"#
        try await runtime.createFIFOQueue("q.fifo", ["VisibilityTimeout": "0", "RedrivePolicy": .string(policy)])
        for number in 1...30 { try await runtime.sendInGroup("g\(number % 3)", "\(number)") }
        for _ in 1...10 { _ = try await runtime.receive("q.fifo") }
        #expect(try await runtime.counts("dead.fifo") == ["30", "0", "0"])
        try await runtime.call("SetQueueAttributes", ["QueueUrl": "q.fifo", "Attributes": ["VisibilityTimeout": "30"]])
        try await runtime.call(
            "StartMessageMoveTask",
            ["SourceArn": "arn:aws:sqs:us-east-1:000000000000:dead.fifo", "MaxNumberOfMessagesPerSecond": 70]
        )
        await runtime.runUntilQuiet()
        #expect(try await runtime.counts("dead.fifo") == ["0", "0", "0"])
        var bodies: [Int] = []
        for _ in 1...3 { bodies += try await runtime.bodies("q.fifo").compactMap { Int($0) } }
        for remainder in 0...2 {
            let group = bodies.filter { $0 % 3 == remainder }
            #expect(group.count == 10)
            #expect(group == group.sorted())
        }
    }

    @Test func `a task goes on after a crash at any commit, and each message is moved once`() async throws {
        let prepared = InMemoryStore()
        let first = try await runtime(25, store: prepared)
        _ = try await start(first, ["MaxNumberOfMessagesPerSecond": 50])
        await first.kernel.stop()
        let time = first.kernel.clock.now
        let calm = FaultInjectingStore(prepared.copy(), faults: [:])
        await (try await QueueRuntime(store: calm, at: time)).runUntilQuiet()
        #expect(calm.commits > 4)
        for fault in [FaultInjectingStore.Fault.crashBefore, .crashAfter] {
            for commit in 2...calm.commits {
                let store = prepared.copy()
                let (crashes, crash) = AsyncStream.makeStream(of: Void.self)
                let crashing = FaultInjectingStore(store, faults: [commit: fault]) { crash.finish() }
                let dying = try await QueueRuntime(store: crashing, at: time)
                dying.kernel.activity.end()
                for await _ in crashes {}
                // Without its store the first process would try to go on for ever.
                await dying.kernel.stop()
                let next = try await QueueRuntime(store: store.copy(), at: time)
                await next.runUntilQuiet()
                #expect(try await next.counts("q") == ["25", "0", "0"], "\(fault) \(commit)")
                #expect(try await next.counts("dead") == ["0", "0", "0"], "\(fault) \(commit)")
                #expect(try await tasks(next).first?["ApproximateNumberOfMessagesMoved"] == 25)
                #expect(try await next.kernel.inspect().findings == [])
            }
        }
    }

    @Test func `the tasks of a queue go with it`() async throws {
        let store = InMemoryStore()
        let runtime = try await runtime(5, store: store)
        _ = try await start(runtime, ["MaxNumberOfMessagesPerSecond": 1])
        try await runtime.call("DeleteQueue", ["QueueUrl": "q"])
        try await runtime.call("DeleteQueue", ["QueueUrl": "dead"])
        await runtime.runUntilQuiet()
        #expect(runtime.kernel.timers.count == 0)
        let all = StoreKey(bytes: [Owner.Kind.queue.rawValue])
        #expect(store.range(all.prefixRange, limit: .max, reversed: false) == [])
    }
}
