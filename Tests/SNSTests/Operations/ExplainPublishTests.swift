import QuickstepJSON
import Testing

@testable import QuickstepSNS

struct ExplainPublishTests {
    @Test func `each subscription is told whether it would get a message, and why not`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribeQueue("all")
        let numbers = try await runtime.subscribeQueue(
            "numbers",
            ["FilterPolicy": #"{"n":[{"numeric":[">",0,"<=",100]}],"k":["x"]}"#]
        )
        let bodies = try await runtime.subscribeQueue(
            "bodies",
            ["FilterPolicy": #"{"kind":{"name":["image",{"prefix":"pic"}]}}"#, "FilterPolicyScope": "MessageBody"]
        )
        let output = try await runtime.call(
            "ExplainPublish",
            [
                "TopicArn": .string(TopicRuntime.topic), "Message": #"{"kind":{"name":"text"}}"#,
                "MessageAttributes": ["n": ["DataType": "Number", "StringValue": "101"]],
            ]
        )
        let found = try #require(output["Subscriptions"]?.arrayValue)
        #expect(
            found.filter { $0["Matches"] == true }.map { $0["Endpoint"] } == ["arn:aws:sqs:us-east-1:000000000000:all"]
        )
        let ofNumbers = found.first { $0["SubscriptionArn"] == numbers }
        #expect(
            ofNumbers?["Reasons"] == [
                #"n is 101; wanted {"numeric":[">",0,"<=",100]}"#, #"k is missing; wanted "x""#,
            ]
        )
        let ofBodies = found.first { $0["SubscriptionArn"] == bodies }
        #expect(
            ofBodies?["Mismatches"] == [
                ["Key": "kind.name", "Wanted": ["image", ["prefix": "pic"]], "Found": ["text"]]
            ]
        )
        #expect(try await runtime.received("all").isEmpty)
    }
}
