import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct SendMessageTests {
    @Test func `a message is answered with its digests and received with them`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let attributes: JSONValue = [
            "Help.Me": ["DataType": "String", "StringValue": "Me"],
            "General": ["DataType": "String", "StringValue": "Kenobi"],
            "Hello": ["DataType": "String", "StringValue": "There"],
        ]
        let trace = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1"
        let answer = try await runtime.call(
            "SendMessage",
            [
                "QueueUrl": "q", "MessageBody": "hello", "MessageAttributes": attributes,
                "MessageSystemAttributes": ["AWSTraceHeader": ["DataType": "String", "StringValue": .string(trace)]],
                "MessageGroupId": "g1",
            ]
        )
        #expect(answer["MD5OfMessageBody"] == "5d41402abc4b2a76b9719d911017c592")
        #expect(answer["MD5OfMessageAttributes"] == "4c360f3fdafd970e05fae2f149d997f5")
        #expect(answer["MD5OfMessageSystemAttributes"] == "f223d1c97eb4f0a956419d8708c0f15a")
        let message = try #require(try await runtime.receive("q", ["MessageAttributeNames": ["Hel.*"]]).first)
        #expect(message["MessageId"] == answer["MessageId"])
        #expect(message["Body"] == "hello")
        #expect(message["MD5OfBody"] == "5d41402abc4b2a76b9719d911017c592")
        #expect(message["MD5OfMessageAttributes"] == "83fee93c1bcd8b9a5a923ffacdc636c7")
        #expect(
            message["MessageAttributes"] == [
                "Hello": ["StringValue": "There", "DataType": "String"],
                "Help.Me": ["StringValue": "Me", "DataType": "String"],
            ]
        )
        #expect(
            message["Attributes"] == [
                "SenderId": "000000000000", "SentTimestamp": "1735689600000", "ApproximateReceiveCount": "1",
                "ApproximateFirstReceiveTimestamp": "1735689600000", "MessageGroupId": "g1",
                "AWSTraceHeader": .string(trace),
            ]
        )
    }

    @Test func `attributes are returned only to who asks`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.send("x", ["MessageAttributes": ["a": ["DataType": "String", "StringValue": "b"]]])
        let answer = try await runtime.call("ReceiveMessage", ["QueueUrl": "q", "AttributeNames": ["SenderId"]])
        let message = try #require(answer["Messages"]?[0])
        #expect(message["Attributes"] == ["SenderId": "000000000000"])
        #expect(message["MessageAttributes"] == nil)
        #expect(message["MD5OfMessageAttributes"] == nil)
        #expect(message["QuickstepEffect"] == nil)
    }

    private static let unsendable: [Refusal] = [
        Refusal([:], "MissingParameter", "The request must contain the parameter MessageBody."),
        Refusal(["MessageBody": ""], "MissingParameter", "The request must contain the parameter MessageBody."),
        Refusal(
            ["MessageBody": ["a": 1]],
            "InvalidParameterValue",
            #"Value {"a":1} for parameter MessageBody is invalid."#
        ),
        Refusal(["MessageBody": "\u{1}"], "InvalidMessageContents", "Invalid characters found."),
        Refusal(
            ["MessageBody": "x", "DelaySeconds": 901],
            "InvalidParameterValue",
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."
        ),
        Refusal(
            ["MessageBody": "x", "MessageDeduplicationId": "d"],
            "InvalidParameterValue",
            "Value d for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is "
                + "not valid for this queue type."
        ),
        Refusal(
            ["MessageBody": "x", "MessageGroupId": "group 123"],
            "InvalidParameterValue",
            "Value group 123 for parameter MessageGroupId is invalid."
        ),
        Refusal(
            ["MessageBody": .string(String(repeating: "x", count: 1025))],
            "InvalidParameterValue",
            "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."
        ),
        Refusal(
            [
                "MessageBody": .string(String(repeating: "x", count: 1016)),
                "MessageAttributes": ["a": ["DataType": "String", "StringValue": "bc"]],
            ],
            "InvalidParameterValue",
            "Message must be shorter than 1024 bytes."
        ),
    ]

    @Test(arguments: unsendable)
    func `a message that SQS would refuse is refused`(refusal: Refusal) async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["MaximumMessageSize": "1024"])
        var parameters = refusal.parameters
        parameters["QueueUrl"] = "q"
        let error = await runtime.refusal("SendMessage", parameters)
        #expect(error?.code == refusal.code)
        #expect(error?.message.contains(refusal.text) == true, "\(error?.message ?? "no error")")
        #expect(try await runtime.counts() == ["0", "0", "0"])
    }

    @Test func `a delay hides a message and the message's own delay wins`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["DelaySeconds": "10"])
        try await runtime.send("by queue")
        try await runtime.send("at once", ["DelaySeconds": 0])
        try await runtime.send("later", ["DelaySeconds": 20])
        #expect(try await runtime.counts() == ["1", "0", "2"])
        #expect(try await runtime.bodies() == ["at once"])
        runtime.advance(seconds: 9)
        #expect(try await runtime.bodies().isEmpty)
        runtime.advance(seconds: 1)
        #expect(try await runtime.bodies() == ["by queue"])
        runtime.advance(seconds: 10)
        #expect(try await runtime.bodies() == ["later"])
    }

    @Test func `the entries of a batch fail alone`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["MaximumMessageSize": "1024"])
        let answer = try await runtime.call(
            "SendMessageBatch",
            [
                "QueueUrl": "q",
                "Entries": [
                    ["Id": "one", "MessageBody": "a"],
                    ["Id": "two", "MessageBody": .string(String(repeating: "x", count: 1025))],
                    ["Id": "three"],
                    ["Id": "four", "MessageBody": "b", "DelaySeconds": 5],
                ],
            ]
        )
        #expect(answer["Successful"]?.arrayValue?.map { $0["Id"] } == ["one", "four"])
        #expect(answer["Successful"]?[0]?["MD5OfMessageBody"] == "0cc175b9c0f1b6a831c399e269772661")
        #expect(
            answer["Failed"] == [
                [
                    "Id": "two", "SenderFault": true, "Code": "InvalidParameterValue",
                    "Message":
                        "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
                ],
                [
                    "Id": "three", "SenderFault": true, "Code": "MissingParameter",
                    "Message": "The request must contain the parameter MessageBody.",
                ],
            ]
        )
        #expect(try await runtime.counts() == ["1", "0", "1"])
    }

    private static let large: JSONValue = .string(String(repeating: "x", count: 1_048_576))
    private static let eleven: [JSONValue] = (0..<11).map { ["Id": .string("\($0)"), "MessageBody": "x"] }

    private static let unsendableBatches: [Refusal] = [
        Refusal(
            ["Entries": []],
            "EmptyBatchRequest",
            "There should be at least one SendMessageBatchRequestEntry in the request."
        ),
        Refusal(
            ["Entries": .array(eleven)],
            "TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are 10. You have sent 11."
        ),
        Refusal(
            ["Entries": [["Id": "a b", "MessageBody": "x"]]],
            "InvalidBatchEntryId",
            "A batch entry id can only contain"
        ),
        Refusal(
            ["Entries": [["Id": "a", "MessageBody": "x"], ["Id": "a", "MessageBody": "x"]]],
            "BatchEntryIdsNotDistinct",
            "Id a repeated."
        ),
        Refusal(
            ["Entries": [["Id": "a", "MessageBody": large], ["Id": "b", "MessageBody": "x"]]],
            "BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes."
        ),
    ]

    @Test(arguments: unsendableBatches)
    func `a batch that SQS would refuse sends nothing`(refusal: Refusal) async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        var parameters = refusal.parameters
        parameters["QueueUrl"] = "q"
        let error = await runtime.refusal("SendMessageBatch", parameters)
        #expect(error?.code == "AWS.SimpleQueueService.\(refusal.code)")
        #expect(error?.message.contains(refusal.text) == true, "\(error?.message ?? "no error")")
        #expect(try await runtime.counts() == ["0", "0", "0"])
    }
}
