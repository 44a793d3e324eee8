import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepPipes

struct StateMachinePipeTests {
    @Test func `a message starts an execution that is named after it and holds its record`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.createPipe(PipeRuntime.machine)
        var id = ""
        let notices = try await runtime.notices { () async throws in
            id = try await runtime.send(
                #"{"order":17}"#,
                ["MessageAttributes": ["colour": ["DataType": "String", "StringValue": "red"]]]
            )
            await runtime.settle()
        }
        let starts = try await runtime.started()
        let start = try #require(starts.first)
        #expect(starts.count == 1)
        #expect(start.name == id)
        let sent = try #require(notices.first { $0.event == "MessageSent" })
        #expect(start.cause == sent.effect.description)
        let record = try #require(start.input[0])
        #expect(record["receiptHandle"]?.stringValue?.isEmpty == false)
        #expect(
            JSONObject((record.objectValue ?? [:]).filter { $0.key != "receiptHandle" }) == [
                "messageId": .string(id), "body": #"{"order":17}"#,
                "attributes": [
                    "SenderId": "000000000000", "SentTimestamp": "1735689600000", "ApproximateReceiveCount": "1",
                    "ApproximateFirstReceiveTimestamp": "1735689600000",
                ],
                "messageAttributes": [
                    "colour": [
                        "stringValue": "red", "stringListValues": [], "binaryListValues": [], "dataType": "String",
                    ]
                ],
                "md5OfMessageAttributes": record["md5OfMessageAttributes"] ?? .null,
                "md5OfBody": "558da6fedadb1d433414e146f8da40b2",
                "eventSource": "aws:sqs", "eventSourceARN": PipeRuntime.queue, "awsRegion": "us-east-1",
            ]
        )
        #expect(try await runtime.bodies() == [[], [], []])
        #expect(
            notices.map(\.event) == ["MessageSent", "MessageReceived", "MessageDeleted"]
        )
        #expect(runtime.kernel.timers.count == 1, "No alarm is left, only the timer that drops old messages.")
    }

    @Test func `messages of before the pipe, and delayed ones, are handed over`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        for number in 1...25 { try await runtime.send("\(number)") }
        try await runtime.send("delayed", ["DelaySeconds": 10])
        try await runtime.createPipe(PipeRuntime.machine)
        await runtime.settle()
        #expect(try await runtime.started().map { $0.input[0]?["body"]?.stringValue } == (1...25).map { "\($0)" })
        await runtime.runUntilQuiet()
        #expect(try await runtime.started().last?.input[0]?["body"] == "delayed")
        #expect(runtime.kernel.clock.now == PipeRuntime.start.adding(milliseconds: 10_000))
    }

    @Test func `a batch starts one execution`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        for number in 1...5 { try await runtime.send("{\"n\":\(number)}") }
        try await runtime.createPipe(
            PipeRuntime.machine,
            [
                "SourceParameters": ["SqsQueueParameters": ["BatchSize": 3]],
                "TargetParameters": ["InputTemplate": #"{"number":<$.body.n>}"#],
            ]
        )
        await runtime.settle()
        #expect(
            try await runtime.started().map(\.input) == [
                [["number": 1], ["number": 2], ["number": 3]], [["number": 4], ["number": 5]],
            ]
        )
    }

    @Test func `a refused message stays in flight and goes to the dead-letter queue in the end`() async throws {
        let runtime = try await PipeRuntime()
        try await runtime.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":3}"#
        try await runtime.createQueue("q", ["RedrivePolicy": .string(policy), "VisibilityTimeout": "30"])
        runtime.states.refuse(true)
        try await runtime.createPipe(PipeRuntime.machine)
        let notices = try await runtime.notices { () async throws in
            try await runtime.send("x")
            await runtime.settle()
            #expect(try await runtime.bodies() == [[], ["x"], []])
            await runtime.runUntilQuiet()
        }
        #expect(try await runtime.started().isEmpty)
        #expect(try await runtime.bodies() == [[], [], []])
        #expect(try await runtime.bodies("dead") == [["x"], [], []])
        let failures = notices.filter { $0.event == "DeliveryFailed" }
        #expect(failures.map { $0.time.milliseconds(since: PipeRuntime.start) } == [0, 30_000, 60_000])
        #expect(failures.first?.detail["error"] == "StateMachineDoesNotExist")
        #expect(failures.first?.cause == notices.first?.effect)
    }

    @Test func `a target that comes back gets the message after its timeout`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        runtime.states.refuse(true)
        try await runtime.createPipe(PipeRuntime.machine)
        try await runtime.send("x")
        await runtime.settle()
        runtime.states.refuse(false)
        await runtime.runUntilQuiet()
        #expect(try await runtime.started().map { $0.input[0]?["attributes"]?["ApproximateReceiveCount"] } == ["2"])
        #expect(runtime.kernel.clock.now == PipeRuntime.start.adding(milliseconds: 30_000))
    }

    @Test func `a target that has no time now gets the message in a moment, as if received once`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.createPipe(PipeRuntime.machine)
        runtime.states.stumble(2)
        let notices = try await runtime.notices { () async throws in
            try await runtime.send("x")
            await runtime.runUntilQuiet()
        }
        #expect(!notices.map(\.event).contains("DeliveryFailed"))
        #expect(try await runtime.started().map { $0.input[0]?["attributes"]?["ApproximateReceiveCount"] } == ["1"])
        #expect(runtime.kernel.clock.now == PipeRuntime.start.adding(milliseconds: 2 * PipesLimits.pauseMilliseconds))
    }

    @Test func `a queue that hides nothing is asked once a second`() async throws {
        let runtime = try await PipeRuntime()
        try await runtime.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":4}"#
        try await runtime.createQueue("q", ["RedrivePolicy": .string(policy), "VisibilityTimeout": "0"])
        runtime.states.refuse(true)
        try await runtime.createPipe(PipeRuntime.machine)
        try await runtime.send("x")
        await runtime.runUntilQuiet()
        #expect(try await runtime.bodies("dead") == [["x"], [], []])
        #expect(runtime.kernel.clock.now == PipeRuntime.start.adding(milliseconds: 3000))
    }

    @Test func `a message that was handed over before starts nothing and is deleted`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        let id = try await runtime.send("x")
        try await runtime.call("states", "StartExecution", ["name": .string(id), "input": "{}"])
        try await runtime.createPipe(PipeRuntime.machine)
        await runtime.settle()
        #expect(try await runtime.started().count == 1)
        #expect(try await runtime.bodies() == [[], [], []])
    }

    @Test func `a stopped pipe leaves messages where they are`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.createPipe(PipeRuntime.machine, ["DesiredState": "STOPPED"])
        try await runtime.send("x")
        await runtime.settle()
        #expect(try await runtime.bodies() == [["x"], [], []])
        try await runtime.call("pipes", "StartPipe", ["Name": "p"])
        await runtime.settle()
        #expect(try await runtime.started().count == 1)
        try await runtime.call("pipes", "StopPipe", ["Name": "p"])
        try await runtime.send("y")
        await runtime.settle()
        #expect(try await runtime.bodies() == [["y"], [], []])
    }

    @Test func `a deleted pipe hands nothing over`() async throws {
        let runtime = try await PipeRuntime.withQueue()
        try await runtime.createPipe(PipeRuntime.machine)
        try await runtime.call("pipes", "DeletePipe", ["Name": "p"])
        try await runtime.send("x")
        await runtime.settle()
        #expect(try await runtime.bodies() == [["x"], [], []])
    }

    @Test func `message and execution change hands in one commit, wherever the power goes`() async throws {
        // 1 the queue, 2 the pipe, 3 the message, 4 the handover.
        let start = try await PipeRuntime.commitsAtStart()
        for (fault, at) in [
            (FaultInjectingStore.Fault.crashBefore, 4), (.crashAfter, 4), (.crashAfter, 3), (.crashBefore, 3),
        ] {
            let store = InMemoryStore()
            let failing = FaultInjectingStore(store, faults: [start + at: fault])
            let runtime = try await PipeRuntime.withQueue(store: failing)
            try await runtime.createPipe(PipeRuntime.machine)
            _ = try? await runtime.send("x")
            while failing.commits < start + at { await Task.yield() }

            let restarted = try await PipeRuntime(store: store.copy())
            await restarted.settle()
            await restarted.runUntilQuiet()
            let wasSent = !(fault == .crashBefore && at == 3)
            #expect(try await restarted.started().count == (wasSent ? 1 : 0), "\(fault) at \(at)")
            #expect(try await restarted.bodies() == [[], [], []], "\(fault) at \(at)")
        }
    }

    @Test func `a handover that could not be stored is tried again`() async throws {
        let start = try await PipeRuntime.commitsAtStart()
        let failing = FaultInjectingStore(
            InMemoryStore(),
            faults: [start + 4: .failure(StoreError(.other, "A hiccup."))]
        )
        let runtime = try await PipeRuntime.withQueue(store: failing)
        try await runtime.createPipe(PipeRuntime.machine)
        try await runtime.send("x")
        await runtime.runUntilQuiet()
        #expect(try await runtime.started().count == 1)
        #expect(try await runtime.bodies() == [[], [], []])
    }

    @Test func `a runtime that does not resume leaves what an earlier process left`() async throws {
        let store = InMemoryStore()
        // 1 the queue, 2 the pipe, 3 the message, after which the power goes.
        let start = try await PipeRuntime.commitsAtStart()
        let failing = FaultInjectingStore(store, faults: [start + 3: .crashAfter])
        let before = try await PipeRuntime.withQueue(store: failing)
        try await before.createPipe(PipeRuntime.machine)
        _ = try? await before.send("old")
        let after = try await PipeRuntime(store: store.copy(), resuming: false)
        await after.settle()
        #expect(try await after.started().isEmpty)
        #expect(try await after.bodies() == [["old"], [], []])
    }
}
