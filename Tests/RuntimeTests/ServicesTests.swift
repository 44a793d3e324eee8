import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepRuntime

/// What Swift code calls on a runtime.
struct ServicesTests {
    private static let began = Timestamp(milliseconds: 1_735_689_600_000)

    private func start(
        _ functions: [Function] = [],
        clock: RuntimeOptions.Clock = .virtual(startingAt: began)
    ) async throws -> Runtime {
        try await Runtime.start(
            RuntimeOptions(
                clock: clock,
                functions: functions,
                seed: 1
            )
        )
    }

    @Test func `what a topic is told reaches the queue, with its attributes`() async throws {
        let runtime = try await start()
        let queue = runtime.queues["orders"]
        try await runtime.call("sqs", "CreateQueue", ["QueueName": "orders"])
        try await runtime.call("sns", "CreateTopic", ["Name": "shop"])
        try await runtime.call(
            "sns",
            "Subscribe",
            [
                "TopicArn": .string(runtime.topics["shop"].arn), "Protocol": "sqs", "Endpoint": .string(queue.arn),
                "Attributes": ["RawMessageDelivery": "true"],
            ]
        )
        try await runtime.topics["shop"].publish("an order", attributes: ["kind": "express"])
        let message = try #require(try await queue.receive().first)
        #expect(message.body == "an order")
        #expect(message.attributes == ["kind": "express"])
        #expect(message.receiveCount == 1)
        try await message.delete()
        #expect(try await queue.receive().isEmpty)
        await runtime.stop()
    }

    @Test func `a FIFO queue keeps groups in order and knows duplicates`() async throws {
        // Time that went on by itself would end the messages' time in flight.
        let runtime = try await start(clock: .manual(startingAt: Self.began))
        try await runtime.call(
            "sqs",
            "CreateQueue",
            ["QueueName": "jobs.fifo", "Attributes": ["FifoQueue": "true", "ContentBasedDeduplication": "true"]]
        )
        let queue = runtime.queues["jobs.fifo"]
        let id = try await queue.send("first", groupID: "g")
        #expect(try await queue.send("first", groupID: "g") == id)
        try await queue.send("first", groupID: "g", deduplicationID: "another")
        let message = try #require(try await queue.receive().first)
        #expect(message.groupID == "g")
        #expect(message.sequenceNumber?.utf8.count == 20)
        #expect(try await queue.receive(upTo: 10).isEmpty, "The group is locked.")
        try await message.hide(forSeconds: 0)
        #expect(try await queue.receive(upTo: 10).count == 2)
        try await queue.purge()
        #expect(try await queue.send("first", groupID: "g") != id)
        await runtime.stop()
    }

    @Test func `the sequence of a queue's messages waits for the next one`() async throws {
        let runtime = try await start()
        try await runtime.call("sqs", "CreateQueue", ["QueueName": "jobs"])
        let queue = runtime.queues["jobs"]
        let reader = Task {
            var bodies: [String] = []
            for try await message in queue.messages {
                bodies.append(message.body)
                try await message.delete()
                if bodies.count == 2 { break }
            }
            return bodies
        }
        try await queue.send("first")
        try await queue.send("second", delaySeconds: 30)
        #expect(try await reader.value == ["first", "second"])
        await runtime.stop()
    }

    @Test func `an endless reader of a queue draws no virtual time`() async throws {
        let runtime = try await start()
        try await runtime.call("sqs", "CreateQueue", ["QueueName": "jobs"])
        let began = runtime.now
        let queue = runtime.queues["jobs"]
        let reader = Task { try await queue.messages.first { _ in true }?.body }
        let machine = try await runtime.deploy(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": true}}}"#,
            name: "waits"
        )
        #expect(try await runtime.run(machine).status == .succeeded)
        await runtime.settle()
        #expect(runtime.now.milliseconds(since: began) == 3_600_000)
        try await queue.send("at last")
        #expect(try await reader.value == "at last")
        await runtime.stop()
    }

    @Test func `an object is read as it was put`() async throws {
        let runtime = try await start()
        try await runtime.call("s3", "CreateBucket", ["Bucket": "photos"])
        let tag = try await runtime.putObject(
            [1, 2, 3],
            bucket: "photos",
            key: "a b/ü.bin",
            contentType: "x/y",
            metadata: ["user-id": "ada"]
        )
        let object = try await runtime.object(bucket: "photos", key: "a b/ü.bin")
        #expect(object.bytes == [1, 2, 3])
        #expect(object.contentType == "x/y")
        #expect(object.metadata == ["user-id": "ada"])
        #expect(object.entityTag == tag)
        let missing = await #expect(throws: ServiceError.self) {
            try await runtime.object(bucket: "photos", key: "other")
        }
        #expect(missing?.code == "NoSuchKey")
        await runtime.stop()
    }

    @Test func `waiting for an execution ends with the execution, or with the runtime`() async throws {
        let runtime = try await Runtime.start()
        let machine = try await runtime.deploy(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1000000, "End": true}}}"#,
            name: "waits"
        )
        let arn = try await runtime.startExecution(of: machine)
        #expect(try await runtime.unfinishedWork() == UnfinishedWork(executions: [arn]))
        let waiting = Task { try? await runtime.waitForExecution(arn) }
        try await runtime.call("states", "StopExecution", ["executionArn": .string(arn), "error": "Enough"])
        let result = try #require(await waiting.value)
        #expect(result.status == .aborted)
        #expect(result.error == "Enough")
        let other = try await runtime.startExecution(of: machine)
        let unanswered = Task { try? await runtime.waitForExecution(other) }
        await runtime.stop()
        #expect(await unanswered.value?.status != .succeeded)
    }

    @Test func `a reader sees what a running runtime has made, and changes nothing`() async throws {
        let folder = try TestFolder()
        let runtime = try await Runtime.start(RuntimeOptions(storage: .folder(folder.path("data"))))
        try await runtime.call("s3", "CreateBucket", ["Bucket": "photos"])
        try await runtime.putObject([7], bucket: "photos", key: "a")
        let machine = try await runtime.deploy(
            #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#,
            name: "passes"
        )
        let result = try await runtime.run(machine, input: ["n": 1])
        // Nobody can be asked for the executions of an Express machine, and that keeps nobody from the others.
        try await runtime.call(
            "states",
            "CreateStateMachine",
            [
                "name": "express", "type": "EXPRESS", "roleArn": "arn:aws:iam::000000000000:role/test",
                "definition": #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#,
            ]
        )
        let reader = try await RuntimeReader.open(folder.path("data"))
        #expect(try await reader.executions().map(\.arn) == [result.arn])
        #expect(
            try await reader.history(of: result.arn).map { $0["type"] } == [
                "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded",
            ]
        )
        #expect(try await reader.object(bucket: "photos", key: "a").bytes == [7])
        await #expect(throws: ServiceError.self) {
            try await reader.call(
                ServiceRequest(
                    service: "states",
                    operation: "StartExecution",
                    parameters: ["stateMachineArn": .string(machine)]
                )
            )
        }
        reader.close()
        await runtime.stop()
    }
}

extension Runtime {
    @discardableResult
    fileprivate func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject
    ) async throws(ServiceError) -> JSONObject {
        try await call(ServiceRequest(service: service, operation: operation, parameters: parameters))
    }
}
