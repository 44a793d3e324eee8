import Foundation
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Testing

@testable import QuickstepRuntime

/// A data folder that some version wrote and left in the middle of its work; kept as it was for every later version to carry on.
///
/// `QUICKSTEP_RECORD_STORE_FIXTURE=store-v1` makes one of that name with the program as it is.
struct StoreFixture: Sendable, CustomTestStringConvertible {
    static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(2).joined(separator: "/") + "/Fixtures"
    }()

    /// Those that are there, by name.
    static var all: [StoreFixture] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix("store-") }.sorted().map { StoreFixture(name: $0) }
    }

    /// The name of the one that is to be made, if one is.
    static var recorded: StoreFixture? {
        ProcessInfo.processInfo.environment["QUICKSTEP_RECORD_STORE_FIXTURE"].map { StoreFixture(name: $0) }
    }

    let name: String

    var testDescription: String { name }

    /// The executions that wait, and for what.
    static let waiting = ["waits:w", "retries:w", "nests:w", "spreads:w", "asks:w", "works:w"]

    /// When the fixtures' virtual time began.
    static let start = Timestamp(milliseconds: 1_767_225_600_000)

    /// A copy to work with.
    func copy(to path: String) throws {
        try FileManager.default.copyItem(atPath: "\(Self.folder)/\(name)", toPath: path)
    }

    static func options(_ path: String, isFlaky: Bool) -> RuntimeOptions {
        RuntimeOptions(
            storage: .folder(path),
            clock: .virtual(startingAt: start),
            functions: [
                Function("flaky") { (_: JSONValue, _: FunctionContext) throws -> JSONValue in
                    if isFlaky { throw NotYet() }
                    return "at last"
                }
            ],
            seed: 7
        )
    }

    private struct NotYet: Error {}

    // MARK: Making one

    private static let definitions = [
        ("passes", #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": {"done": true}, "End": true}}}"#),
        ("fails", #"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Wrong", "Cause": "On purpose."}}}"#),
        ("waits", #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 2592000, "End": true}}}"#),
        (
            "retries",
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "flaky", "End": true,
              "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 3600, "MaxAttempts": 5}]}}}
            """
        ),
        (
            "nests",
            """
            {"StartAt": "N", "States": {"N": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:waits", "Name": "child"},
              "End": true}}}
            """
        ),
        (
            "spreads",
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "End": true,
              "ItemProcessor": {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}}}}
            """
        ),
        (
            "asks",
            """
            {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {"QueueUrl": "http://localhost:4566/000000000000/asks",
                "MessageBody": {"token.$": "$$.Task.Token"}}, "End": true}}}
            """
        ),
        (
            "works",
            """
            {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:us-east-1:000000000000:activity:work"}}}
            """
        ),
    ]

    func record() async throws {
        let path = "\(Self.folder)/\(name)"
        let runtime = try await Runtime.start(Self.options(path, isFlaky: true))
        // Virtual time stands still: what waits goes on waiting.
        runtime.kernel.activity.begin()
        try await runtime.fill()
        for (name, definition) in Self.definitions {
            let machine = try await runtime.deploy(definition, name: name)
            _ = try await runtime.startExecution(of: machine, input: ["items": [1, 2, 3, 4, 5]], name: "w")
        }
        let last = [
            "passes": "ExecutionSucceeded", "fails": "ExecutionFailed", "waits": "WaitStateEntered",
            "retries": "LambdaFunctionFailed", "nests": "TaskSubmitted", "spreads": "WaitStateEntered",
            "asks": "TaskSubmitted", "works": "ActivityScheduled",
        ]
        for (name, type) in last.sorted(by: { $0.key < $1.key }) {
            while try await runtime.lastEvent(of: name) != type { await Task.yield() }
        }
        await runtime.kernel.timers.pause()
        await runtime.stop()
        runtime.kernel.activity.end()
        try FileManager.default.removeItem(atPath: "\(path)/lock")
    }
}

extension Runtime {
    /// Queues, topics, tables and objects with something in them.
    fileprivate func fill() async throws {
        func call(_ service: String, _ operation: String, _ parameters: JSONObject) async throws {
            _ = try await self.call(ServiceRequest(service: service, operation: operation, parameters: parameters))
        }
        for name in ["asks", "jobs"] { try await call("sqs", "CreateQueue", ["QueueName": .string(name)]) }
        for body in ["first", "second", "third"] { try await queues["jobs"].send(body) }
        try await queues["jobs"].send("later", delaySeconds: 900)
        _ = try await queues["jobs"].receive()
        try await call("sns", "CreateTopic", ["Name": "news"])
        try await call(
            "sns",
            "Subscribe",
            [
                "TopicArn": .string(topics["news"].arn), "Protocol": "sqs", "Endpoint": .string(queues["jobs"].arn),
                "Attributes": ["RawMessageDelivery": "true"],
            ]
        )
        try await call(
            "dynamodb",
            "CreateTable",
            [
                "TableName": "things", "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
                "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
            ]
        )
        try await call("dynamodb", "PutItem", ["TableName": "things", "Item": ["id": ["S": "a"], "n": ["N": "17"]]])
        try await call("s3", "CreateBucket", ["Bucket": "files"])
        try await putObject(Array("kept".utf8), bucket: "files", key: "folder/object", metadata: ["by": "hand"])
        try await call("states", "CreateActivity", ["name": "work"])
    }

    fileprivate func lastEvent(of machine: String) async throws(ServiceError) -> String? {
        let arn = "arn:aws:states:us-east-1:000000000000:execution:\(machine):w"
        let output = try await call(
            ServiceRequest(
                service: "states",
                operation: "GetExecutionHistory",
                parameters: ["executionArn": .string(arn), "reverseOrder": true, "maxResults": 1]
            )
        )
        return output["events"]?[0]?["type"]?.stringValue
    }
}
