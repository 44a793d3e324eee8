import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage
import Testing

@testable import QuickstepStepFunctions

struct IntegrationTests {
    private let call = SDKCall(
        requestID: "2cdf92fc-f9b4-431c-b32b-7c47ecb39cc5",
        time: Timestamp(milliseconds: 1_736_246_438_123)
    )

    private func found(_ name: String) -> Integration? {
        let parts = name.split(separator: ":").map(String.init)
        return Integration.named(service: parts.dropLast().joined(separator: ":"), action: parts.last ?? "")
    }

    private func integration(_ name: String) throws -> Integration {
        try #require(found(name))
    }

    // MARK: The table

    @Test func `every integration that a definition may name can be called`() {
        for name in DecodingOptions.standardIntegrations {
            #expect(found(name) != nil, "\(name)")
        }
    }

    @Test func `every optimised integration knows its parameters, and no other does`() throws {
        let known = Neighbour.all.flatMap { neighbour in
            neighbour.optimizedParameters.keys.map { "\(neighbour.door):\($0)" }
        }
        #expect(Set(known) == Set(DecodingOptions.optimizedIntegrations))
    }

    @Test(arguments: [
        "events:putRule", "dynamodb:query", "aws-sdk:sqs:fly", "aws-sdk:kms:encrypt", "aws-sdk:states:startExecution",
    ])
    func `what is not in the table is no integration`(name: String) {
        #expect(found(name)?.action == nil)
    }

    // MARK: Parameters

    private static let inputs: [(String, JSONValue, JSONObject)] = [
        (
            "sqs:sendMessage", ["QueueUrl": "q", "MessageBody": ["a": 1], "Other": 1],
            ["QueueUrl": "q", "MessageBody": #"{"a":1}"#]
        ),
        (
            "aws-sdk:sqs:sendMessage", ["QueueUrl": "q", "MessageBody": "t", "Other": 1],
            ["QueueUrl": "q", "MessageBody": "t", "Other": 1]
        ),
        ("sqs:sendMessage", ["QueueUrl": "q", "MessageBody": nil], ["QueueUrl": "q"]),
        ("sns:publish", ["TopicArn": "t", "Message": true], ["TopicArn": "t", "Message": "true"]),
        ("states:startExecution", ["StateMachineArn": "m", "Input": [1]], ["stateMachineArn": "m", "input": "[1]"]),
        (
            "aws-sdk:sfn:tagResource", ["ResourceArn": "m", "Tags": [["Key": "k", "Value": "v"]]],
            ["resourceArn": "m", "tags": [["key": "k", "value": "v"]]]
        ),
        ("aws-sdk:s3:putObject", ["Bucket": "b", "Body": "text"], ["Bucket": "b", "Body": #""text""#]),
        ("aws-sdk:s3:putObject", ["Bucket": "b", "Body": false], ["Bucket": "b", "Body": "false"]),
    ]

    @Test(arguments: inputs)
    func `parameters become the operation's input`(name: String, parameters: JSONValue, input: JSONObject) throws {
        #expect(try integration(name).input(from: parameters) == input)
    }

    // MARK: Results

    private static let bodies: [(String, JSONObject, JSONValue)] = [
        (
            "sqs:sendMessage", ["MD5OfMessageBody": .string(String(repeating: "0", count: 32)), "MessageId": uuid],
            "106"
        ),
        ("sns:publish", ["MessageId": uuid], "294"),
        ("sns:publish", ["MessageId": uuid, "SequenceNumber": "10000000000000000000"], "352"),
        ("dynamodb:putItem", [:], "2"),
        ("dynamodb:getItem", ["Item": ["data": ["S": "HelloWorld"], "id": ["S": "id1"]]], "53"),
    ]

    @Test(arguments: bodies)
    func `the length is that of the body that the service was recorded sending`(
        name: String,
        output: JSONObject,
        length: JSONValue
    ) throws {
        let result = try integration(name).result(from: output, call)
        #expect(result["SdkHttpMetadata"]?["HttpHeaders"]?["Content-Length"] == length)
        #expect(result["SdkHttpMetadata"]?["AllHttpHeaders"]?["Content-Length"] == .array([length]))
    }

    private static let uuid: JSONValue = "2cdf92fc-f9b4-431c-b32b-7c47ecb39cc5"

    @Test func `a nested execution's start is a number of milliseconds, and of Java's digits in the body`() throws {
        let output: JSONObject = ["executionArn": "arn", "startDate": 1_736_246_438.5]
        let result = try integration("states:startExecution").result(from: output, call)
        #expect(result["ExecutionArn"] == "arn")
        #expect(result["StartDate"] == 1_736_246_438_500)
        #expect(JavaText.object(output, times: ["startDate"]) == #"{"executionArn":"arn","startDate":1.7362464385E9}"#)
        #expect(result["SdkHttpMetadata"]?["HttpHeaders"]?["Content-Length"] == "49")
        #expect(result["SdkHttpMetadata"]?["HttpHeaders"]?["Date"] == "Tue, 07 Jan 2025 10:40:38 GMT")
    }

    @Test(arguments: [
        (10_000_000_000.0, "1.0E7"), (1_736_246_438_123, "1.736246438123E9"), (1_767_225_600_000, "1.7672256E9"),
    ])
    func `seconds are written as Java writes a double`(milliseconds: Double, text: String) {
        #expect(JavaText.seconds(milliseconds: milliseconds) == text)
    }

    @Test func `the headers are those that were recorded`() throws {
        let sqs = try integration("sqs:sendMessage").result(from: [:], call)["SdkHttpMetadata"]
        #expect(
            sqs?["AllHttpHeaders"]?.objectValue?.keys.map { $0 } == [
                "x-amzn-RequestId", "connection", "Content-Length", "Date", "Content-Type",
            ]
        )
        #expect(
            sqs?["HttpHeaders"]?.objectValue?.keys.map { $0 } == [
                "connection", "Content-Length", "Content-Type", "Date", "x-amzn-RequestId",
            ]
        )
        let table = try integration("dynamodb:getItem").result(from: [:], call)["SdkHttpMetadata"]
        #expect(table?["HttpHeaders"]?["x-amz-crc32"] == "2745614147")
        #expect(table?["HttpHeaders"]?["x-amzn-requestid"] != nil)
    }

    @Test func `the generic form has no metadata, and times as text`() throws {
        let started: JSONObject = ["startDate": 1_736_246_438.5, "executionArn": "arn"]
        #expect(
            try integration("aws-sdk:sfn:startExecution").result(from: started, call) == [
                "ExecutionArn": "arn", "StartDate": "2025-01-07T10:40:38.500Z",
            ]
        )
        let listed: JSONObject = ["Contents": [["LastModified": "2025-01-07T10:40:38.123Z", "Key": "k"]]]
        #expect(
            try integration("aws-sdk:s3:listObjectsV2").result(from: listed, call) == [
                "Contents": [["Key": "k", "LastModified": "2025-01-07T10:40:38Z"]]
            ]
        )
        let described: JSONObject = ["variableReferences": ["state one": ["$a"]], "creationDate": 1_736_246_438]
        #expect(
            try integration("aws-sdk:sfn:describeStateMachine").result(from: described, call) == [
                "CreationDate": "2025-01-07T10:40:38Z", "VariableReferences": ["state one": ["$a"]],
            ]
        )
    }

    // MARK: Errors

    @Test(arguments: [
        ("sqs:sendMessage", "MissingParameter", "SQS.AmazonSQSException"),
        ("sqs:sendMessage", "AWS.SimpleQueueService.NonExistentQueue", "SQS.QueueDoesNotExistException"),
        ("aws-sdk:sqs:sendMessage", "AWS.SimpleQueueService.NonExistentQueue", "Sqs.QueueDoesNotExistException"),
        ("aws-sdk:sqs:sendMessage", "InvalidParameterValue", "Sqs.SqsException"),
        ("sns:publish", "NotFound", "SNS.NotFoundException"),
        ("sns:publish", "ParameterValueInvalid", "SNS.InvalidParameterValueException"),
        ("events:putEvents", "ValidationException", "EventBridge.AmazonEventBridgeException"),
        ("aws-sdk:eventbridge:putRule", "InvalidEventPatternException", "EventBridge.InvalidEventPatternException"),
        ("aws-sdk:sns:publish", "ValidationError", "Sns.SnsException"),
        ("dynamodb:putItem", "ValidationException", "DynamoDB.AmazonDynamoDBException"),
        ("dynamodb:putItem", "ConditionalCheckFailedException", "DynamoDB.ConditionalCheckFailedException"),
        ("aws-sdk:dynamodb:putItem", "ValidationException", "DynamoDb.DynamoDbException"),
        ("states:startExecution", "ExecutionAlreadyExists", "StepFunctions.ExecutionAlreadyExistsException"),
        ("aws-sdk:sfn:stopExecution", "ExecutionDoesNotExist", "Sfn.ExecutionDoesNotExistException"),
        ("lambda:invoke", "TooManyRequestsException", "Lambda.TooManyRequestsException"),
        ("lambda:invoke", "ValidationException", "Lambda.AWSLambdaException"),
        ("aws-sdk:s3:getObject", "NoSuchKey", "S3.NoSuchKeyException"),
        ("aws-sdk:s3:getObject", "InvalidArgument", "S3.S3Exception"),
    ])
    func `an error has the name of its class`(name: String, code: String, error: String) throws {
        let refusal = ServiceError(code: code, message: "No.")
        #expect(try integration(name).failure(from: refusal, call).error == error)
    }

    @Test(arguments: [
        (
            "sqs:sendMessage",
            "No. (Service: AmazonSQS; Status Code: 400; Error Code: C; Request ID: 2cdf92fc-f9b4-431c-b32b-7c47ecb39cc5; "
                + "Proxy: null)"
        ),
        (
            "aws-sdk:sfn:stopExecution",
            "No. (Service: Sfn, Status Code: 400, Request ID: 2cdf92fc-f9b4-431c-b32b-7c47ecb39cc5) (SDK Attempt Count: 1)"
        ),
        (
            "aws-sdk:dynamodb:putItem",
            "No. (Service: DynamoDb, Status Code: 400, Request ID: 2cdf92fc-f9b4-431c-b32b-7c47ecb39cc5)"
        ),
    ])
    func `an error's text is that of the SDK`(name: String, cause: String) throws {
        let refusal = ServiceError(code: "C", message: "No.")
        #expect(try integration(name).failure(from: refusal, call).cause == cause)
    }
}
