import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct QueueOperationsTests {
    @Test func `creating a queue twice gives the same queue`() async throws {
        let runtime = try await QueueRuntime()
        let first = try await runtime.createQueue("q", ["VisibilityTimeout": "5"])
        #expect(first == "http://localhost:4566/000000000000/q")
        #expect(try await runtime.createQueue("q") == first)
        #expect(try await runtime.createQueue("q", ["VisibilityTimeout": "5"]) == first)
        let error = await runtime.refusal(
            "CreateQueue",
            ["QueueName": "q", "Attributes": ["VisibilityTimeout": "6", "DelaySeconds": "0"]]
        )
        #expect(error?.code == "QueueAlreadyExists")
        #expect(
            error?.message
                == "A queue already exists with the same name and a different value for attribute VisibilityTimeout"
        )
    }

    @Test func `a fresh queue has the attributes of AWS`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let answer = try await runtime.call("GetQueueAttributes", ["QueueUrl": "q", "AttributeNames": ["All"]])
        #expect(
            answer["Attributes"] == [
                "QueueArn": "arn:aws:sqs:us-east-1:000000000000:q",
                "ApproximateNumberOfMessages": "0",
                "ApproximateNumberOfMessagesNotVisible": "0",
                "ApproximateNumberOfMessagesDelayed": "0",
                "CreatedTimestamp": "1735689600",
                "LastModifiedTimestamp": "1735689600",
                "VisibilityTimeout": "30",
                "DelaySeconds": "0",
                "MessageRetentionPeriod": "345600",
                "MaximumMessageSize": "1048576",
                "ReceiveMessageWaitTimeSeconds": "0",
                "SqsManagedSseEnabled": "true",
            ]
        )
        #expect(try await runtime.call("GetQueueAttributes", ["QueueUrl": "q"]).isEmpty)
        let one = try await runtime.call(
            "GetQueueAttributes",
            ["QueueUrl": "q", "AttributeNames": ["DelaySeconds", "RedrivePolicy"]]
        )
        #expect(one == ["Attributes": ["DelaySeconds": "0"]])
    }

    private static let uncreatable: [Refusal] = [
        Refusal(["QueueName": "a b"], "InvalidParameterValue", "Can only include alphanumeric characters"),
        Refusal(["QueueName": ""], "MissingParameter", "The request must contain the parameter QueueName."),
        Refusal(
            ["QueueName": "q.fifo"],
            "InvalidParameterValue",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        ),
        Refusal(
            ["QueueName": "q", "Attributes": ["FifoQueue": "true"]],
            "InvalidParameterValue",
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end"
        ),
        Refusal(
            ["QueueName": "q", "Attributes": ["FifoQueue": "false"]],
            "InvalidAttributeName",
            "Unknown Attribute FifoQueue."
        ),
        Refusal(
            ["QueueName": "q", "Attributes": ["Foobar": "1"]],
            "InvalidAttributeName",
            "Unknown Attribute Foobar."
        ),
        Refusal(
            ["QueueName": "q", "Attributes": ["Policy": "nonsense"]],
            "InvalidAttributeValue",
            "Invalid value for the parameter Policy."
        ),
        Refusal(
            ["QueueName": "q", "Attributes": ["VisibilityTimeout": "43201"]],
            "InvalidAttributeValue",
            "Invalid value for the parameter VisibilityTimeout."
        ),
        Refusal(
            ["QueueName": "q", "Attributes": ["DelaySeconds": 5]],
            "InvalidAttributeValue",
            "Invalid value for the parameter DelaySeconds."
        ),
        Refusal(
            [
                "QueueName": "q",
                "Attributes": [
                    "RedrivePolicy":
                        #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:nope","maxReceiveCount":1}"#
                ],
            ],
            "InvalidParameterValue",
            "Dead letter target does not exist."
        ),
    ]

    @Test(arguments: uncreatable)
    func `what cannot be created is refused by name`(refusal: Refusal) async throws {
        let runtime = try await QueueRuntime()
        let error = await runtime.refusal("CreateQueue", refusal.parameters)
        #expect(error?.code == refusal.code)
        #expect(error?.message.contains(refusal.text) == true, "\(error?.message ?? "no error")")
        #expect(try await runtime.call("ListQueues", [:]).isEmpty)
    }

    @Test(arguments: ["GetQueueUrl", "DeleteQueue", "SendMessage", "ReceiveMessage", "PurgeQueue", "Peek"])
    func `an unknown queue is an error`(operation: String) async throws {
        let runtime = try await QueueRuntime()
        let error = await runtime.refusal(
            operation,
            ["QueueName": "nope", "QueueUrl": "http://localhost:4566/000000000000/nope", "MessageBody": "x"]
        )
        #expect(error?.code == "AWS.SimpleQueueService.NonExistentQueue")
        #expect(error?.message == "The specified queue does not exist.")
        #expect(SQSErrorName.shape(ofCode: error?.code ?? "") == "QueueDoesNotExist")
    }

    @Test func `an operation that there is not is refused`() async throws {
        let runtime = try await QueueRuntime()
        let error = await runtime.refusal("SendFax", [:])
        #expect(error == .unknownOperation(service: "sqs", operation: "SendFax"))
    }

    @Test func `attributes can be changed and a redrive policy removed`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("dead")
        try await runtime.createQueue()
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":"3"}"#
        runtime.advance(seconds: 7)
        try await runtime.call(
            "SetQueueAttributes",
            ["QueueUrl": "q", "Attributes": ["RedrivePolicy": .string(policy), "DelaySeconds": "9"]]
        )
        let names: JSONValue = ["RedrivePolicy", "DelaySeconds", "LastModifiedTimestamp"]
        var answer = try await runtime.call("GetQueueAttributes", ["QueueUrl": "q", "AttributeNames": names])
        #expect(
            answer["Attributes"] == [
                "LastModifiedTimestamp": "1735689607", "DelaySeconds": "9", "RedrivePolicy": .string(policy),
            ]
        )
        try await runtime.call("SetQueueAttributes", ["QueueUrl": "q", "Attributes": ["RedrivePolicy": ""]])
        answer = try await runtime.call("GetQueueAttributes", ["QueueUrl": "q", "AttributeNames": names])
        #expect(answer["Attributes"]?["RedrivePolicy"] == nil)
    }

    @Test func `queues are listed by name, by prefix and in pages`() async throws {
        let runtime = try await QueueRuntime()
        for name in ["b2", "a", "b1"] { try await runtime.createQueue(name) }
        func urls(_ names: String...) -> JSONValue {
            .array(names.map { .string("http://localhost:4566/000000000000/\($0)") })
        }
        #expect(try await runtime.call("ListQueues", [:]) == ["QueueUrls": urls("a", "b1", "b2")])
        #expect(try await runtime.call("ListQueues", ["QueueNamePrefix": "b"]) == ["QueueUrls": urls("b1", "b2")])
        let page = try await runtime.call("ListQueues", ["MaxResults": 2])
        #expect(page["QueueUrls"] == urls("a", "b1"))
        let token = try #require(page["NextToken"])
        #expect(
            try await runtime.call("ListQueues", ["MaxResults": 2, "NextToken": token]) == ["QueueUrls": urls("b2")]
        )
        try await runtime.call("DeleteQueue", ["QueueUrl": "b1"])
        #expect(try await runtime.call("ListQueues", [:]) == ["QueueUrls": urls("a", "b2")])
    }

    @Test func `queues of one name in two accounts are two queues`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let other = Scope(account: "111111111111", region: "us-east-1")
        _ = try await runtime.kernel.call(
            ServiceRequest(service: "sqs", operation: "CreateQueue", parameters: ["QueueName": "q"], scope: other)
        )
        try await runtime.send("mine")
        try await runtime.send("theirs", to: "http://localhost:4566/111111111111/q")
        #expect(try await runtime.bodies() == ["mine"])
        #expect(try await runtime.bodies("arn:aws:sqs:us-east-1:111111111111:q") == ["theirs"])
    }

    @Test func `a deleted queue leaves nothing to one of the same name`() async throws {
        let store = InMemoryStore()
        let runtime = try await QueueRuntime(store: store)
        try await runtime.createQueue()
        try await runtime.send("old")
        try await runtime.send("old and delayed", ["DelaySeconds": 60])
        try await runtime.call("DeleteQueue", ["QueueUrl": "q"])
        try await runtime.createQueue()
        #expect(try await runtime.counts() == ["0", "0", "0"])
        #expect(try await runtime.bodies().isEmpty)
        await runtime.runUntilQuiet()
        #expect(runtime.elapsedSeconds == 0, "The alarm of the deleted queue is gone.")
        try await runtime.call("DeleteQueue", ["QueueUrl": "q"])
        await runtime.runUntilQuiet()
        #expect(
            store.range(StoreKey(bytes: [Owner.Kind.queue.rawValue]).prefixRange, limit: .max, reversed: false) == []
        )
        #expect(runtime.kernel.timers.count == 0)
    }

    @Test func `tags are kept`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.call("CreateQueue", ["QueueName": "q", "tags": ["a": "1"]])
        try await runtime.call("TagQueue", ["QueueUrl": "q", "Tags": ["b": "2", "a": "3"]])
        #expect(try await runtime.call("ListQueueTags", ["QueueUrl": "q"]) == ["Tags": ["a": "3", "b": "2"]])
        try await runtime.call("UntagQueue", ["QueueUrl": "q", "TagKeys": ["a", "b", "c"]])
        #expect(try await runtime.call("ListQueueTags", ["QueueUrl": "q"]).isEmpty)
    }
}
