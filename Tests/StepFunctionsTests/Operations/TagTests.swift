import QuickstepJSON
import QuickstepServiceKit
import Testing

@testable import QuickstepStepFunctions

struct TagTests {
    private func resources(_ harness: Harness) async throws -> [JSONValue] {
        let machine = try await harness.call(
            "CreateStateMachine",
            [
                "name": "machine", "definition": .string(Definitions.pass), "roleArn": .string(Harness.role),
                "tags": [["key": "made", "value": "with it"]],
            ]
        )
        let activity = try await harness.call(
            "CreateActivity",
            ["name": "activity", "tags": [["key": "made", "value": "with it"]]]
        )
        return [try #require(machine["stateMachineArn"]), try #require(activity["activityArn"])]
    }

    @Test func `tags are set, replaced in their place and taken away`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        for arn in try await resources(harness) {
            func tags() async throws -> JSONValue? {
                try await harness.call("ListTagsForResource", ["resourceArn": arn])["tags"]
            }
            #expect(try await tags() == [["key": "made", "value": "with it"]])
            _ = try await harness.call(
                "TagResource",
                [
                    "resourceArn": arn,
                    "tags": [
                        ["key": "k", "value": "1"], ["key": "made", "value": ""], ["key": "k", "value": "2"],
                    ],
                ]
            )
            #expect(try await tags() == [["key": "made", "value": ""], ["key": "k", "value": "2"]])
            _ = try await harness.call("UntagResource", ["resourceArn": arn, "tagKeys": ["made", "made", "none"]])
            #expect(try await tags() == [["key": "k", "value": "2"]])
            _ = try await harness.call("UntagResource", ["resourceArn": arn, "tagKeys": []])
            _ = try await harness.call("TagResource", ["resourceArn": arn, "tags": []])
            #expect(try await tags() == [["key": "k", "value": "2"]])
        }
        await harness.kernel.stop()
    }

    @Test func `a resource has at most fifty tags`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await resources(harness)[0]
        func tags(_ range: ClosedRange<Int>) -> JSONValue {
            .array(range.map { ["key": .string("k\($0)"), "value": ""] })
        }
        #expect(await harness.refusal("TagResource", ["resourceArn": arn, "tags": tags(1...49)]) == nil)
        #expect(
            await harness.refusal("TagResource", ["resourceArn": arn, "tags": tags(50...50)])?.hasPrefix("TooManyTags")
                == true
        )
        #expect(await harness.refusal("TagResource", ["resourceArn": arn, "tags": tags(1...1)]) == nil)
        await harness.kernel.stop()
    }

    @Test(arguments: ["a{b", "aws:x", ""])
    func `a key that tags may not have is refused`(key: String) async throws {
        let harness = try await Harness.start(InMemoryStore())
        let arn = try await resources(harness)[0]
        let tag: JSONValue = ["key": .string(key), "value": "v"]
        #expect(
            await harness.refusal("TagResource", ["resourceArn": arn, "tags": [tag]])?.hasPrefix("ValidationException")
                == true
        )
        await harness.kernel.stop()
    }

    @Test func `a version and what is not there have no tags`() async throws {
        let harness = try await Harness.start(InMemoryStore())
        _ = try await resources(harness)
        for resource in ["stateMachine:machine:1", "stateMachine:none", "activity:none"] {
            for operation in ["TagResource", "UntagResource", "ListTagsForResource"] {
                let parameters: JSONObject = [
                    "resourceArn": .string(arnPrefix + resource), "tags": [], "tagKeys": [],
                ]
                #expect(
                    await harness.refusal(operation, parameters)
                        == "ResourceNotFound: Resource not found: '\(arnPrefix)\(resource)'"
                )
            }
        }
        await harness.kernel.stop()
    }
}
