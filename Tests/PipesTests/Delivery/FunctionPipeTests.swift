import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepPipes

struct FunctionPipeTests {
    @Test func `a function gets a batch of records and its success deletes them`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        for body in ["a", "b"] { try await runtime.send(body) }
        try await runtime.createPipe(PipeRuntime.function)
        await runtime.settle()
        let work = try #require(runtime.consumer.work.first)
        #expect(runtime.consumer.work.count == 1)
        #expect(work.id.function == "f")
        #expect(work.payload.arrayValue?.map { $0["body"] } == ["a", "b"])
        #expect(work.origin.service == "pipes")
        #expect(work.origin.owner == "arn:aws:pipes:us-east-1:000000000000:pipe/p")
        #expect(try await runtime.bodies() == [[], ["a", "b"], []])
        runtime.kernel.report(work, .succeeded(nil))
        await runtime.settle()
        #expect(runtime.consumer.work.isEmpty)
        #expect(try await runtime.bodies() == [[], [], []])
        #expect(runtime.kernel.clock.now == PipeRuntime.start)
    }

    @Test func `a payload that is nested too deep to be stored is refused`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.createPipe(
            PipeRuntime.function,
            ["TargetParameters": ["InputTemplate": #"{"value":<$.body>}"#]]
        )
        let notices = try await runtime.notices { () async throws in
            try await runtime.send(String(repeating: "[", count: 600) + String(repeating: "]", count: 600))
            await runtime.settle()
        }
        #expect(runtime.consumer.work.isEmpty)
        let failures = notices.filter { $0.event == "DeliveryFailed" }
        #expect(failures.map { $0.detail["error"] } == ["InvalidRequestContentException"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `messages that the function names stay until they are visible again`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.send("a")
        let failing = try await runtime.send("b")
        try await runtime.createPipe(PipeRuntime.function)
        await runtime.settle()
        runtime.kernel.report(
            try #require(runtime.consumer.work.first),
            .succeeded(["batchItemFailures": [["itemIdentifier": .string(failing)]]])
        )
        await runtime.settle()
        #expect(try await runtime.bodies() == [[], ["b"], []])
        runtime.kernel.clock.advance(to: PipeRuntime.start.adding(milliseconds: 30_000))
        await runtime.settle(when: { !runtime.consumer.work.isEmpty })
        #expect(runtime.consumer.work.map { $0.payload[0]?["attributes"]?["ApproximateReceiveCount"] } == ["2"])
    }

    @Test func `a failure deletes nothing and the queue's own policy decides`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.send("a")
        try await runtime.createPipe(PipeRuntime.function)
        await runtime.settle()
        runtime.kernel.report(
            try #require(runtime.consumer.work.first),
            .failed(error: "Oops", cause: #"{"errorMessage":"no"}"#)
        )
        await runtime.settle()
        #expect(runtime.consumer.work.isEmpty)
        #expect(try await runtime.bodies() == [[], ["a"], []])
    }

    @Test func `a function has only so many batches in hand`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        for number in 1...8 { try await runtime.send("\(number)") }
        try await runtime.createPipe(
            PipeRuntime.function,
            ["SourceParameters": ["SqsQueueParameters": ["BatchSize": 1]]]
        )
        await runtime.settle()
        #expect(runtime.consumer.work.count == PipesLimits.batchesInFlightMax)
        #expect(try await runtime.bodies()[0] == ["6", "7", "8"])
        var handled: [JSONValue?] = []
        while let work = runtime.consumer.work.first {
            handled.append(work.payload[0]?["body"])
            runtime.kernel.report(work, .succeeded(nil))
            await runtime.settle()
        }
        #expect(handled == (1...8).map { .string("\($0)") })
        #expect(try await runtime.bodies() == [[], [], []])
    }

    @Test func `a batch in hand when the process ends is known to the next`() async throws {
        let store = InMemoryStore()
        let before = try await PipeRuntime.withQueue(store: store)
        try await before.send("a")
        try await before.createPipe(PipeRuntime.function)
        await before.settle()
        let work = try #require(before.consumer.work.first)

        let after = try await PipeRuntime(store: store.copy())
        await after.settle()
        #expect(after.consumer.work.isEmpty, "Calling it again is the work of whoever calls functions.")
        after.kernel.report(work, .succeeded(nil))
        await after.settle()
        #expect(try await after.bodies() == [[], [], []])
        after.kernel.report(work, .succeeded(nil))
        await after.settle()
        try await after.send("b")
        await after.settle()
        #expect(after.consumer.work.map { $0.payload[0]?["body"] } == ["b"])
    }

    @Test func `an outcome is taken note of even when the queue is gone`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.send("a")
        try await runtime.createPipe(PipeRuntime.function)
        await runtime.settle()
        try await runtime.call("sqs", "DeleteQueue", ["QueueUrl": PipeRuntime.queue])
        runtime.kernel.report(try #require(runtime.consumer.work.first), .succeeded(nil))
        await runtime.settle()
        #expect(runtime.consumer.work.isEmpty)
    }

    @Test func `an outcome that cannot be stored is taken note of when it can`() async throws {
        // 1 the queue, 2 the message, 3 the pipe, 4 the handover; then the outcome.
        let start = try await PipeRuntime.commitsAtStart()
        let hiccup = FaultInjectingStore.Fault.failure(StoreError(.other, "A hiccup."))
        let failing = FaultInjectingStore(
            InMemoryStore(),
            faults: Dictionary(uniqueKeysWithValues: (5...10).map { (start + $0, hiccup) })
        )
        let runtime = try await PipeRuntime.withQueue(store: failing)
        try await runtime.send("a")
        try await runtime.createPipe(PipeRuntime.function)
        await runtime.settle()
        runtime.kernel.report(try #require(runtime.consumer.work.first), .succeeded(nil))
        await runtime.runUntilQuiet()
        #expect(runtime.consumer.work.isEmpty)
        #expect(try await runtime.bodies() == [[], [], []])
    }
}
