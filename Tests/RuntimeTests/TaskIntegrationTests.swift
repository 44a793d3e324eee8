import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage
import Testing

@testable import QuickstepRuntime

/// Tasks that call the real neighbours.
struct TaskIntegrationTests {
    private func start() async throws -> Runtime {
        try await Runtime.start(
            RuntimeOptions(clock: .virtual(startingAt: Timestamp(milliseconds: 1_735_689_600_123)), seed: 1)
        )
    }

    private func run(_ definition: String, on runtime: Runtime, input: String = "{}") async throws -> JSONObject {
        let machine = try await runtime.call(
            "states",
            "CreateStateMachine",
            [
                "name": "machine", "definition": .string(definition),
                "roleArn": "arn:aws:iam::000000000000:role/test",
            ]
        )["stateMachineArn"]
        let execution = try await runtime.call(
            "states",
            "StartExecution",
            ["stateMachineArn": try #require(machine), "input": .string(input)]
        )["executionArn"]
        await runtime.settle()
        return try await runtime.call("states", "DescribeExecution", ["executionArn": try #require(execution)])
    }

    private func task(_ resource: String, _ parameters: String, more: String = #""End": true"#) -> String {
        #"{"Type": "Task", "Resource": "arn:aws:states:::\#(resource)", "Parameters": \#(parameters), \#(more)}"#
    }

    private func output(_ described: JSONObject) throws -> JSONValue {
        try JSONValue.parse(try #require(described["output"]?.stringValue, "\(described)"))
    }

    /// Services of ours, which no task can call.
    private static let own: Set<String> = ["clock", "pipes"]

    /// Operations that no task can call: those that are ours, and those that are no step.
    private static let excluded: Set<String> = [
        "sqs:Peek", "sns:ExplainPublish", "sns:GetSigningCertificate", "sns:ListLetters", "states:DeployStateMachine",
        "states:TestState", "s3:CopyObject",
    ]

    @Test func `the generic form has every operation of the neighbours and no other`() {
        let names = ["states": "sfn", "events": "eventbridge"]
        let operations = ServiceCatalog.entries.filter { !Self.own.contains($0.name) }.flatMap { service in
            service.operations.filter { !Self.excluded.contains("\(service.name):\($0)") }.map { operation in
                "aws-sdk:\(names[service.name] ?? service.name):\(operation.prefix(1).lowercased())\(operation.dropFirst())"
            }
        }
        #expect(operations.sorted() == DecodingOptions.sdkIntegrations.sorted())
    }

    @Test func `a workflow puts an object and gets it again`() async throws {
        let runtime = try await start()
        try await runtime.call("s3", "CreateBucket", ["Bucket": "photos"])
        let put = task(
            "aws-sdk:s3:putObject",
            #"{"Bucket": "photos", "Key": "k", "Body": {"a": [1, "ä"]}}"#,
            more: #""ResultPath": "$.put", "Next": "Get""#
        )
        let get = task(
            "aws-sdk:s3:getObject",
            #"{"Bucket": "photos", "Key": "k"}"#,
            more: #""ResultPath": "$.got", "End": true"#
        )
        let described = try await run(#"{"StartAt": "Put", "States": {"Put": \#(put), "Get": \#(get)}}"#, on: runtime)
        let output = try output(described)
        #expect(output["put"]?["ETag"] == output["got"]?["ETag"])
        #expect(output["put"]?["ChecksumType"] == "FULL_OBJECT")
        #expect(output["got"]?["Body"] == #"{"a":[1,"ä"]}"#)
        #expect(output["got"]?["ContentLength"] == 14)
        #expect(output["got"]?["LastModified"] == "2025-01-01T00:00:00Z")
        await runtime.stop()
    }

    @Test func `objects are put by many branches at once`() async throws {
        let runtime = try await start()
        try await runtime.call("s3", "CreateBucket", ["Bucket": "photos"])
        let put = task(
            "aws-sdk:s3:putObject",
            #"{"Bucket": "photos", "Key.$": "States.Format('k{}', $)", "Body.$": "$"}"#
        )
        let definition = #"""
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ResultSelector": {},
              "ItemProcessor": {"StartAt": "Put", "States": {"Put": \#(put)}}}}}
            """#
        let described = try await run(
            definition,
            on: runtime,
            input: "[\((0..<60).map(String.init).joined(separator: ","))]"
        )
        #expect(described["status"] == "SUCCEEDED")
        let listed = try await runtime.call("s3", "ListObjectsV2", ["Bucket": "photos"])
        #expect(listed["KeyCount"] == 60)
        await runtime.stop()
    }

    @Test(arguments: [
        (
            "getObject", "S3.NoSuchKeyException",
            "The specified key does not exist. (Service: S3, Status Code: 404, Request ID: "
        ),
        (
            "putObject", "S3.NoSuchBucketException",
            "The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: "
        ),
    ])
    func `what S3 refuses fails the task`(action: String, error: String, cause: String) async throws {
        let runtime = try await start()
        try await runtime.call("s3", "CreateBucket", ["Bucket": "photos"])
        let parameters =
            action == "getObject"
            ? #"{"Bucket": "photos", "Key": "k"}"# : #"{"Bucket": "nowhere", "Key": "k", "Body": 1}"#
        let state = task("aws-sdk:s3:\(action)", parameters)
        let described = try await run(#"{"StartAt": "T", "States": {"T": \#(state)}}"#, on: runtime)
        #expect(described["error"]?.stringValue == error)
        #expect(described["cause"]?.stringValue?.hasPrefix(cause) == true)
        #expect(described["cause"]?.stringValue?.contains(", Extended Request ID: ") == true)
        await runtime.stop()
    }

    @Test func `a workflow waits for an Express execution`() async throws {
        let runtime = try await start()
        let inner =
            #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 5, "Next": "P"}, "P": {"Type": "Pass", "Result": 1, "End": true}}}"#
        let express = try await runtime.call(
            "states",
            "CreateStateMachine",
            [
                "name": "express", "type": "EXPRESS", "definition": .string(inner),
                "roleArn": "arn:aws:iam::000000000000:role/test",
            ]
        )
        let arn = try #require(express["stateMachineArn"]?.stringValue)
        let state = task("aws-sdk:sfn:startSyncExecution", #"{"StateMachineArn": "\#(arn)", "Input": {"a": 1}}"#)
        let output = try output(try await run(#"{"StartAt": "T", "States": {"T": \#(state)}}"#, on: runtime))
        #expect(output["Status"] == "SUCCEEDED")
        #expect(output["Input"] == #"{"a":1}"#)
        #expect(output["StartDate"] == "2025-01-01T00:00:00.123Z")
        #expect(output["StopDate"] == "2025-01-01T00:00:05.123Z")
        await runtime.stop()
    }

    @Test func `a workflow works for an activity`() async throws {
        let runtime = try await start()
        let activity = try await runtime.call("states", "CreateActivity", ["name": "work"])
        let arn = try #require(activity["activityArn"]?.stringValue)
        let wait = #"{"Type": "Wait", "Seconds": 20, "Next": "Do"}"#
        let work = #"{"Type": "Task", "Resource": "\#(arn)", "Parameters": {"n": 1}, "End": true}"#
        let get = task("aws-sdk:sfn:getActivityTask", #"{"ActivityArn": "\#(arn)"}"#, more: #""Next": "Send""#)
        let send = task("aws-sdk:sfn:sendTaskSuccess", #"{"TaskToken.$": "$.TaskToken", "Output.$": "$.Input"}"#)
        let definition = #"""
            {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "Before", "States": {"Before": \#(wait), "Do": \#(work)}},
              {"StartAt": "Get", "States": {"Get": \#(get), "Send": \#(send)}}]}}}
            """#
        #expect(try output(try await run(definition, on: runtime)) == [["n": 1], [:]])
        await runtime.stop()
    }

    @Test func `a call in a role's name is made in the role's account`() async throws {
        let runtime = try await start()
        let other = Scope(account: "222222222222", region: "us-east-1")
        let create = ServiceRequest(
            service: "sqs",
            operation: "CreateQueue",
            parameters: ["QueueName": "theirs"],
            scope: other
        )
        _ = try await runtime.answer(create)
        let state = task(
            "aws-sdk:sqs:listQueues",
            "{}",
            more: #""Credentials": {"RoleArn": "arn:aws:iam::222222222222:role/r"}, "End": true"#
        )
        let described = try await run(#"{"StartAt": "T", "States": {"T": \#(state)}}"#, on: runtime)
        let urls = try output(described)["QueueUrls"]?.arrayValue ?? []
        #expect(urls.count == 1)
        #expect(urls.first?.stringValue?.hasSuffix("/222222222222/theirs") == true)
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
        try await answer(ServiceRequest(service: service, operation: operation, parameters: parameters))
    }
}
