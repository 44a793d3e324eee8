import QuickstepGateway
import QuickstepJSON
import QuickstepServiceKit
import Synchronization

/// Clients that ask a server for all kinds of things, one after the other, until they are told to stop.
///
/// Each waits for what it has begun before it begins the next thing, so that what is under way stays bounded.
final class SoakLoad: Sendable {
    private let client: EndpointClient
    private let counts = Mutex<[String: Int]>([:])

    init(address: String) {
        client = EndpointClient(address)
    }

    /// How often each kind of thing was done.
    var done: [(name: String, count: Int)] {
        counts.withLock { $0.sorted { $0.key < $1.key }.map { (name: $0.key, count: $0.value) } }
    }

    private static let role = "arn:aws:iam::000000000000:role/soak"
    private static let queue = "http://localhost:4566/000000000000/"
    private static let machine = "arn:aws:states:us-east-1:000000000000:stateMachine:"

    @discardableResult
    private func call(
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject
    ) async throws(ServiceError) -> JSONObject {
        try await client.call(ServiceRequest(service: service, operation: operation, parameters: parameters))
    }

    // MARK: Before

    /// Makes what the load needs.
    func prepare() async throws(ServiceError) {
        for name in ["jobs", "later", "asks", "uploads", "news"] {
            try await call("sqs", "CreateQueue", ["QueueName": .string(name)])
        }
        try await call("sns", "CreateTopic", ["Name": "news"])
        try await call(
            "sns",
            "Subscribe",
            [
                "TopicArn": .string(SoakDefinitions.topic), "Protocol": "sqs",
                "Endpoint": .string(SoakDefinitions.queueARN + "news"),
            ]
        )
        try await call(
            "dynamodb",
            "CreateTable",
            [
                "TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
                "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
            ]
        )
        for (name, definition, type) in [
            ("order", SoakDefinitions.order, "STANDARD"), ("quick", SoakDefinitions.quick, "EXPRESS"),
            ("ask", SoakDefinitions.ask, "STANDARD"), ("many", SoakDefinitions.many, "STANDARD"),
            ("upload", SoakDefinitions.upload, "STANDARD"), ("picked", SoakDefinitions.picked, "STANDARD"),
        ] {
            try await call(
                "states",
                "CreateStateMachine",
                [
                    "name": .string(name), "definition": .string(definition), "type": .string(type),
                    "roleArn": .string(Self.role),
                ]
            )
        }
        try await call("s3", "CreateBucket", ["Bucket": "uploads"])
        try await call(
            "s3",
            "PutBucketNotificationConfiguration",
            [
                "Bucket": "uploads",
                "NotificationConfiguration": [
                    "QueueConfigurations": [
                        [
                            "QueueArn": .string(SoakDefinitions.queueARN + "uploads"),
                            "Events": ["s3:ObjectCreated:*"],
                        ]
                    ]
                ],
            ]
        )
        try await call(
            "pipes",
            "CreatePipe",
            [
                "Name": "uploads", "RoleArn": .string(Self.role),
                "Source": .string(SoakDefinitions.queueARN + "uploads"), "Target": .string(Self.machine + "picked"),
                "SourceParameters": ["SqsQueueParameters": ["BatchSize": 1]],
                "TargetParameters": [
                    "StepFunctionStateMachineParameters": ["InvocationType": "FIRE_AND_FORGET"]
                ],
            ]
        )
    }

    // MARK: Clients

    /// One client: goes on until its task is cancelled.
    ///
    /// - Throws: What a request was answered that must not fail.
    func run(client number: Int) async throws {
        var round = 0
        while !Task.isCancelled {
            let name = "\(number)-\(round)"
            round += 1
            // The server is busy and not drowned: what waits in line would be measured too.
            try? await Task.sleep(for: .milliseconds(2))
            do throws(ServiceError) {
                try await act(round + number, name)
            } catch {
                // A server under load may ask to be asked again; and who is stopped has broken off.
                if Task.isCancelled { return }
                guard error.isRetryable else { throw ProofFailure(error) }
                count("asked again")
            }
        }
    }

    private func act(_ turn: Int, _ name: String) async throws(ServiceError) {
        switch turn % 20 {
        case 0...4: try await sendReceiveDelete("jobs", name)
        case 5...6: try await sendReceiveDelete("later", name, delaySeconds: 1)
        case 7...9: try await publish(name)
        case 10...12: try await runQuick(name)
        case 13...14: try await runAndWait("order", ["key": .string("\(turn % 100)"), "text": .string(name)])
        case 15...16: try await runAndWait("upload", ["key": .string("in/\(name)"), "text": .string(name)])
        case 17...18: try await ask()
        default: try await runAndWait("many", ["items": .array((0..<20).map { .number(JSONNumber($0)) })])
        }
    }

    private func count(_ what: String) {
        counts.withLock { $0[what, default: 0] += 1 }
    }

    private func sendReceiveDelete(
        _ queue: String,
        _ body: String,
        delaySeconds: Int = 0
    ) async throws(ServiceError) {
        let message: JSONObject = [
            "QueueUrl": .string(Self.queue + queue), "MessageBody": .string(body),
            "DelaySeconds": .number(JSONNumber(delaySeconds)),
        ]
        try await call("sqs", "SendMessage", message)
        try await receiveAndDelete(queue)
        count("sqs:\(queue)")
    }

    private func receiveAndDelete(_ queue: String) async throws(ServiceError) {
        let url = JSONValue.string(Self.queue + queue)
        let got = try await call("sqs", "ReceiveMessage", ["QueueUrl": url, "MaxNumberOfMessages": 10])
        for message in got["Messages"]?.arrayValue ?? [] {
            try await call(
                "sqs",
                "DeleteMessage",
                ["QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"] ?? .null]
            )
        }
    }

    private func publish(_ text: String) async throws(ServiceError) {
        try await call("sns", "Publish", ["TopicArn": .string(SoakDefinitions.topic), "Message": .string(text)])
        try await receiveAndDelete("news")
        count("sns")
    }

    private func runQuick(_ name: String) async throws(ServiceError) {
        let ended = try await call(
            "states",
            "StartSyncExecution",
            ["stateMachineArn": .string(Self.machine + "quick"), "input": #"{"number": 7, "items": [1, 2, 3]}"#]
        )
        guard ended["status"] == "SUCCEEDED" else { throw .unexpected("quick", name, ended) }
        count("express")
    }

    private func runAndWait(_ machine: String, _ input: JSONObject) async throws(ServiceError) {
        let started = try await call(
            "states",
            "StartExecution",
            [
                "stateMachineArn": .string(Self.machine + machine),
                "input": .string(JSONValue.object(input).compactText),
            ]
        )
        try await wait(for: started["executionArn"] ?? .null, machine)
        count("standard:\(machine)")
    }

    private func wait(for execution: JSONValue, _ machine: String) async throws(ServiceError) {
        while !Task.isCancelled {
            let now = try await call("states", "DescribeExecution", ["executionArn": execution])
            if now["status"] == "SUCCEEDED" { return }
            guard now["status"] == "RUNNING" else { throw .unexpected(machine, "an execution", now) }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Starts an execution that asks for somebody, and answers whoever has asked.
    private func ask() async throws(ServiceError) {
        let started = try await call(
            "states",
            "StartExecution",
            ["stateMachineArn": .string(Self.machine + "ask")]
        )
        let url = JSONValue.string(Self.queue + "asks")
        var isAnswered = false
        while !isAnswered, !Task.isCancelled {
            let got = try await call(
                "sqs",
                "ReceiveMessage",
                ["QueueUrl": url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 1]
            )
            for message in got["Messages"]?.arrayValue ?? [] {
                let token = message["Body"]?.stringValue.flatMap { try? JSONValue.parse($0)["token"] } ?? .null
                try await call("states", "SendTaskSuccess", ["taskToken": token, "output": "{}"])
                try await call(
                    "sqs",
                    "DeleteMessage",
                    ["QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"] ?? .null]
                )
            }
            // Another client may have answered it.
            let now = try await call(
                "states",
                "DescribeExecution",
                ["executionArn": started["executionArn"] ?? .null]
            )
            isAnswered = now["status"] != "RUNNING"
        }
        count("callback")
    }
}

extension ServiceError {
    /// Something ended as it must not.
    fileprivate static func unexpected(_ machine: String, _ name: String, _ answer: JSONObject) -> ServiceError {
        ServiceError(
            code: "Unexpected",
            message: "\(name) of \(machine) ended with \(JSONValue.object(answer).compactText)"
        )
    }
}
