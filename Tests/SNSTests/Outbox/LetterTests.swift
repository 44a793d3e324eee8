import QuickstepJSON
import Testing

@testable import QuickstepSNS

struct LetterTests {
    private static let topic = JSONValue.string(TopicRuntime.topic)

    private func letters(_ runtime: TopicRuntime, _ parameters: JSONObject = [:]) async throws -> [JSONValue] {
        try await runtime.call("ListLetters", parameters)["Letters"]?.arrayValue ?? []
    }

    @Test func `a reader of e-mail confirms by the link in a letter and then gets letters`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        #expect(try await runtime.subscribe("email", "ann@example.com") == "pending confirmation")
        try await runtime.publish("too early")
        let question = try #require(try await letters(runtime).first)
        #expect(question["Subject"] == "AWS Notification - Subscription Confirmation")
        #expect(question["Endpoint"] == "ann@example.com")
        let token = try #require(question["Body"]?.stringValue?.split(separator: "Token=").last?.prefix(288))
        let arn = try #require(
            try await runtime.call(
                "ConfirmSubscription",
                ["TopicArn": Self.topic, "Token": .string(String(token)), "AuthenticateOnUnsubscribe": "true"]
            )["SubscriptionArn"]
        )
        try await runtime.publish("hello", ["Subject": "s"])
        try await runtime.publish("no subject")
        let all = try await letters(runtime)
        #expect(
            all.map { $0["Subject"] } == [
                "AWS Notification - Subscription Confirmation", "s", "AWS Notification Message",
            ]
        )
        #expect(all[1]["Body"]?.stringValue?.hasPrefix("hello\n") == true)
        #expect(
            all[1]["Body"]?.stringValue?.contains("?Action=Unsubscribe&SubscriptionArn=\(arn.stringValue ?? "-")")
                == true
        )
        #expect(all[1]["SentAt"] == "2025-01-01T00:00:00.123Z")
    }

    @Test func `a letter in JSON holds the envelope`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribe("email-json", "ann@example.com")
        let question = try JSONValue.parse(try await letters(runtime).first?["Body"]?.stringValue ?? "")
        #expect(question["Type"] == "SubscriptionConfirmation")
        try await runtime.call("ConfirmSubscription", ["TopicArn": Self.topic, "Token": question["Token"] ?? .null])
        try await runtime.publish("hello")
        let envelope = try JSONValue.parse(try await letters(runtime).last?["Body"]?.stringValue ?? "")
        #expect(envelope["Message"] == "hello")
        #expect(envelope["Signature"] != nil)
    }

    @Test func `text messages are kept, those to a number alone too`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        #expect(try await runtime.subscribe("sms", "+4912345") != "pending confirmation")
        try await runtime.publish(#"{"default":"long","sms":"short"}"#, ["MessageStructure": "json"])
        let answer = try await runtime.call("Publish", ["PhoneNumber": "+4967890", "Message": "hi"])
        let all = try await letters(runtime)
        #expect(all.map { $0["Body"] } == ["short", "hi"])
        #expect(all[1]["MessageId"] == answer["MessageId"])
        #expect(try await letters(runtime, ["Endpoint": "+4967890"]).count == 1)
    }

    @Test func `only the newest letters are kept, and they are listed in pages`() async throws {
        let runtime = try await TopicRuntime()
        for number in 0..<1005 {
            try await runtime.call("Publish", ["PhoneNumber": "+4967890", "Message": .string("\(number)")])
        }
        var found: [JSONValue] = []
        var token: JSONValue?
        repeat {
            let page = try await runtime.call("ListLetters", token.map { ["NextToken": $0] } ?? [:])
            found += page["Letters"]?.arrayValue?.compactMap { $0["Body"] } ?? []
            token = page["NextToken"]
        } while token != nil
        #expect(found == (5..<1005).map { .string("\($0)") })
    }
}
