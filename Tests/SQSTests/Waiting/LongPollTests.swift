import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct LongPollTests {
    private static let address = QueueAddress(scope: .standard, name: "q")

    private static func poll(_ runtime: QueueRuntime, seconds: JSONValue? = 20) -> Task<[JSONValue], any Error> {
        var parameters: JSONObject = ["QueueUrl": "q", "MaxNumberOfMessages": 10]
        parameters["WaitTimeSeconds"] = seconds
        let request = ServiceRequest(service: "sqs", operation: "ReceiveMessage", parameters: parameters)
        return Task { try await runtime.sqs.receive(waiting: request).output["Messages"]?.arrayValue ?? [] }
    }

    private static func waitForWaiter(_ runtime: QueueRuntime) async {
        while runtime.sqs.waiters.count(address) == 0 { await Task.yield() }
    }

    @Test func `a wait ends with the message that is sent`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let poll = Self.poll(runtime)
        await Self.waitForWaiter(runtime)
        try await runtime.send("x")
        #expect(try await poll.value.map { $0["Body"] } == ["x"])
        #expect(runtime.elapsedSeconds == 0)
        #expect(runtime.sqs.waiters.count(Self.address) == 0)
    }

    @Test func `a wait without a message ends in time`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["ReceiveMessageWaitTimeSeconds": "7"])
        let poll = Self.poll(runtime, seconds: nil)
        await Self.waitForWaiter(runtime)
        runtime.kernel.activity.end()
        #expect(try await poll.value.isEmpty)
        #expect(runtime.elapsedSeconds == 7)
    }

    @Test func `an endless wait draws no time, and takes the message that another deadline brings`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        // Later than the end of any one wait.
        try await runtime.send("late", ["DelaySeconds": 90])
        let consumer = Task {
            var bodies: [JSONValue?] = []
            while !Task.isCancelled {
                let parameters: JSONObject = ["QueueUrl": "q", "WaitTimeSeconds": 20]
                let request = ServiceRequest(service: "sqs", operation: "ReceiveMessage", parameters: parameters)
                // Held until the message is deleted, or time could go on to the end of its visibility timeout.
                let hold = ActivityHold(runtime.kernel.activity)
                hold.take()
                defer { hold.end() }
                let found = try await ActivityHold.$current.withValue(hold) {
                    try await runtime.sqs.receive(waiting: request, isEndless: true).output["Messages"]
                }
                for message in found?.arrayValue ?? [] {
                    bodies.append(message["Body"])
                    try await runtime.delete(message)
                }
            }
            return bodies
        }
        await Self.waitForWaiter(runtime)
        await runtime.runUntilQuiet()
        #expect(runtime.elapsedSeconds == 90)
        while try await runtime.counts() != ["0", "0", "0"] { await Task.yield() }
        consumer.cancel()
        #expect(try await consumer.value == ["late"])
    }

    @Test func `a wait of 0 answers at once whatever the queue says`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["ReceiveMessageWaitTimeSeconds": "7"])
        #expect(try await Self.poll(runtime, seconds: 0).value.isEmpty)
        #expect(runtime.elapsedSeconds == 0)
    }

    @Test func `a wait ends when a delay ends`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.send("x", ["DelaySeconds": 3])
        #expect(try await Self.receiveTimes(runtime) == [3000])
    }

    @Test func `a wait ends when a visibility timeout ends`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["VisibilityTimeout": "5"])
        try await runtime.send("x")
        _ = try await runtime.receive()
        #expect(try await Self.receiveTimes(runtime) == [5000])
    }

    /// When a long poll got its message, as the bus tells it: time runs on as soon as the wait has ended.
    private static func receiveTimes(_ runtime: QueueRuntime) async throws -> [Int64] {
        let notices = try await runtime.notices { () async throws in
            let poll = poll(runtime)
            await waitForWaiter(runtime)
            runtime.kernel.activity.end()
            #expect(try await poll.value.map { $0["Body"] } == ["x"])
        }
        return notices.filter { $0.event == "MessageReceived" }.map { $0.time.milliseconds(since: QueueRuntime.start) }
    }

    @Test func `a wait ends when a visibility timeout is ended by hand`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.send("x")
        let handle = try #require(try await runtime.receive().first?["ReceiptHandle"])
        let poll = Self.poll(runtime)
        await Self.waitForWaiter(runtime)
        try await runtime.call(
            "ChangeMessageVisibility",
            ["QueueUrl": "q", "ReceiptHandle": handle, "VisibilityTimeout": 0]
        )
        #expect(try await poll.value.map { $0["Body"] } == ["x"])
    }

    @Test func `a cancelled wait takes no message with it`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let poll = Self.poll(runtime)
        await Self.waitForWaiter(runtime)
        poll.cancel()
        _ = await poll.result
        try await runtime.send("x")
        #expect(try await runtime.bodies() == ["x"])
    }

    @Test func `a wait for a queue that is deleted ends with the error`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let poll = Self.poll(runtime)
        await Self.waitForWaiter(runtime)
        try await runtime.call("DeleteQueue", ["QueueUrl": "q"])
        let error = await #expect(throws: ServiceError.self) { try await poll.value }
        #expect(error?.code == "AWS.SimpleQueueService.NonExistentQueue")
    }

    @Test func `many waits share the messages without loss or doubles`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let consumers = (0..<8).map { _ in
            Task {
                var bodies: [String] = []
                while bodies.last != "stop" {
                    let found = try await Self.poll(runtime).value
                    for message in found {
                        bodies.append(message["Body"]?.stringValue ?? "")
                        try await runtime.delete(message)
                    }
                    if found.count > 1, bodies.contains("stop") { break }
                }
                return bodies.filter { $0 != "stop" }
            }
        }
        for number in 1...100 { try await runtime.send("\(number)") }
        while try await runtime.counts() != ["0", "0", "0"] { await Task.yield() }
        for consumer in consumers { consumer.cancel() }
        while runtime.sqs.waiters.count(Self.address) > 0 {
            try await runtime.send("stop")
            await Task.yield()
        }
        var all: [String] = []
        for consumer in consumers { all += (try? await consumer.value) ?? [] }
        #expect(all.compactMap(Int.init).sorted() == Array(1...100))
    }
}
