import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSQS

struct QueueAttributeTests {
    private func attributes(_ runtime: QueueRuntime, of queue: JSONValue = "q") async throws -> JSONValue {
        try await runtime.call("GetQueueAttributes", ["QueueUrl": queue, "AttributeNames": ["All"]])["Attributes"]
            ?? .null
    }

    private func set(_ runtime: QueueRuntime, _ attributes: JSONObject, of queue: JSONValue = "q") async throws {
        try await runtime.call("SetQueueAttributes", ["QueueUrl": queue, "Attributes": .object(attributes)])
    }

    @Test func `a fresh FIFO queue shows what it has besides`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q.fifo", ["FifoQueue": "true"])
        let shown = try await attributes(runtime, of: "q.fifo")
        #expect(shown["FifoQueue"] == "true")
        #expect(shown["ContentBasedDeduplication"] == "false")
        #expect(shown["DeduplicationScope"] == "queue")
        #expect(shown["FifoThroughputLimit"] == "perQueue")
        #expect(shown["QueueArn"] == "arn:aws:sqs:us-east-1:000000000000:q.fifo")
        try await set(
            runtime,
            [
                "FifoThroughputLimit": "perMessageGroupId", "DeduplicationScope": "messageGroup", "FifoQueue": "true",
                "ContentBasedDeduplication": "true",
            ],
            of: "q.fifo"
        )
        let changed = try await attributes(runtime, of: "q.fifo")
        #expect(changed["FifoThroughputLimit"] == "perMessageGroupId")
        #expect(changed["DeduplicationScope"] == "messageGroup")
        #expect(changed["ContentBasedDeduplication"] == "true")
    }

    @Test func `a key of KMS turns the service's own encryption off`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q", ["KmsMasterKeyId": "alias/mine", "KmsDataKeyReusePeriodSeconds": "600"])
        var shown = try await attributes(runtime)
        #expect(shown["KmsMasterKeyId"] == "alias/mine")
        #expect(shown["KmsDataKeyReusePeriodSeconds"] == "600")
        #expect(shown["SqsManagedSseEnabled"] == "false")
        try await set(runtime, ["KmsMasterKeyId": "", "KmsDataKeyReusePeriodSeconds": "300"])
        shown = try await attributes(runtime)
        #expect(shown["KmsMasterKeyId"] == nil)
        #expect(shown["KmsDataKeyReusePeriodSeconds"] == nil)
        try await set(runtime, ["SqsManagedSseEnabled": "true"])
        #expect(try await attributes(runtime)["SqsManagedSseEnabled"] == "true")
    }

    @Test func `policies are shown as they were given, and removed by nothing`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        let policy = #"{ "Version" : "2012-10-17", "Statement": [] }"#
        let allow = #"{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:a"]}"#
        try await set(runtime, ["Policy": .string(policy), "RedriveAllowPolicy": .string(allow)])
        #expect(try await attributes(runtime)["Policy"]?.stringValue == policy)
        #expect(try await attributes(runtime)["RedriveAllowPolicy"]?.stringValue == allow)
        try await set(runtime, ["Policy": "", "RedriveAllowPolicy": ""])
        #expect(try await attributes(runtime)["Policy"] == nil)
        #expect(try await attributes(runtime)["RedriveAllowPolicy"] == nil)
    }

    @Test func `a dead-letter queue takes from the queues that it names`() async throws {
        let runtime = try await QueueRuntime()
        let allow = #"{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:a"]}"#
        try await runtime.createQueue("dead", ["RedriveAllowPolicy": .string(allow)])
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}"#
        try await runtime.createQueue("a", ["RedrivePolicy": .string(policy)])
        let error = await runtime.refusal(
            "CreateQueue",
            ["QueueName": "b", "Attributes": ["RedrivePolicy": .string(policy)]]
        )
        #expect(error?.code == "InvalidParameterValue")
    }

    @Test func `the same attributes find a queue, others do not`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("q.fifo", ["FifoQueue": "true", "DelaySeconds": "5"])
        try await runtime.createQueue("q.fifo")
        try await runtime.createQueue("q.fifo", ["FifoQueue": "true"])
        try await runtime.createQueue("q.fifo", ["FifoQueue": "true", "DelaySeconds": "5"])
        try await set(runtime, ["DelaySeconds": "6"], of: "q.fifo")
        let error = await runtime.refusal(
            "CreateQueue",
            ["QueueName": "q.fifo", "Attributes": ["FifoQueue": "true", "DelaySeconds": "5"]]
        )
        #expect(error?.code == "QueueAlreadyExists", "Compared with what is now.")
    }

    @Test func `permissions are statements of the policy`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue()
        try await runtime.call(
            "AddPermission",
            ["QueueUrl": "q", "Label": "one", "AWSAccountIds": ["111111111111"], "Actions": ["ReceiveMessage"]]
        )
        try await runtime.call(
            "AddPermission",
            [
                "QueueUrl": "q", "Label": "two", "AWSAccountIds": ["111111111111", "222222222222"],
                "Actions": ["SendMessage", "DeleteMessage"],
            ]
        )
        let one = """
            {"Version":"2008-10-17","Id":"arn:aws:sqs:us-east-1:000000000000:q/SQSDefaultPolicy","Statement":[{"Sid":"one",\
            "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"SQS:ReceiveMessage",\
            "Resource":"arn:aws:sqs:us-east-1:000000000000:q"}
            """
        let two = """
            ,{"Sid":"two","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111111111111:root",\
            "arn:aws:iam::222222222222:root"]},"Action":["SQS:SendMessage","SQS:DeleteMessage"],\
            "Resource":"arn:aws:sqs:us-east-1:000000000000:q"}
            """
        #expect(try await attributes(runtime)["Policy"]?.stringValue == one + two + "]}")
        try await runtime.call("RemovePermission", ["QueueUrl": "q", "Label": "two"])
        #expect(try await attributes(runtime)["Policy"]?.stringValue == one + "]}")
        try await runtime.call("RemovePermission", ["QueueUrl": "q", "Label": "one"])
        #expect(try await attributes(runtime)["Policy"] == nil)
    }

    @Test func `the sources of a dead-letter queue are listed in pages`() async throws {
        let runtime = try await QueueRuntime()
        try await runtime.createQueue("dead")
        let policy = #"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":1}"#
        for name in ["c", "a", "b"] { try await runtime.createQueue(name, ["RedrivePolicy": .string(policy)]) }
        try await runtime.createQueue("other")
        func urls(_ names: String...) -> JSONValue {
            .array(names.map { .string("http://localhost:4566/000000000000/\($0)") })
        }
        let all = try await runtime.call("ListDeadLetterSourceQueues", ["QueueUrl": "dead"])
        #expect(all == ["queueUrls": urls("a", "b", "c")])
        let page = try await runtime.call("ListDeadLetterSourceQueues", ["QueueUrl": "dead", "MaxResults": 2])
        #expect(page["queueUrls"] == urls("a", "b"))
        let rest = try await runtime.call(
            "ListDeadLetterSourceQueues",
            ["QueueUrl": "dead", "MaxResults": 2, "NextToken": page["NextToken"] ?? .null]
        )
        #expect(rest == ["queueUrls": urls("c")])
        #expect(try await runtime.call("ListDeadLetterSourceQueues", ["QueueUrl": "a"]) == ["queueUrls": []])
    }
}
