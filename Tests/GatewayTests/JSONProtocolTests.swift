import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit
import Testing

@testable import QuickstepGateway

/// awsJson 1.0, request by request, without a socket.
struct JSONProtocolTests {
    private static let definition = #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#

    private func gateway() async throws -> (Gateway, Runtime) {
        let runtime = try await Runtime.start(
            RuntimeOptions(clock: .virtual(startingAt: Timestamp(milliseconds: 1_735_689_600_000)), seed: 1)
        )
        return (Gateway(runtime), runtime)
    }

    private func request(_ target: String?, _ body: JSONValue, credential: String? = nil) -> WireRequest {
        WireRequest(
            target: target,
            authorization: credential.map {
                "AWS4-HMAC-SHA256 Credential=\($0), SignedHeaders=host, Signature=0"
            },
            body: body.compactBytes
        )
    }

    private func json(_ response: WireResponse) throws -> JSONValue {
        try JSONValue.parse(bytes: response.body)
    }

    @Test func `a machine is made, run and described`() async throws {
        let (gateway, runtime) = try await gateway()
        let create: JSONValue = [
            "name": "m", "definition": .string(Self.definition), "roleArn": "arn:aws:iam::000000000000:role/r",
        ]
        let made = try json(await gateway.answer(request("AWSStepFunctions.CreateStateMachine", create)))
        let machine = try #require(made["stateMachineArn"])
        let started = await gateway.answer(
            request("AWSStepFunctions.StartExecution", ["stateMachineArn": machine, "input": "[1]"])
        )
        #expect(started.status == 200)
        await runtime.settle()
        let described = try json(
            await gateway.answer(
                request(
                    "AWSStepFunctions.DescribeExecution",
                    ["executionArn": try json(started)["executionArn"] ?? .null]
                )
            )
        )
        #expect(described["status"] == "SUCCEEDED")
        #expect(described["output"] == "[1]")
        await runtime.stop()
    }

    @Test func `accounts and Regions see their own state alone`() async throws {
        let (gateway, runtime) = try await gateway()
        let create: JSONValue = ["QueueName": "q"]
        let mine = "111111111111/20250101/eu-west-1/sqs/aws4_request"
        _ = await gateway.answer(request("AmazonSQS.CreateQueue", create, credential: mine))
        for (credential, count) in [
            (mine, 1), ("111111111111/20250101/us-east-1/sqs/aws4_request", 0), (nil, 0),
            ("AKIAEXAMPLE/20250101/eu-west-1/sqs/aws4_request", 0), ("damaged", 0),
        ] {
            let listed = try json(
                await gateway.answer(request("AmazonSQS.ListQueues", [:], credential: credential))
            )
            #expect((listed["QueueUrls"]?.arrayValue ?? []).count == count, "\(credential ?? "none")")
        }
        await runtime.stop()
    }

    @Test(arguments: [
        (target: "AWSStepFunctions.Nonsense", body: "{}", type: "com.amazon.coral.service#UnknownOperationException"),
        (target: "Nobody.Knows", body: "{}", type: "com.amazon.coral.service#UnknownOperationException"),
        (target: "AWSStepFunctions", body: "{}", type: "com.amazon.coral.service#UnknownOperationException"),
        (target: "AmazonSQS.ListQueues", body: "{oops", type: "com.amazon.coral.service#SerializationException"),
        (target: "AmazonSQS.ListQueues", body: "[1]", type: "com.amazon.coral.service#SerializationException"),
        (
            target: "AWSStepFunctions.DescribeExecution",
            body: #"{"executionArn": "arn:aws:states:us-east-1:000000000000:execution:m:e"}"#,
            type: "com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist"
        ),
    ])
    func `what cannot be answered is an error that clients can read`(
        target: String,
        body: String,
        type: String
    ) async throws {
        let (gateway, runtime) = try await gateway()
        let response = await gateway.answer(WireRequest(target: target, body: Array(body.utf8)))
        #expect(response.status == 400)
        #expect(try json(response)["__type"] == .string(type))
        #expect(try json(response)["message"]?.stringValue?.isEmpty == false)
        #expect(response.queryError == nil)
        await runtime.stop()
    }

    @Test(arguments: [
        ("127.0.0.1:4566", true), ("localhost", true), ("LOCALHOST:1", true), ("[::1]:4566", true),
        ("photos.localhost:4566", true), ("evil.example:4566", false), ("localhost.evil.example", false),
        ("127.0.0.1.evil.example:4566", false), ("", false),
    ])
    func `a page whose name was made to lead here is refused`(host: String, isAnswered: Bool) async throws {
        let (gateway, runtime) = try await gateway()
        var asked = request("AmazonSQS.ListQueues", [:])
        asked.host = host
        let response = await gateway.answer(asked)
        #expect(response.status == (isAnswered ? 200 : 400))
        if !isAnswered {
            #expect(try json(response)["__type"] == "com.amazon.coral.service#AccessDeniedException")
        }
        await runtime.stop()
    }

    @Test(arguments: [true, false])
    func `SQS's errors carry the old code for clients that ask for it`(wantsQueryErrors: Bool) async throws {
        let (gateway, runtime) = try await gateway()
        var asked = request("AmazonSQS.GetQueueUrl", ["QueueName": "nobody"])
        asked.wantsQueryErrors = wantsQueryErrors
        let response = await gateway.answer(asked)
        #expect(response.status == 400)
        #expect(try json(response)["__type"] == "com.amazonaws.sqs#QueueDoesNotExist")
        let expected = wantsQueryErrors ? "AWS.SimpleQueueService.NonExistentQueue;Sender" : nil
        #expect(response.queryError == expected)
        await runtime.stop()
    }

    @Test func `a receive waits for a message, and others are answered meanwhile`() async throws {
        let (gateway, runtime) = try await gateway()
        _ = await gateway.answer(request("AmazonSQS.CreateQueue", ["QueueName": "q"]))
        let url: JSONValue = "http://localhost:4566/000000000000/q"
        let sent = await gateway.answer(
            request("AmazonSQS.SendMessage", ["QueueUrl": url, "MessageBody": "m", "DelaySeconds": 5])
        )
        #expect(sent.status == 200)
        let received = try json(
            await gateway.answer(request("AmazonSQS.ReceiveMessage", ["QueueUrl": url, "WaitTimeSeconds": 20]))
        )
        #expect(received["Messages"]?[0]?["Body"] == "m")
        await runtime.stop()
    }

    @Test func `EventBridge is answered in version 1.1, with bare error codes`() async throws {
        let (gateway, runtime) = try await gateway()
        let entry: JSONValue = ["Source": "app", "DetailType": "t", "Detail": "{}"]
        let put = await gateway.answer(request("AWSEvents.PutEvents", ["Entries": [entry]]))
        #expect(put.status == 200)
        #expect(put.contentType == "application/x-amz-json-1.1")
        #expect(try json(put)["FailedEntryCount"] == 0)
        let refused = await gateway.answer(request("AWSEvents.DescribeRule", ["Name": "r"]))
        #expect(refused.status == 400)
        #expect(refused.contentType == "application/x-amz-json-1.1")
        #expect(
            try json(refused)
                == [
                    "__type": "ResourceNotFoundException",
                    "message": "Rule r does not exist on EventBus default.",
                ]
        )
        // Only services may speak in the name of one.
        let own: JSONValue = ["Source": "aws.states", "DetailType": "t", "Detail": "{}"]
        let reserved = try json(await gateway.answer(request("AWSEvents.PutEvents", ["Entries": [own]])))
        #expect(reserved["Entries"]?[0]?["ErrorCode"] == "NotAuthorizedForSourceException")
        await runtime.stop()
    }
}
