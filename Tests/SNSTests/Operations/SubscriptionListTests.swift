import QuickstepJSON
import Testing

@testable import QuickstepSNS

struct SubscriptionListTests {
    @Test func `the subscriptions of all topics are listed in pages, each once`() async throws {
        let runtime = try await TopicRuntime(recordsQueues: true)
        var expected: Set<JSONValue> = []
        for topic in 0..<3 {
            try await runtime.createTopic("t\(topic)")
            for queue in 0..<70 {
                let output = try await runtime.call(
                    "Subscribe",
                    [
                        "TopicArn": .string("arn:aws:sns:us-east-1:000000000000:t\(topic)"), "Protocol": "sqs",
                        "Endpoint": .string("arn:aws:sqs:us-east-1:000000000000:q\(queue)"),
                    ]
                )
                expected.insert(try #require(output["SubscriptionArn"]))
            }
        }
        var found: [JSONValue] = []
        var pages: [Int] = []
        var token: JSONValue?
        repeat {
            let output = try await runtime.call("ListSubscriptions", token.map { ["NextToken": $0] } ?? [:])
            let page = output["Subscriptions"]?.arrayValue ?? []
            pages.append(page.count)
            found += page.compactMap { $0["SubscriptionArn"] }
            token = output["NextToken"]
        } while token != nil
        #expect(pages == [100, 100, 10])
        #expect(found.count == 210)
        #expect(Set(found) == expected)
    }

    @Test func `a list of no subscriptions is empty`() async throws {
        let runtime = try await TopicRuntime()
        #expect(try await runtime.call("ListSubscriptions", [:]) == ["Subscriptions": []])
        try await runtime.createTopic()
        #expect(try await runtime.call("ListSubscriptions", [:]) == ["Subscriptions": []])
    }
}
