import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepRuntime

/// What earlier versions left in data folders is read, shown and carried on.
struct StoreFixtureTests {
    @Test(.enabled(if: StoreFixture.recorded != nil, "It makes a fixture, when asked to."))
    func `a fixture is made`() async throws {
        try await #require(StoreFixture.recorded).record()
    }

    @Test func `there is a fixture`() {
        #expect(StoreFixture.all.map(\.name).contains("store-v1"))
    }

    @Test(arguments: StoreFixture.all)
    func `what an earlier version left unfinished is finished`(fixture: StoreFixture) async throws {
        let folder = try TestFolder()
        let path = folder.path("data")
        try fixture.copy(to: path)
        #expect(try await FolderDoctor.examine(path).inspection.findings.filter { $0.severity != .note } == [])

        var options = StoreFixture.options(path, isFlaky: false)
        // Nothing is carried on at first, so that virtual time does not move: messages do not live as long as executions wait.
        options.resumesUnfinished = false
        let first = try await Runtime.start(options)
        #expect(try await first.unfinishedWork().executions.count == StoreFixture.waiting.count + 1)
        try await checkNeighbours(first)
        try await answer(first)
        await first.stop()

        options.resumesUnfinished = true
        let runtime = try await Runtime.start(options)
        await runtime.settle()
        for name in StoreFixture.waiting + ["waits:child", "passes:w"] {
            let result = try await runtime.describeExecution("arn:aws:states:us-east-1:000000000000:execution:\(name)")
            #expect(result.status == .succeeded, "\(name)")
        }
        let failed = try await runtime.describeExecution("arn:aws:states:us-east-1:000000000000:execution:fails:w")
        #expect(failed.error == "Wrong")
        await runtime.stop()
        #expect(try await FolderDoctor.examine(path).inspection.findings.filter { $0.severity != .note } == [])
    }

    /// Ends the tasks that wait for somebody outside.
    private func answer(_ runtime: Runtime) async throws {
        let asked = try #require(try await runtime.queues["asks"].receive().first)
        let token = try #require(try JSONValue.parse(asked.body)["token"])
        try await runtime.states("SendTaskSuccess", ["taskToken": token, "output": #"{"answered":true}"#])
        let work = try await runtime.answer(
            ServiceRequest(
                service: "states",
                operation: "GetActivityTask",
                parameters: ["activityArn": "arn:aws:states:us-east-1:000000000000:activity:work"]
            )
        )
        let workToken = try #require(work["taskToken"])
        try await runtime.states("SendTaskSuccess", ["taskToken": workToken, "output": "1"])
    }

    private func checkNeighbours(_ runtime: Runtime) async throws {
        let counts = try await runtime.call(
            ServiceRequest(
                service: "sqs",
                operation: "GetQueueAttributes",
                parameters: ["QueueUrl": .string(runtime.queues["jobs"].arn), "AttributeNames": ["All"]]
            )
        )["Attributes"]
        #expect(counts?["ApproximateNumberOfMessages"] == "2")
        #expect(counts?["ApproximateNumberOfMessagesNotVisible"] == "1")
        #expect(counts?["ApproximateNumberOfMessagesDelayed"] == "1")
        try await runtime.topics["news"].publish("news")
        var bodies: Set<String> = []
        for _ in 0..<3 { for message in try await runtime.queues["jobs"].receive() { bodies.insert(message.body) } }
        #expect(bodies == ["second", "third", "news"])
        let object = try await runtime.object(bucket: "files", key: "folder/object")
        #expect(object.bytes == Array("kept".utf8))
        let item = try await runtime.call(
            ServiceRequest(
                service: "dynamodb",
                operation: "GetItem",
                parameters: ["TableName": "things", "Key": ["id": ["S": "a"]]]
            )
        )
        #expect(item["Item"]?["n"]?["N"] == "17")
    }

    @Test func `a fixture that says that it is newer is refused, and left as it was`() async throws {
        let folder = try TestFolder()
        let path = folder.path("data")
        try #require(StoreFixture.all.first).copy(to: path)
        var bytes = try folder.bytes(of: "data/store.sqlite")
        // The format's version stands at byte 60 of SQLite's header.
        bytes[63] = 99
        try folder.write(bytes, to: "data/store.sqlite")
        let options = StoreFixture.options(path, isFlaky: false)
        let failure = await #expect(throws: RuntimeError.self) { try await Runtime.start(options) }
        #expect(failure?.message.contains("has format version 99") == true)
        await #expect(throws: RuntimeError.self) { try await RuntimeReader.open(path) }
        await #expect(throws: RuntimeError.self) { try await FolderDoctor.examine(path) }
        await #expect(throws: RuntimeError.self) { try await FolderCopy.backUp(path, to: folder.path("saved")) }
        #expect(try folder.bytes(of: "data/store.sqlite") == bytes)
    }
}

extension Runtime {
    fileprivate func states(_ operation: String, _ parameters: JSONObject) async throws(ServiceError) {
        _ = try await call(ServiceRequest(service: "states", operation: operation, parameters: parameters))
    }
}
