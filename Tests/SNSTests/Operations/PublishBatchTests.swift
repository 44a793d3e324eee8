import QuickstepJSON
import Testing

@testable import QuickstepSNS

struct PublishBatchTests {
    @Test func `each message has an answer of its own, and an empty one fails alone`() async throws {
        let runtime = try await TopicRuntime()
        try await runtime.createTopic()
        try await runtime.subscribeQueue("q")
        let output = try await runtime.call(
            "PublishBatch",
            [
                "TopicArn": .string(TopicRuntime.topic),
                "PublishBatchRequestEntries": [
                    ["Id": "a", "Message": "one"], ["Id": "b", "Message": ""], ["Id": "c", "Message": "three"],
                ],
            ]
        )
        #expect(output["Successful"]?.arrayValue?.map { $0["Id"] } == ["a", "c"])
        #expect(output["Successful"]?[0]?["SequenceNumber"] == nil)
        #expect(
            output["Failed"] == [
                [
                    "Id": "b", "Code": "InvalidParameter", "Message": "Invalid parameter: Empty message",
                    "SenderFault": true,
                ]
            ]
        )
        #expect(Set(try await runtime.messages("q")) == ["one", "three"])
    }
}
