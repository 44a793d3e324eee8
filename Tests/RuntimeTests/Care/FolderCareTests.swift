import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepRuntime

/// Backups, inspections and compaction of whole data folders.
struct FolderCareTests {
    private let folder: TestFolder

    init() throws {
        folder = try TestFolder()
    }

    private func start(_ name: String = "data", resuming: Bool = false) async throws -> Runtime {
        try await Runtime.start(RuntimeOptions(storage: .folder(folder.path(name)), resumesUnfinished: resuming))
    }

    /// Something of everything: executions, messages, a topic, a table, objects.
    private func fill(_ runtime: Runtime) async throws {
        let machine = try await runtime.deploy(
            #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": {"done": true}, "End": true}}}"#,
            name: "short"
        )
        _ = try await runtime.run(machine, name: "one")
        try await runtime.call("sqs", "CreateQueue", ["QueueName": "jobs"])
        try await runtime.call("sns", "CreateTopic", ["Name": "news"])
        try await runtime.call(
            "sns",
            "Subscribe",
            [
                "TopicArn": .string(runtime.topics["news"].arn), "Protocol": "sqs",
                "Endpoint": .string(runtime.queues["jobs"].arn),
            ]
        )
        for text in ["one", "two", "three"] { try await runtime.topics["news"].publish(text) }
        _ = try await runtime.queues["jobs"].receive()
        try await runtime.call(
            "dynamodb",
            "CreateTable",
            [
                "TableName": "things", "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
                "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
            ]
        )
        try await runtime.call("dynamodb", "PutItem", ["TableName": "things", "Item": ["id": ["S": "a"]]])
        try await runtime.call("s3", "CreateBucket", ["Bucket": "files"])
        try await runtime.putObject(Array("first".utf8), bucket: "files", key: "a")
        try await runtime.putObject(Array("second".utf8), bucket: "files", key: "b")
    }

    @Test func `a folder in use is saved, and goes on from the backup`() async throws {
        let runtime = try await start()
        try await fill(runtime)
        let wait = try await runtime.deploy(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}}"#,
            name: "waits"
        )
        let arn = try await runtime.startExecution(of: wait, name: "w")
        let summary = try await FolderCopy.backUp(folder.path("data"), to: folder.path("backup"))
        #expect(summary.objects == 2)
        try await runtime.call("sqs", "PurgeQueue", ["QueueUrl": .string(runtime.queues["jobs"].arn)])
        await runtime.stop()
        _ = try await FolderCopy.restore(folder.path("backup"), to: folder.path("again"))
        let again = try await start("again", resuming: true)
        #expect(try await again.waitForExecution(arn).status == .succeeded)
        #expect(try await again.object(bucket: "files", key: "b").bytes == Array("second".utf8))
        await again.stop()
        let report = try await FolderDoctor.examine(folder.path("again"))
        #expect(report.inspection.findings == [])
        #expect(report.inspection.tally.first { $0.name == "messages" }?.count == 3)
    }

    @Test func `a sound folder is sound, whether in use or not`() async throws {
        let runtime = try await start()
        try await fill(runtime)
        let during = try await FolderDoctor.examine(folder.path("data"))
        #expect(during.inspection.findings == [])
        #expect(during.owner != nil)
        await runtime.stop()
        let after = try await FolderDoctor.examine(folder.path("data"))
        #expect(after.inspection.findings == [])
        #expect(after.owner == nil)
        #expect(after.time == "real")
        #expect(after.inspection.tally.map(\.name).contains("subscribed endpoints"))
    }

    @Test func `bytes that are lost are damage, and files of nobody a note that a repair removes`() async throws {
        let runtime = try await start()
        try await fill(runtime)
        let orphan = try await runtime.kernel.blobs.write([1, 2, 3])
        await runtime.stop()
        let noted = try await FolderDoctor.examine(folder.path("data"))
        #expect(noted.inspection.findings.map(\.severity) == [.note])
        #expect(folder.exists("data/blobs/\(orphan.name.prefix(2))/\(orphan.name)"))
        let repaired = try await FolderDoctor.repair(folder.path("data"))
        #expect(repaired.inspection.findings == [])
        #expect(!folder.exists("data/blobs/\(orphan.name.prefix(2))/\(orphan.name)"))

        let reader = try await RuntimeReader.open(folder.path("data"))
        let blob = try #require(try await reader.kernel.call(Self.get("a")).blob)
        reader.close()
        try folder.write("furst", to: "data/blobs/\(blob.id.name.prefix(2))/\(blob.id.name)")
        #expect(try await FolderDoctor.examine(folder.path("data")).inspection.findings.map(\.severity) == [.damage])
        try folder.remove("data/blobs/\(blob.id.name.prefix(2))/\(blob.id.name)")
        let lost = try await FolderDoctor.examine(folder.path("data"))
        #expect(lost.inspection.findings.map(\.severity) == [.damage])
        #expect(lost.inspection.findings.first?.message.contains(blob.id.name) == true)
    }

    private static func get(_ key: String) -> ServiceRequest {
        ServiceRequest(service: "s3", operation: "GetObject", parameters: ["Bucket": "files", "Key": .string(key)])
    }

    @Test func `a folder in use is not repaired, and no folder is not examined`() async throws {
        let runtime = try await start()
        let failure = await #expect(throws: RuntimeError.self) { try await FolderDoctor.repair(folder.path("data")) }
        #expect(failure?.message.contains("already open") == true)
        await #expect(throws: RuntimeError.self) { try await FolderCompaction.run(folder.path("data"), retention: nil) }
        await runtime.stop()
        await #expect(throws: RuntimeError.self) { try await FolderDoctor.examine(folder.path("none")) }
        await #expect(throws: RuntimeError.self) { try await FolderCompaction.run(folder.path("none"), retention: nil) }
        #expect(!folder.exists("none"))
    }

    @Test func `compacting removes what ended, and carries nothing on`() async throws {
        let runtime = try await start()
        try await fill(runtime)
        let wait = try await runtime.deploy(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": true}}}"#,
            name: "waits"
        )
        let arn = try await runtime.startExecution(of: wait, name: "w")
        await runtime.stop()
        #expect(try await FolderCompaction.run(folder.path("data"), retention: nil).executions == 0)
        #expect(try await FolderCompaction.run(folder.path("data"), retention: .seconds(86_400)).executions == 0)
        #expect(try await FolderCompaction.run(folder.path("data"), retention: .zero).executions == 1)
        let reader = try await RuntimeReader.open(folder.path("data"))
        #expect(try await reader.executions().map(\.arn) == [arn])
        reader.close()
        #expect(try await FolderDoctor.examine(folder.path("data")).inspection.findings == [])
    }

    @Test func `a folder of virtual time is compacted in its own time`() async throws {
        let start = Timestamp(milliseconds: 1_735_689_600_000)
        let options = RuntimeOptions(storage: .folder(folder.path("data")), clock: .virtual(startingAt: start))
        let runtime = try await Runtime.start(options)
        let machine = try await runtime.deploy(
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$.s", "End": true}}}"#,
            name: "waits"
        )
        _ = try await runtime.run(machine, input: ["s": 1], name: "early")
        _ = try await runtime.run(machine, input: ["s": 864_000], name: "late")
        await runtime.stop()
        #expect(try await FolderCompaction.run(folder.path("data"), retention: .seconds(86_400)).executions == 1)
        let reader = try await RuntimeReader.open(folder.path("data"))
        #expect(try await reader.executions().map(\.name) == ["late"])
        reader.close()
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
