import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepSNS

struct TopicAttributeTests {
    private static let topic = JSONValue.string(TopicRuntime.topic)

    private static let policy =
        #"{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID","Effect":"Allow","#
        + #""Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission","#
        + #""SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],"#
        + #""Resource":"arn:aws:sns:us-east-1:000000000000:t","#
        + #""Condition":{"StringEquals":{"AWS:SourceOwner":"000000000000"}}}]}"#

    private func attributes(_ runtime: TopicRuntime, _ arn: JSONValue = topic) async throws -> JSONValue? {
        try await runtime.call("GetTopicAttributes", ["TopicArn": arn])["Attributes"]
    }

    @Test func `a fresh standard topic has the attributes that were recorded`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.call("CreateTopic", ["Name": "t", "Attributes": ["FifoTopic": "false"]])
        let expected: JSONValue = [
            "TopicArn": Self.topic, "Owner": "000000000000", "DisplayName": "", "Policy": .string(Self.policy),
            "EffectiveDeliveryPolicy": .string(
                #"{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"#
                    + #""numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"#
                    + #""disableSubscriptionOverrides":false,"#
                    + #""defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}"#
            ),
            "SubscriptionsConfirmed": "0", "SubscriptionsPending": "0", "SubscriptionsDeleted": "0",
        ]
        #expect(try await attributes(runtime) == expected)
    }

    @Test func `a FIFO topic shows what makes it one`() async throws {
        let runtime = try await TopicRuntime()
        let arn = try #require(
            try await runtime.call("CreateTopic", ["Name": "t.fifo", "Attributes": ["FifoTopic": "true"]])["TopicArn"]
        )
        let shown = try await attributes(runtime, arn)
        #expect(shown?["FifoTopic"] == "true")
        #expect(shown?["ContentBasedDeduplication"] == "false")
        #expect(shown?["FifoThroughputScope"] == "Topic")
    }

    @Test func `attributes that were set appear, survive a restart and can be taken back`() async throws {
        let store = InMemoryStore()
        let runtime = try await TopicRuntime(store: store)
        try await runtime.createTopic()
        let values: [(String, String)] = [
            ("DisplayName", "Topic"), ("SignatureVersion", "2"), ("TracingConfig", "Active"), ("KmsMasterKeyId", "k"),
            ("SQSSuccessFeedbackSampleRate", "50"), ("HTTPFailureFeedbackRoleArn", "arn:aws:iam::000000000000:role/r"),
            ("DeliveryPolicy", #"{"http":{"defaultHealthyRetryPolicy":{"numRetries":5}}}"#),
        ]
        for (name, value) in values {
            try await runtime.call(
                "SetTopicAttributes",
                ["TopicArn": Self.topic, "AttributeName": .string(name), "AttributeValue": .string(value)]
            )
        }
        let restarted = try await TopicRuntime(store: store.copy())
        let shown = try await attributes(restarted)
        for (name, value) in values { #expect(shown?[name] == .string(value)) }
        #expect(shown?["EffectiveDeliveryPolicy"]?.stringValue?.contains(#""numRetries":5"#) == true)
        try await restarted.call(
            "SetTopicAttributes",
            ["TopicArn": Self.topic, "AttributeName": "DeliveryPolicy", "AttributeValue": ""]
        )
        #expect(try await attributes(restarted)?["DeliveryPolicy"] == nil)
    }

    @Test func `creating a topic again agrees with a subset of what it has`() async throws {
        let runtime = try await TopicRuntime()
        let full: JSONObject = [
            "Name": "t", "Attributes": ["DisplayName": "T", "SignatureVersion": "2"],
            "Tags": [["Key": "a", "Value": "1"], ["Key": "b", "Value": "2"]],
        ]
        let first = try await runtime.call("CreateTopic", full)
        #expect(try await runtime.call("CreateTopic", full) == first)
        let subset: JSONObject = [
            "Name": "t", "Attributes": ["SignatureVersion": "2"], "Tags": [["Key": "b", "Value": "2"]],
        ]
        #expect(try await runtime.call("CreateTopic", subset) == first)
        let other: JSONObject = ["Name": "t", "Tags": [["Key": "b", "Value": "3"]]]
        let error = await runtime.refusal("CreateTopic", other)
        #expect(error?.message == "Invalid parameter: Tags Reason: Topic already exists with different tags")
    }

    @Test func `permissions are added and removed by label`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let request: JSONObject = [
            "TopicArn": Self.topic, "Label": "l", "AWSAccountId": ["111122223333"], "ActionName": ["Publish"],
        ]
        try await runtime.call("AddPermission", request)
        let policy = try JSONValue.parse(try await attributes(runtime)?["Policy"]?.stringValue ?? "")
        #expect(
            policy["Statement"]?[1] == [
                "Sid": "l", "Effect": "Allow", "Principal": ["AWS": "arn:aws:iam::111122223333:root"],
                "Action": "SNS:Publish", "Resource": Self.topic,
            ]
        )
        let error = await runtime.refusal("AddPermission", request)
        #expect(error?.message == "Invalid parameter: Statement already exists")
        try await runtime.call("RemovePermission", ["TopicArn": Self.topic, "Label": "l"])
        #expect(try await attributes(runtime)?["Policy"] == .string(Self.policy))
    }

    @Test func `tags are set, replaced and removed`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        func tag(_ tags: JSONValue) async throws {
            try await runtime.call("TagResource", ["ResourceArn": Self.topic, "Tags": tags])
        }
        try await tag([["Key": "a", "Value": "1"], ["Key": "b", "Value": "2"]])
        try await tag([["Key": "b", "Value": "3"]])
        try await runtime.call("UntagResource", ["ResourceArn": Self.topic, "TagKeys": ["a", "none"]])
        #expect(
            try await runtime.call("ListTagsForResource", ["ResourceArn": Self.topic])
                == ["Tags": [["Key": "b", "Value": "3"]]]
        )
    }

    @Test func `a data protection policy is kept`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        let get: JSONObject = ["ResourceArn": Self.topic]
        #expect(try await runtime.call("GetDataProtectionPolicy", get) == ["DataProtectionPolicy": ""])
        try await runtime.call("PutDataProtectionPolicy", ["ResourceArn": Self.topic, "DataProtectionPolicy": "{}"])
        #expect(try await runtime.call("GetDataProtectionPolicy", get) == ["DataProtectionPolicy": "{}"])
    }

    @Test func `a topic of an earlier version is counted when it is first used`() async throws {
        let store = InMemoryStore()
        let runtime = try await TopicRuntime(store: store)
        try await runtime.createTopic()
        try await runtime.subscribeQueue("q", ["FilterPolicy": #"{"a":["x"]}"#])
        let rows = TopicRows(TopicAddress(scope: .standard, name: "t"))
        _ = try await runtime.kernel.sequencer.turn { (turn) throws(ServiceError) in
            turn.delete(rows.ledger)
            turn.put(rows.topic, ["displayName": "old"])
        }
        #expect(try await attributes(runtime)?["SubscriptionsConfirmed"] == "1")
        #expect(try await attributes(runtime)?["DisplayName"] == "old")
        try await runtime.publish("x", ["MessageAttributes": ["a": ["DataType": "String", "StringValue": "x"]]])
        #expect(try await runtime.messages("q") == ["x"])
        let ledger = try await runtime.kernel.sequencer.turn { (turn) throws(ServiceError) in try turn.json(rows.ledger)
        }
        #expect(ledger?["policies"] == 1)
    }
}
